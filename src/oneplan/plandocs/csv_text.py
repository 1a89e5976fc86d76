"""Tables saved with commas or semicolons between the cells, found by their header whatever the file is called."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from oneplan.plandocs.blocks import Cell
from oneplan.plandocs.columns import header_layout
from oneplan.plandocs.markup import cell_from_text

_FEWEST = 3
_LONGEST_FIELD = 200_000
Found = list[tuple[tuple[Cell, ...], tuple[int, ...]]]


def comma_rows(raw: Sequence[str], index: int) -> Found:
    """The rows of a comma table whose header is this line, header first; nothing where no such table begins here."""
    mark = next((one for one in (",", ";") if raw[index].count(one) >= _FEWEST - 1), "")
    if not mark or header_layout([Cell.of(text.strip()) for text in _fields(raw[index], mark)]) is None:
        return []
    rows = list(_rows(raw, index, mark))
    width = len(rows[0][0])
    return rows if len(rows) > 1 and len(rows[1][0]) == width >= _FEWEST else []


def _fields(line: str, mark: str) -> list[str]:
    return next(csv.reader([line], delimiter=mark), [])


def _rows(raw: Sequence[str], index: int, mark: str) -> Iterator[tuple[tuple[Cell, ...], tuple[int, ...]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader((f"{line}\n" for line in raw[index:]), delimiter=mark)
    first = index + 1
    try:
        for fields in reader:
            last = index + reader.line_num
            if any(field.strip() for field in fields):
                held = tuple(number for number in range(first, last + 1) if raw[number - 1].strip())
                yield tuple(cell_from_text(field.strip()) for field in fields), held
            first = last + 1
    except csv.Error:
        return
