"""Reads tables row by row: headers, actions, cut rows, banners, labels with their cells, keys and cards."""

from __future__ import annotations

from collections.abc import Sequence

from oneplan.core.improvement.reading import ReadPromise
from oneplan.plandocs.blocks import Cell, Piece, Row
from oneplan.plandocs.cards import read_card_row
from oneplan.plandocs.column_contents import settled
from oneplan.plandocs.columns import Layout, column_role, header_layout, is_ref, layout_by_content
from oneplan.plandocs.drafts import ActionDraft, Reading
from oneplan.plandocs.keys import key_rows
from oneplan.plandocs.labels import cell_label, is_contents_line, label_of, paper_line
from oneplan.plandocs.mentions import mentions
from oneplan.plandocs.outline import phase_of, read_heading
from oneplan.plandocs.parted_rows import parted_row
from oneplan.plandocs.ratings import RatingScale
from oneplan.plandocs.row_actions import action_row, banner_text, continue_action, runs_on
from oneplan.plandocs.sentences import deliverables
from oneplan.plandocs.statements import split_items
from oneplan.plandocs.table_heads import continues, heads_something_else, leave_out, no_plan, rows_below
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

CONTENT_KINDS = {"areas", "measures", "impacts", "updates", "must_improve", "note"}
_TWO = 2
_LONGEST_BANNER = 160
_LONGEST_TAIL = 60


def read_table(reading: Reading, rows: Sequence[Row]) -> None:
    """Reads the rows of one table in order, each accounted for."""
    if not rows:
        return
    if reading.layout is not None and heads_something_else(reading.layout, rows[0]):
        reading.leave_table()
        reading.mode = ""
    if reading.layout is None or not continues(reading.layout, rows):
        if _key_table(reading, rows):
            return
        if not any(header_layout(row.cells, marked=row.header) for row in rows):
            guessed = layout_by_content(rows, RatingScale(tuple(reading.key)))
            if guessed and not reading.summary:
                reading.layout = guessed
    for index, row in enumerate(rows):
        layout = header_layout(row.cells, marked=row.header)
        why = no_plan(layout, below := rows_below(rows, index)) if layout else ""
        if why:
            leave_out(reading, [row, *below], why)
            read_table(reading, rows[index + 1 + len(below) :])
            return
        if layout:
            _open_table(reading, row, settled(layout, below, RatingScale(tuple(reading.key))))
        else:
            _read_row(reading, row)


def _read_row(reading: Reading, row: Row) -> None:
    """Reads one row by the first of the things it can be."""
    for take in _READERS:
        if take(reading, row):
            return
    _other_row(reading, row)


def _paper_row(reading: Reading, row: Row) -> bool:
    """An empty row, or one that holds only a page number or watermark."""
    if not row.filled:
        reading.ledger.noise(row.lines, "an empty row")
        return True
    paper = paper_line(row.at(row.filled[0]).flat) if len(row.filled) == 1 else ""
    is_ref_cell = bool(reading.layout and reading.layout.first("ref") == row.filled[0]) and paper == "a page number"
    if paper and not is_ref_cell:
        reading.ledger.noise(row.lines, paper)
    return bool(paper) and not is_ref_cell


def _contents_row(reading: Reading, row: Row) -> bool:
    if reading.mode != "contents":
        return False
    entry = len(row.filled) == 1 or is_contents_line("\t".join(cell.flat for cell in row.cells))
    if entry:
        reading.ledger.noise(row.lines, "a line of the contents page")
    return entry


def _action_row(reading: Reading, row: Row) -> bool:
    if reading.layout is None:
        return False
    parts = parted_row(reading, reading.layout, row)
    taken = [action_row(reading, layout, part) for layout, part in parts]
    return any(taken)


def _labelled_row(reading: Reading, row: Row) -> bool:
    """A row of one cell under a label that stands in a row of its own."""
    if reading.mode not in CONTENT_KINDS or len(row.filled) != 1:
        return False
    take_pieces(reading, reading.mode, row.at(row.filled[0]).pieces, row.lines)
    return True


def _banner_row(reading: Reading, row: Row) -> bool:
    if reading.layout is None or banner_text(row) is None or _text_runs_on(reading, reading.layout, row):
        return False
    _banner(reading, row)
    return True


def _cut_row(reading: Reading, row: Row) -> bool:
    return reading.layout is not None and continue_action(reading, reading.layout, row)


def take_pieces(reading: Reading, kind: str, pieces: Sequence[Piece], lines: tuple[int, ...]) -> None:
    """Adds what stands in a labelled cell to its section: one statement an item."""
    if not pieces:
        return
    if kind == "must_improve" and reading.summary:
        kind = "note"
    if kind == "must_improve":
        section = reading.outline.current()
        words = " ".join(piece.text for piece in pieces)
        section.must_improve = f"{section.must_improve} {words}".strip()
        reading.ledger.imported(lines)
        return
    if kind in {"areas", "measures", "impacts"}:
        pieces = _join_cut_item(reading, kind, pieces, lines)
    items, leads = (
        ([piece.text for piece in pieces], []) if kind in {"updates", "note", "actions"} else split_items(pieces)
    )
    if reading.summary and kind == "areas":
        kind = "summary"
    for lead in leads:
        reading.state("narrative", lead, lines, where=reading.outline.where())
    for item in items:
        stated = "narrative" if kind in {"note", "actions"} else kind
        reading.state(stated, item, lines, where=reading.outline.where() if stated in {"narrative", "summary"} else "")
    reading.ledger.imported(lines)


