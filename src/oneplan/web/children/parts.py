"""A part of a page: a heading with its count, pairs or a table that folds on a phone, and words for an empty one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from oneplan.web.ui.words import count_of

Link = tuple[str, str]
NOT_KNOWN = "\u2013"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: words, perhaps a link or a state, and quieter words beneath."""

    words: str
    address: str = ""
    more: str = ""
    state: str = ""
    label: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column."""

    words: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page. ``count`` is none where a count says nothing."""

    id: str
    title: str
    count: int | None = None
    says: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    headings: tuple[Heading, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    empty: str = ""
    more: Link | None = None
    also: Link | None = None


def table(
    name: str,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell | str | int | None]],
    *,
    count: int | None = None,
    says: str = "",
    empty: str = "",
    more: Link | None = None,
) -> Part:
    """A part with a table; a column of numbers is right-aligned, and each cell knows its column for a phone."""
    filled = [[_cell(value) for value in row] for row in rows]
    heads = tuple(
        Heading(words, is_number=place > 0 and bool(filled) and all(row[place].is_number for row in filled))
        for place, words in enumerate(headings)
    )
    labelled = tuple(
        tuple(replace(cell, label=head.words) for cell, head in zip(row, heads, strict=True)) for row in filled
    )
    shown = len(labelled) if count is None else count
    return Part(name, title, shown, says, headings=heads, rows=labelled, empty=empty, more=more)


def _cell(value: Cell | str | int | None) -> Cell:
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell(NOT_KNOWN)
    return Cell(f"{value:,}", is_number=True) if isinstance(value, int) else Cell(value)


def number(value: int, noun: str = "", *, address: str = "") -> Cell:
    """A number as a cell, perhaps with its noun and a link to what it counts."""
    return Cell(count_of(value, noun) if noun else f"{value:,}", address=address, is_number=True)
