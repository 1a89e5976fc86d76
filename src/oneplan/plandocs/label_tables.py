"""Turns a table of labels and values, one action a table or one after another, into rows of an action table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oneplan.plandocs.blocks import Block, Cell, Row
from oneplan.plandocs.columns import column_role, header_layout, is_ref
from oneplan.plandocs.flattened_records import HEADS, ROLES
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_LONGEST_LABEL = 45
_FEWEST_LABELS = 3
Pair = tuple[str, Cell]


def turn_label_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each table whose first column names what stands beside it turned into a header and rows."""
    found: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if not isinstance(block, Row):
            found.append(block)
            index += 1
            continue
        end = index
        while end < len(blocks) and isinstance(one := blocks[end], Row) and one.table == block.table:
            end += 1
        rows = [one for one in blocks[index:end] if isinstance(one, Row)]
        found += _turned(rows) or rows
        index = end
    return found


def _turned(rows: Sequence[Row]) -> list[Block]:
    """A header and one row for each action; nothing where the table is not one of labels and values."""
    pairs = [list(_pairs(row)) for row in rows]
    labels = [role for row in pairs for role, _ in row]
    if (
        "action" not in labels
        or len(set(labels)) < _FEWEST_LABELS
        or not {"owner", "due", "rating"} & set(labels)
        or any(not found and len(row.filled) > 1 for found, row in zip(pairs, rows, strict=True))
        or any(header_layout(row.cells, marked=row.header) for row in rows)
    ):
        return []
    records, before = _records(rows, pairs)
    if not records or not all("action" in held for held, _ in records):
        return []
    used = [role for role in ROLES if any(role in held for held, _ in records)]
    header = Row(tuple(Cell.of(HEADS[role]) for role in used), (), rows[0].table, header=True)
    made = [Row(tuple(held.get(role, Cell()) for role in used), tuple(lines), rows[0].table) for held, lines in records]
    return [*before, header, *made]


def _records(
    rows: Sequence[Row], pairs: Sequence[Sequence[Pair]]
) -> tuple[list[tuple[dict[str, Cell], list[int]]], list[Row]]:
    """The labelled cells of each action with their lines, and the rows that stand before the first."""
    records: list[tuple[dict[str, Cell], list[int]]] = []
    before: list[Row] = []
    waiting: list[int] = []
    ref = Cell()
    for row, found in zip(rows, pairs, strict=True):
        if not found:
            only = row.at(row.filled[0]) if row.filled else Cell()
            if is_ref(only.flat):
                ref = only
                waiting += row.lines
            elif records:
                return [], []
            else:
                before.append(row)
            continue
        opens = any(role in {"action", "ref"} for role, _ in found)
        if not records or (opens and "action" in records[-1][0] and _told(records[-1][0])):
            records.append(({"ref": ref} if not ref.empty else {}, waiting))
            waiting, ref = [], Cell()
        held, lines = records[-1]
        for role, cell in found:
            held[role] = Cell(held[role].pieces + cell.pieces, cell.colour) if role in held else cell
        lines += row.lines
    return records, before


def _told(held: dict[str, Cell]) -> bool:
    return bool({"owner", "due", "rating"} & set(held))


def _pairs(row: Row) -> Iterator[Pair]:
    """The labels of a row with the cells beside them; nothing unless every other cell is a label."""
    cells = list(row.cells)
    filled = [index for index, cell in enumerate(cells) if not cell.empty]
    pairs = []
    position = 0
    while position < len(filled):
        role = _label(cells[filled[position]].flat)
        if not role:
            return
        beside = filled[position + 1] if position + 1 < len(filled) else None
        if beside is None or _label(cells[beside].flat):
            coloured = next((cell for cell in cells[filled[position] + 1 : beside] if cell.colour), Cell())
            pairs.append((role, coloured))
            position += 1
        else:
            pairs.append((role, cells[beside]))
            position += 2
    yield from pairs


def _label(text: str) -> str:
    """The part of an action that a cell is the label of; “Action required” heads a report and not an action."""
    if len(text) > _LONGEST_LABEL or plain(text) in plan_rules("columns")["labels_only"]["not_actions"]:
        return ""
    role = column_role(text.rstrip(": "))
    return role if role in ROLES else ""