def _join_cut_item(reading: Reading, kind: str, pieces: Sequence[Piece], lines: tuple[int, ...]) -> Sequence[Piece]:
    """Sub-items whose lead-in stands on the page before are put back under it."""
    last = next(
        (one for one in reversed(reading.statements) if one.kind == kind and one.section is reading.outline.current()),
        None,
    )
    rest = list(pieces)
    if last is None or not last.text.rstrip().endswith(":"):
        return rest
    while rest and rest[0].depth > 1:
        joiner = " " if last.text.rstrip().endswith(":") else "; "
        last.text = f"{last.text}{joiner}{rest.pop(0).text}"
        last.lines += [line for line in lines if line not in last.lines]
    return rest


def _open_table(reading: Reading, row: Row, layout: Layout) -> None:
    again = reading.layout is not None and reading.layout.roles == layout.roles
    reading.layout, reading.mode, reading.column_kinds, reading.summary = layout, "actions", {}, False
    reading.card_titles = {}
    if not again:
        reading.phase = ""
    reading.ledger.heading(row.lines, "a table header that is repeated" if again else "the header of an action table")


def _key_table(reading: Reading, rows: Sequence[Row]) -> bool:
    entries = key_rows(rows)
    if not entries or (
        reading.key and {plain(entry.word) for entry in entries} <= {plain(entry.word) for entry in reading.key}
    ):
        if entries:
            reading.ledger.heading([line for row in rows for line in row.lines], "the rating key, printed again")
        return bool(entries)
    reading.key += entries
    lines = {entry.line for entry in entries}
    for row in rows:
        if lines.intersection(row.lines):
            reading.ledger.imported(row.lines, "the rating key")
        else:
            reading.ledger.heading(row.lines, "the header of the rating key")
    return True


def _label_row(reading: Reading, row: Row) -> bool:
    """A row of labels, with what they introduce beside them, inside the same cell, or in the rows below."""
    found = {index: cell_label(row.at(index)) for index in row.filled}
    labels = {index: kind for index, (kind, _) in found.items() if kind}
    if not labels:
        return _label_tail(reading, row)
    if row.filled[0] not in labels:
        return False
    kinds: dict[int, str] = {}
    current, gave = "", False
    for index in row.filled:
        kind, rest = found[index]
        if kind:
            current = kinds[index] = kind
            gave = gave or bool(rest)
            take_pieces(reading, kind, rest, row.lines)
        elif current:
            kinds[index] = current
            gave = True
            take_pieces(reading, current, row.at(index).pieces, row.lines)
    reading.column_kinds = kinds
    reading.mode = current if len(labels) == 1 else ""
    if len(labels) > 1 and not gave:
        reading.mode = ""
    if gave:
        reading.ledger.imported(row.lines)
    else:
        reading.ledger.heading(row.lines)
    return True


def _label_tail(reading: Reading, row: Row) -> bool:
    """“addressed this area”: the end of labels that a page break cut, with more of their cells beside them."""
    kinds = reading.column_kinds
    first = row.filled[0]
    tail = row.at(first)
    if (
        first not in kinds
        or len(row.filled) < _TWO
        or len(tail.flat) > _LONGEST_TAIL
        or len(tail.pieces) > 1
        or tail.flat.endswith(".")
    ):
        return False
    if not (tail.pieces[0].bold or tail.flat[:1].islower()):
        return False
    current = ""
    for index in row.filled:
        cell = row.at(index)
        short = len(cell.pieces) == 1 and plain(cell.flat) == plain(tail.flat)
        if short:
            current = kinds.get(index, current)
        elif current:
            take_pieces(reading, kinds.get(index, current), cell.pieces, row.lines)
    return True


def _column_contents(reading: Reading, row: Row) -> bool:
    """Cells under labels that stood in the row above, or beside labels on the page before."""
    kinds = reading.column_kinds
    if not kinds or not all(index in kinds for index in row.filled):
        return False
    for index in row.filled:
        take_pieces(reading, kinds[index], row.at(index).pieces, row.lines)
    return True


def _text_runs_on(reading: Reading, layout: Layout, row: Row) -> bool:
    """Whether words alone in the action's own column are the rest of the action before."""
    if layout.first("action") != row.filled[0] or len(row.filled) > 1 or not reading.actions:
        return False
    return runs_on(reading.actions[-1], row.at(row.filled[0]), opens_page=row.opens_page)


