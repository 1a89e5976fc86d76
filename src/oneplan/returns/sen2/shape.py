"""A collection's layout in the form the scanner walks: names to numbers, places to columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from oneplan.rulebook.returns import Element, ReturnBook

ROOT_PLACE = 0
NO_NAME = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """Places are numbered from 1 in the order of the layout; place 0 is the list of people itself."""

    year: int
    elements: tuple[Element | None, ...]
    names: Mapping[str, int]
    place_of: npt.NDArray[np.int16]
    is_group: npt.NDArray[np.bool_]
    max: npt.NDArray[np.int16]
    order: npt.NDArray[np.int16]

    def places(self, group: str) -> tuple[tuple[int, Element], ...]:
        """The places directly under a group."""
        return tuple((n, each) for n, each in enumerate(self.elements) if each is not None and each.parent == group)

    def place(self, group: str) -> int:
        """The place of a group itself."""
        return next(n for n, each in enumerate(self.elements) if each is not None and each.name == group)


@dataclass(frozen=True, slots=True)
class _ById:
    """Stands for a book in the cache, which cannot hash its mappings."""

    book: ReturnBook

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.book is self.book


def shape_of(book: ReturnBook, year: int) -> Shape:
    """The shape of everything under the list of people in a collection."""
    return _shape(_ById(book), year)


@lru_cache(maxsize=8)
def _shape(key: _ById, year: int) -> Shape:
    return _make(key.book, year)


def _make(book: ReturnBook, year: int) -> Shape:
    under = _under(book.layout(year), book.people)
    elements: tuple[Element | None, ...] = (None, *under)
    names = {name: n for n, name in enumerate(sorted({each.name.lower() for each in under}), start=1)}
    for alias, meant in book.aliases.items():
        if meant.lower() in names:
            names.setdefault(alias.lower(), names[meant.lower()])
    group_places = {each.name: n for n, each in enumerate(under, start=1) if each.is_group}
    group_places[book.people] = ROOT_PLACE
    place_of = np.full((len(elements), len(names) + 1), -1, dtype=np.int16)
    for n, each in enumerate(under, start=1):
        place_of[group_places[each.parent], names[each.name.lower()]] = n
    return Shape(
        year=year,
        elements=elements,
        names=names,
        place_of=place_of,
        is_group=np.array([True, *(each.is_group for each in under)]),
        max=np.array([0, *(each.max for each in under)], dtype=np.int16),
        order=np.array([0, *(each.order for each in under)], dtype=np.int16),
    )


def _under(layout: tuple[Element, ...], people: str) -> tuple[Element, ...]:
    groups, found = [people], []
    for group in groups:
        for each in layout:
            if each.parent == group:
                found.append(each)
                if each.is_group:
                    groups.append(each.name)
    return tuple(found)
