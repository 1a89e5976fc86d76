"""Makes actions of the rows of an action table, and puts back together those that a page break cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oneplan.plandocs.blocks import Cell, Piece, Row
from oneplan.plandocs.columns import Layout, is_ref
from oneplan.plandocs.dates import read_due
from oneplan.plandocs.drafts import ActionDraft, Reading
from oneplan.plandocs.labels import cell_label
from oneplan.plandocs.mentions import mentions
from oneplan.plandocs.outline import SectionDraft
from oneplan.plandocs.statements import append_pieces
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_LEADING_REF = re.compile(
    r"^(?:(?i:action|ref\.?)\s+)?(?P<ref>[A-Z]{1,5}\d?[A-Z]{0,2}[-\u2013.\s]?\d{1,3}(?:\.\d{1,3})*[a-z]?|\d{1,2}(?:\.\d{1,2})+[a-z]?)"
    r"[.:)]?(?:\s+[\u2013\u2014-])?\s+(?P<text>\S.*)$"
    r"|^(?i:action)\s+(?P<number>\d{1,3}[a-z]?)[.:)]?(?:\s+[\u2013\u2014-])?\s+(?P<rest>\S.*)$"
    r"|^(?P<listed>\d{1,3})[.)]\s+(?P<words>\S.*)$",
    re.DOTALL,
)
_BEFORE_DATE = re.compile(
    r"[\s,;(\u2013-]+(?:by|due|from|end of|by end of|by the end of|until|in|w/e)[\s:]*$", re.IGNORECASE
)
_OWN = {"action", "owner", "due", "rating", "start", "review", "revised", "support", "partner"}
_LONGEST_ODD_REF = 24


def action_row(reading: Reading, layout: Layout, row: Row) -> bool:
    """Takes a row as an action where its columns say so; otherwise leaves it to be something else."""
    text_column = layout.first("action") or 0
    too_short = len(row.cells) <= min(text_column, layout.width - 1)
    if too_short and not (reading.actions and len(row.cells) < layout.width):
        return False
    ref_column = layout.first("ref")
    if ref_column is None:
        return _unnumbered(reading, layout, row)
    ref = row.at(ref_column).flat
    numbered = bool(ref) and is_ref(ref) and len(row.filled) > 1
    odd = bool(ref) and not numbered and reading.mode == "actions" and _odd_reference(ref, row, layout)
    if numbered or odd:
        return _new(reading, layout, row, ref)
    return not ref and _stands_alone(layout, row) and _new(reading, layout, row, "")


def _unnumbered(reading: Reading, layout: Layout, row: Row) -> bool:
    """A row of a table without refs is an action when it has words and something beside them."""
    text = row.at(layout.first("action") or 0)
    if text.empty or cell_label(text)[0] or not _has_more(layout, row):
        return False
    cut = row.opens_page and text.flat[:1].islower() and bool(reading.actions) and not _due(layout, row)
    return not cut and _new(reading, layout, row, "")


def continue_action(reading: Reading, layout: Layout, row: Row) -> bool:
    """Adds the rest of a row that a page break cut to the action before it; false where the row is not that."""
    ref_column = layout.first("ref")
    draft = reading.actions[-1] if reading.actions else None
    blank_ref = ref_column is None or row.at(ref_column).empty
    if (
        draft is None
        or not blank_ref
        or draft.section is not reading.outline.current()
        or len(row.cells) > layout.width
    ):
        return False
    only_text = row.filled == (layout.first("action"),)
    if ref_column is None and only_text and not runs_on(draft, row.at(row.filled[0]), opens_page=row.opens_page):
        return False
    _fill(draft, layout, row, more=True)
    draft.lines += [line for line in row.lines if line not in draft.lines]
    reading.ledger.imported(row.lines, f"continues {draft.ref}" if draft.ref else "continues the action before it")
    return True


def runs_on(draft: ActionDraft, cell: Cell, *, opens_page: bool) -> bool:
    """Whether words alone in a row are the rest of the action before."""
    held = draft.cells.get("action", [])
    unfinished = bool(held) and not held[-1].text.rstrip().endswith((".", "?", "!"))
    begins_low = cell.flat[:1].islower() or all(piece.depth for piece in cell.pieces)
    return begins_low or (opens_page and unfinished)


def banner_text(row: Row) -> str | None:
    """The words of a row that is one cell wide, or whose cells all say the same; none for other rows."""
    texts = {plain(row.at(index).flat) for index in row.filled}
    if len(texts) != 1 or (len(row.filled) == 1 and row.filled[0] > 0):
        return None
    return row.at(row.filled[0]).flat


def take_leading_refs(drafts: Sequence[ActionDraft]) -> None:
    """Where most actions of a table begin with a reference of their own, takes it out of their words.

    One that begins with KS3 or SEN2 among others that do not is speaking of KS3 or SEN2.
    """
    tables: dict[int, list[ActionDraft]] = {}
    for draft in drafts:
        if not draft.ref and draft.cells.get("action"):
            tables.setdefault(draft.table, []).append(draft)
    for held in tables.values():
        split = [split_ref(draft.cells["action"][0].text) for draft in held]
        refs = [ref for ref, _ in split if ref]
        if len(refs) * 2 <= len(held) or len(set(refs)) < len(refs) * 0.8:
            continue
        for draft, (ref, rest) in zip(held, split, strict=True):
            if ref:
                first = draft.cells["action"][0]
                draft.ref, draft.cells["action"][0] = ref, Piece(rest, first.depth, first.bold)


def split_ref(text: str) -> tuple[str, str]:
    """A reference written at the head of the action's own words, and the rest; no reference where there is none."""
    match = _LEADING_REF.match(text)
    if not match:
        return "", text
    ref = match["ref"] or match["number"] or match["listed"]
    return ref.strip(), (match["text"] or match["rest"] or match["words"]).strip()