def _banner(reading: Reading, row: Row) -> None:
    text = banner_text(row)
    if text is None:
        return
    if len(text) > _LONGEST_BANNER or (text.rstrip().endswith(".") and len(text.split()) > 8):  # noqa: PLR2004 - a sentence
        reading.ledger.review(row.lines, "A row of words inside an action table, without an owner, a date or a rating.")
        return
    reading.ledger.heading(row.lines, "a banner inside the table")
    node = read_heading(text, 0, row.lines[0])
    phase = phase_of(text)
    if phase:
        reading.phase = phase
    elif node.kind in {"priority", "section", "numbered", "lettered"} or reading.outline.where() == "":
        reading.outline.heading(text, 0, row.lines[0])
        reading.phase = ""
    else:
        reading.phase = text.rstrip(":")


def _deliverable_row(reading: Reading, row: Row) -> bool:
    """A row whose cell holds numbered deliverables in sentences; the cell before it names the section."""
    for index in row.filled:
        text = row.at(index).flat
        head = reading.layout.heads[index] if reading.layout and index < reading.layout.width else ""
        found = deliverables(text, reading.habits, under_head=column_role(head) == "deliverable")
        if not found:
            continue
        before = [row.at(other).flat for other in row.filled if other < index]
        if before and len(before[0]) <= _LONGEST_BANNER:
            section = reading.outline.named(
                before[0], reading.outline.priority() or reading.outline.where(), row.lines[0]
            )
        else:
            section = reading.outline.current()
        for one in found:
            draft = ActionDraft(section, list(row.lines), one.ref, table=row.table)
            draft.cells = {"action": [Piece(one.text)], "due": [Piece(one.due)]}
            draft.notes = [f"{row.at(other).flat}" for other in row.filled if other > index]
            reading.actions.append(draft)
        reading.ledger.imported(row.lines)
        return True
    return False


def _promise_row(reading: Reading, row: Row) -> bool:
    if reading.mode != "promise" or reading.promise is None or reading.layout:
        return False
    pieces = [piece for index in row.filled for piece in row.at(index).pieces]
    numbers = [index for index in row.filled if row.at(index).flat.rstrip(".").isdigit()]
    number = int(row.at(numbers[0]).flat.rstrip(".")) if numbers else None
    texts = [piece.text for piece in pieces if not piece.text.rstrip(".").isdigit()]
    for text in texts:
        reading.promises.append(
            ReadPromise(
                reading.promise.period, text, row.lines[0], number, reading.promise.achieved, reading.promise.ends_on
            )
        )
    reading.ledger.imported(row.lines)
    return bool(texts)


def _measure_row(reading: Reading, row: Row) -> bool:
    """A table of measures with baselines and targets: its header, then one measure a row."""
    roles = [column_role(row.at(index).flat) for index in row.filled]
    heads = {index: row.at(index).flat for index in row.filled}
    if (
        "measure" in roles
        and "action" not in roles
        and len(row.filled) > 1
        and all(len(head) < _LONGEST_TAIL for head in heads.values())
    ):
        reading.mode, reading.column_kinds = "measure_table", {}
        reading.measure_heads = {
            index: ("measure" if role == "measure" else heads[index])
            for index, role in zip(row.filled, roles, strict=True)
        }
        reading.ledger.heading(row.lines, "the header of a table of measures")
        return True
    if reading.mode != "measure_table":
        return False
    main = next((index for index, head in reading.measure_heads.items() if head == "measure"), 0)
    if row.at(main).empty:
        return False
    others = [
        f"{reading.measure_heads[index]}: {row.at(index).flat}"
        for index in row.filled
        if index != main and index in reading.measure_heads
    ]
    reading.state("measures", "; ".join([row.at(main).flat, *others]), row.lines).firm = True
    return True


def _other_row(reading: Reading, row: Row) -> None:
    text = " | ".join(row.at(index).flat for index in row.filled)
    if reading.layout and len(row.filled) > 1 and not reading.layout.guessed:
        reading.ledger.review(row.lines, "A row inside an action table that fits none of its columns.")
        return
    if _may_be_action(row):
        reading.ledger.review(
            row.lines, "It has a reference and a date, as an action would, but stands in no action table."
        )
        return
    if len(row.filled) == 1 and label_of(text):
        reading.mode = label_of(text)
        reading.ledger.heading(row.lines)
        return
    reading.state("narrative", text, row.lines)


def _may_be_action(row: Row) -> bool:
    first = row.at(row.filled[0]).flat
    rest = [row.at(index).flat for index in row.filled[1:]]
    dated = any(len(text) < 40 and any(one.last for one in mentions(text)) for text in rest)  # noqa: PLR2004 - a date alone
    worded = any(len(text.split()) > 3 for text in rest)  # noqa: PLR2004 - an action has a few words
    return (
        len(row.filled) > _TWO
        and is_ref(first)
        and dated
        and worded
        and len(first) < plan_rules("ratings")["key"]["longest_word"]
    )


def ticked(cell: Cell) -> bool:
    """Whether a tick column's cell is ticked."""
    return cell.flat.strip() in plan_rules("columns")["ticks"]["marks"]


_READERS = (
    _paper_row,
    _contents_row,
    _action_row,
    read_card_row,
    _label_row,
    _column_contents,
    _labelled_row,
    _banner_row,
    _cut_row,
    _deliverable_row,
    _promise_row,
    _measure_row,
)
