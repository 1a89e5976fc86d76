"""Parts a row that holds several actions: numbered in one cell, with owners, dates and ratings listed beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oneplan.plandocs.blocks import Cell, Piece, Row
from oneplan.plandocs.columns import Layout, column_role
from oneplan.plandocs.drafts import Reading
from oneplan.plandocs.row_actions import split_ref
from oneplan.plandocs.sentences import deliverables

_TWO = 2
_LISTED = {"owner", "due", "rating", "start", "review", "support", "revised", "partner"}


def parted_row(reading: Reading, layout: Layout, row: Row) -> list[tuple[Layout, Row]]:
    """The row for each action it holds with the columns it is read by; the row itself where it holds one."""
    column = layout.first("action")
    if column is None or row.at(column).empty or layout.first("ref") is not None:
        return [(layout, row)]
    found = _deliverables(reading, layout, row, column) or _by_lists(layout, row, column)
    return found or [(layout, row)]


def _deliverables(reading: Reading, layout: Layout, row: Row, column: int) -> list[tuple[Layout, Row]]:
    """One row for each numbered deliverable of a sentence, with the date it is promised for."""
    if column_role(layout.heads[column]) != "deliverable":
        return []
    found = deliverables(row.at(column).flat, reading.habits, under_head=True)
    whole = _with_columns(layout)
    return [(whole, _part(layout, row, {column: Cell.of(one.text)}, one.ref, one.due)) for one in found]


def _by_lists(layout: Layout, row: Row, column: int) -> list[tuple[Layout, Row]]:
    """One row for each numbered piece of the action's cell, where those beside it list as many or hold one for all."""
    groups = _numbered(row.at(column).pieces)
    listed = [index for index in row.filled if index < layout.width and layout.roles[index] in _LISTED]
    counts = {len(row.at(index).pieces) for index in listed}
    if len(groups) < _TWO or not listed or not counts <= {1, len(groups)}:
        return []
    rows = []
    for place, (ref, pieces) in enumerate(groups):
        several = [index for index in listed if len(row.at(index).pieces) > 1]
        cells = {index: Cell((row.at(index).pieces[place],), row.at(index).colour) for index in several}
        rows.append((_with_columns(layout), _part(layout, row, {**cells, column: Cell(tuple(pieces))}, ref, "")))
    return rows


def _numbered(pieces: Sequence[Piece]) -> list[tuple[str, list[Piece]]]:
    """Pieces grouped under those that begin with a reference of their own; nothing where the first does not."""
    groups: list[tuple[str, list[Piece]]] = []
    for piece in pieces:
        ref, words = split_ref(piece.text)
        if ref:
            groups.append((ref, [Piece(words, piece.depth, piece.bold)]))
        elif groups:
            groups[-1][1].append(piece)
        else:
            return []
    return groups if len({ref for ref, _ in groups}) == len(groups) else []


def _with_columns(layout: Layout) -> Layout:
    """The layout with a column more for the reference, and one for the date where it has none."""
    dated = layout.first("due") is not None
    return replace(
        layout,
        roles=(*layout.roles, "ref", "" if dated else "due"),
        heads=(*layout.heads, "", ""),
    )


def _part(layout: Layout, row: Row, cells: Mapping[int, Cell], ref: str, due: str) -> Row:
    """The row with some cells of its own, and the reference and date behind its last column."""
    held = [cells.get(index, row.at(index)) for index in range(layout.width)]
    column = layout.first("due")
    if column is not None and due:
        held[column] = Cell.of(due)
    return replace(row, cells=(*held, Cell.of(ref), Cell.of("" if column is not None else due)))
