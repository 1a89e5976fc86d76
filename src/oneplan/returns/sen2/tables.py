"""A return as tables: one for each kind of record, a column for each item, in batches of some thousand people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from oneplan.returns.sen2.shape import Shape
from oneplan.returns.sen2.tree import Tree
from oneplan.returns.sen2.values import Column, trimmed

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
GROUPS = (
    "Person",
    "Requests",
    "Assessment",
    "NamedPlan",
    "PlanDetail",
    "ActivePlans",
    "PlacementDetail",
    "SENneed",
)
ABOVE = {
    "Requests": "Person",
    "Assessment": "Requests",
    "NamedPlan": "Assessment",
    "PlanDetail": "NamedPlan",
    "ActivePlans": "Requests",
    "PlacementDetail": "ActivePlans",
    "SENneed": "ActivePlans",
}


@dataclass(frozen=True)
class RowTable:
    """The records of one kind: their items by name, and the row of the record above each."""

    name: str
    size: int
    nodes: Ints
    above: Ints
    columns: dict[str, Column]

    def __getitem__(self, item: str) -> Column:
        """A column by the element's name; an item that the collection does not have is missing throughout."""
        found = self.columns.get(item)
        return self._nothing if found is None else found

    @cached_property
    def _nothing(self) -> Column:
        none = np.zeros(self.size, dtype=np.int64)
        return Column(b"\0" * 48, none, none)

    @cached_property
    def ordinal(self) -> Ints:
        """The place of each record among those under the same parent, from 1."""
        rows = np.arange(self.size)
        first = np.concatenate(([True], self.above[1:] != self.above[:-1])) if self.size else np.zeros(0, np.bool_)
        return rows - np.maximum.accumulate(np.where(first, rows, 0)) + 1

    def count_under(self, size: int) -> Ints:
        """How many of these records each record above has."""
        return np.bincount(self.above, minlength=size)

    def only_under(self, size: int) -> Ints:
        """The row under each record above, -1 where there is none; there is at most one."""
        rows = np.full(size, -1)
        rows[self.above] = np.arange(self.size)
        return rows


@dataclass(frozen=True)
class Tables:
    """Every record of a batch; people are numbered from ``first_position``."""

    tree: Tree
    shape: Shape
    first_position: int
    by_name: Mapping[str, RowTable]

    def __getitem__(self, name: str) -> RowTable:
        """The records of a kind."""
        return self.by_name[name]

    def person_of(self, name: str) -> Ints:
        """The row of the person that each record of a kind belongs to."""
        return self._persons[name]

    @cached_property
    def _persons(self) -> Mapping[str, Ints]:
        found = {"Person": np.arange(self.by_name["Person"].size)}
        for name, above in ABOVE.items():
            found[name] = found[above][self.by_name[name].above]
        return found


def tables_of(tree: Tree, shape: Shape, first_position: int) -> Tables:
    """The tables of a tree."""
    order = np.argsort(tree.place, kind="stable")
    place = tree.place[order]
    edges = np.searchsorted(place, np.arange(len(shape.elements) + 1))
    nodes = [order[edges[n] : edges[n + 1]] for n in range(len(shape.elements))]
    row_of = np.zeros(tree.size, dtype=np.int64)
    tables: dict[str, RowTable] = {}
    for name in GROUPS:
        here = nodes[shape.place(name)]
        row_of[here] = np.arange(here.size)
        above = row_of[tree.parent[here]] if name != "Person" else np.zeros(here.size, dtype=np.int64)
        tables[name] = RowTable(name, here.size, here, above, {})
    for name, table in tables.items():
        for n, element in shape.places(name):
            if not element.is_group:
                table.columns[element.name] = _column(tree, nodes[n], row_of, table.size)
    return Tables(tree, shape, first_position, tables)


def _column(tree: Tree, nodes: Ints, row_of: Ints, size: int) -> Column:
    found = trimmed(tree.content, tree.text_start[nodes], tree.text_end[nodes])
    rows = row_of[tree.parent[nodes]]
    start, length = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    start[rows], length[rows] = found.start, found.length
    return Column(tree.content, start, length, tree.has_stand_ins)