def _odd_reference(ref: str, row: Row, layout: Layout) -> bool:
    """A ref column may hold a short word for a reference, where the row has words and a date or rating of its own."""
    named = {layout.roles[index] for index in row.filled if index < layout.width}
    return (
        len(ref) <= _LONGEST_ODD_REF
        and "\n" not in ref
        and not ref[:1].islower()
        and not cell_label(row.at(layout.first("ref") or 0))[0]
        and "action" in named
        and bool(named & {"due", "rating"})
    )


def _stands_alone(layout: Layout, row: Row) -> bool:
    """A row without a ref is an action of its own only when it has words, a date and an owner or rating of its own."""
    text = row.at(layout.first("action") or 0)
    others = [role for role in ("owner", "rating") if layout.first(role) is not None]
    has_other = any(not row.at(column).empty for role in others for column in layout.columns(role))
    return not text.empty and _due(layout, row) and (has_other or not others) and not text.flat[:1].islower()


def _due(layout: Layout, row: Row) -> bool:
    cells = [row.at(column) for role in ("due", "revised") for column in layout.columns(role)]
    for cell in cells:
        words = cell.flat.strip().lower()
        if cell.day or (
            words
            and (
                words in plan_rules("dates")["words"]["none"]
                or read_due(words).due.precision.value not in {"none", "unclear"}
            )
        ):
            return True
    return False


def _has_more(layout: Layout, row: Row) -> bool:
    return any(
        layout.roles[index : index + 1] and layout.roles[index] and layout.roles[index] != "action"
        for index in row.filled
    )


def _new(reading: Reading, layout: Layout, row: Row, ref: str) -> bool:
    section = _section_of(reading, layout, row)
    draft = ActionDraft(section, list(row.lines), " ".join(ref.split()), reading.phase, row.table)
    _fill(draft, layout, row, more=False)
    reading.actions.append(draft)
    reading.mode, reading.column_kinds = "actions", {}
    reading.ledger.imported(row.lines)
    return True


def _section_of(reading: Reading, layout: Layout, row: Row) -> SectionDraft:
    priority = " ".join(row.at(column).flat for column in layout.columns("priority"))
    title = " ".join(row.at(column).flat for column in layout.columns("section"))
    if title and len(title) <= 150:  # noqa: PLR2004 - a title, not a sentence about it
        return reading.outline.named(title, priority, row.lines[0])
    if priority:
        return reading.outline.named(priority, priority, row.lines[0])
    last = reading.actions[-1] if reading.actions else None
    if (layout.columns("section") or layout.columns("priority")) and last is not None and last.table == row.table:
        return last.section
    return reading.outline.current()


