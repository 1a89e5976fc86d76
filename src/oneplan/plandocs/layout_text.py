"""Tables that text draws with spaces: a header whose words stand apart gives the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oneplan.plandocs.blocks import Cell
from oneplan.plandocs.columns import Layout, header_layout, is_ref
from oneplan.plandocs.labels import label_of, paper_line
from oneplan.plandocs.markup import cell_from_text
from oneplan.plandocs.wording import is_blank

_GAP = re.compile(r"\s{2,}")
_FEWEST = 3
_REACH = 3
Found = list[tuple[tuple[Cell, ...], tuple[int, ...]]]


def spaced_rows(raw: Sequence[str], index: int) -> Found:
    """The rows of a table whose header is this line, header first; the paper's lines between them have no cells."""
    heads = _stretches(raw[index])
    if len(heads) < _FEWEST:
        return []
    layout = header_layout([Cell.of(text) for _, text in heads])
    if layout is None:
        return []
    starts = [start for start, _ in heads]
    rows: list[tuple[list[list[str]], list[int]]] = []
    paper: list[tuple[tuple[Cell, ...], tuple[int, ...]]] = []
    blanks, number = 0, index + 1
    while number < len(raw):
        line = raw[number].replace("\f", "")
        if is_blank(line):
            blanks += 1
        elif not _belongs(line, starts, blanks):
            break
        elif paper_line(line.strip()) and not line.strip().isdigit():
            paper.append(((), (number + 1,)))
        else:
            _add(rows, line, number + 1, starts, layout, blanks=blanks)
            blanks = 0
        number += 1
    if not rows:
        return []
    header = (tuple(Cell.of(text) for _, text in heads), (index + 1,))
    return [header, *[(tuple(_cell(part) for part in cells), tuple(numbers)) for cells, numbers in rows], *paper]


def _cell(parts: Sequence[str]) -> Cell:
    return cell_from_text("\n".join(parts) if any(part[:1] in "•●▪-" for part in parts[1:]) else " ".join(parts))


def _stretches(line: str) -> list[tuple[int, str]]:
    """Words that stand apart by two spaces or more, with where each begins."""
    found, position = [], 0
    for part in _GAP.split(line.rstrip()):
        if part.strip():
            start = line.index(part, position)
            found.append((start, part.strip()))
            position = start + len(part)
    return found


def _belongs(line: str, starts: Sequence[int], blanks: int) -> bool:
    stretches = _stretches(line)
    if label_of(line.strip()) or line.lstrip().startswith("#") or blanks > _REACH:
        return False
    aligned = all(any(abs(start - one) <= _REACH for one in starts) or start > starts[0] for start, _ in stretches)
    one_long = (
        len(stretches) == 1
        and stretches[0][0] <= starts[0] + 1
        and len(starts) > 1
        and len(stretches[0][1]) > starts[1] - starts[0] + _REACH
    )
    return aligned and not one_long


def _add(
    rows: list[tuple[list[list[str]], list[int]]],
    line: str,
    number: int,
    starts: Sequence[int],
    layout: Layout,
    *,
    blanks: int,
) -> None:
    cells: list[list[str]] = [[] for _ in starts]
    for start, text in _stretches(line):
        column = max((index for index, one in enumerate(starts) if start >= one - _REACH), default=0)
        cells[column].append(text)
    ref, due = layout.first("ref"), layout.first("due")
    if ref is not None:
        opens = bool(cells[ref]) and is_ref(" ".join(cells[ref]))
    else:
        opens = blanks > 0 or (
            due is not None
            and bool(cells[due])
            and bool(rows)
            and bool(rows[-1][0][due])
            and bool(cells[layout.first("action") or 0])
        )
    if opens or not rows:
        rows.append((cells, [number]))
        return
    held, numbers = rows[-1]
    for above, below in zip(held, cells, strict=True):
        above.extend(below)
    numbers.append(number)