def _fill(draft: ActionDraft, layout: Layout, row: Row, *, more: bool) -> None:
    for index in row.filled:
        role = layout.roles[index] if index < layout.width else ""
        head = layout.heads[index] if index < layout.width else ""
        if not _marked(draft, role, head, row.at(index)):
            _worded(draft, layout, role, head, row.at(index), more=more)
    for index, cell in enumerate(row.cells[: layout.width]):
        if cell.empty and cell.colour and layout.roles[index] == "tick_period":
            draft.ticks.append(("tick_period", layout.heads[index]))
        elif cell.empty and cell.colour and layout.roles[index] == "rating_period":
            draft.rated.append((layout.heads[index], cell.colour))
    _typed(draft, layout, row)


def _marked(draft: ActionDraft, role: str, head: str, cell: Cell) -> bool:
    """Whether the cell was a mark under a heading that says what it means: a tick or a period's rating."""
    if role.startswith("tick_"):
        _tick(draft, role, head, cell)
    elif role == "rating_period":
        draft.rated.append((head, cell.flat))
    else:
        return False
    return True


def _worded(draft: ActionDraft, layout: Layout, role: str, head: str, cell: Cell, *, more: bool) -> None:
    """Put a cell's words where its column says they belong."""
    if role == "owner" and len(layout.columns("owner")) > 1:
        draft.cells.setdefault(role, []).extend(_for_partner(cell.pieces, head))
    elif role == "owner_due":
        _owner_and_due(draft, cell)
    elif role in {"ref", "phase"}:
        draft.phase = cell.flat if role == "phase" else draft.phase
    elif role in {"priority", "section"} and not more:
        if len(cell.flat) > 150:  # noqa: PLR2004 - a sentence, kept beside the action
            draft.notes.append(f"{head}: {cell.flat}")
    elif role:
        append_pieces(draft.cells.setdefault(role, []), cell.pieces)
    else:
        append_pieces(draft.extra.setdefault(head, []), cell.pieces)


def _owner_and_due(draft: ActionDraft, cell: Cell) -> None:
    """One cell for who and when: a piece that is a date, or the date at the end of a piece, is the date."""
    for piece in cell.pieces:
        found = mentions(piece.text)
        start = found[0].start if found else len(piece.text)
        opening = _BEFORE_DATE.search(piece.text[:start])
        who = piece.text[: opening.start() if opening else start].strip(" ,;:([\u2013-")
        when = piece.text[len(piece.text[: opening.start() if opening else start]) :].strip(" ,;:()[]\u2013-")
        if who:
            draft.cells.setdefault("owner", []).append(Piece(who, piece.depth, piece.bold))
        if when and found:
            draft.cells.setdefault("due", []).append(Piece(when, piece.depth, piece.bold))


def _for_partner(pieces: Sequence[Piece], head: str) -> list[Piece]:
    """The owners in a column of one partner's own, each with the partner's name before it: “LA lead”."""
    partner = " ".join(word for word in head.split() if plain(word) not in plan_rules("owners")["heads"])
    if plain(partner) not in plan_rules("owners")["partners"]:
        return list(pieces)
    return [Piece(f"{partner}: {piece.text}", piece.depth, piece.bold) for piece in pieces]


def _typed(draft: ActionDraft, layout: Layout, row: Row) -> None:
    for column in layout.columns("due"):
        if row.at(column).day:
            draft.day, draft.month_only = row.at(column).day, row.at(column).month_only
    for column in layout.columns("rating"):
        draft.colour = row.at(column).colour or draft.colour


def _tick(draft: ActionDraft, role: str, head: str, cell: Cell) -> None:
    ticks = plan_rules("columns")["ticks"]
    mark = cell.flat.strip()
    if mark in ticks["marks"]:
        draft.ticks.append((role, head))
    elif mark not in ticks["empties"]:
        if role == "tick_period":
            draft.ticks.append((role, head))
        draft.extra.setdefault(head, []).extend(cell.pieces)
