"""Findings in words, made only for the rows in which something fired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from oneplan.returns.sen2.blocks import Attribute
from oneplan.returns.sen2.checking import Batch, Terms
from oneplan.returns.sen2.findings import Finding
from oneplan.returns.sen2.scanning import Names
from oneplan.returns.sen2.tables import ABOVE, Tables
from oneplan.returns.sen2.tree import NOWHERE, TOO_MANY, UNDER_NOWHERE, Tree
from oneplan.returns.sen2.values import Column, Ints

REPEATING = frozenset({"Requests", "PlanDetail", "PlacementDetail", "SENneed"})
# More than any true return gives: a file made to fill memory with findings is counted, not listed.
LISTED_IN_BATCH = 50_000
BESIDE = {"Requests": ("Assessment",), "ActivePlans": ("Assessment", "NamedPlan"), "Assessment": ("ActivePlans",)}


class Reporter:
    """Says where in the file each row of a batch is, and what it holds."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._tables = batch.tables
        self._terms = batch.terms

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """Every check that fired, with the row of its person."""
        first = self._tables.first_position
        left = LISTED_IN_BATCH
        for check, table, rows in self._batch.fired:
            rows, left = rows[:left], max(0, left - rows.size)  # noqa: PLW2901 - what is beyond is only counted
            level, says = check.level_in(self._terms.year).value, check.says
            persons = self._tables.person_of(table)[rows].tolist()
            values = self._values(table, rows, check.fields)
            for person, path, held in zip(persons, self._paths(table, rows), values, strict=True):
                yield person, Finding(check.id, level, first + person, path, held, says)

    def count(self, into: Counter[str]) -> None:
        """Add how often each check fired."""
        for check, _, rows in self._batch.fired:
            into[check.id] += int(rows.size)

    def _paths(self, table: str, rows: Ints) -> list[str]:
        """The way from the person to each record, such as ``Requests[2]/Assessment``."""
        paths = [""] * rows.size
        while table != "Person":
            found = self._tables[table]
            if table in REPEATING:
                steps = [f"{table}[{n}]" for n in found.ordinal[rows].tolist()]
            else:
                steps = [table] * rows.size
            paths = [f"{step}/{path}" if path else step for step, path in zip(steps, paths, strict=True)]
            table, rows = ABOVE[table], found.above[rows]
        return paths

    def _values(self, table: str, rows: Ints, fields: tuple[str, ...]) -> list[dict[str, str]]:
        found: list[dict[str, str]] = [{} for _ in range(rows.size)]
        for name in fields:
            for held, text in zip(found, self._texts(table, rows, name), strict=True):
                if text:
                    held[name] = text
        return found

    def _texts(self, table: str, rows: Ints, name: str) -> list[str]:
        """An item of some records: their own, or that of a record beside or above them."""
        while True:
            here = self._tables[table]
            if name in here.columns:
                return _texts_of(here[name], rows)
            for beside in BESIDE.get(table, ()):
                if name in self._tables[beside].columns:
                    return _texts_of(self._tables[beside][name], self._beside(table, rows, beside))
            if table == "Person":
                return [""] * rows.size
            table, rows = ABOVE[table], here.above[rows]

    def _beside(self, table: str, rows: Ints, beside: str) -> Ints:
        """The record of another kind under the same request, -1 where there is none."""
        requests = rows if table == "Requests" else self._tables[table].above[rows]
        if beside == "Assessment":
            return self._batch.assessment_of[requests]
        if beside == "NamedPlan":
            return self._batch.plan_of_request[requests]
        return self._batch.active_of[requests]


def _texts_of(column: Column, rows: Ints) -> list[str]:
    text = column.text
    return [text(row) if row >= 0 else "" for row in rows.tolist()]


class ShapeReporter:
    """Says which elements of a batch do not fit the layout, and counts what became of every one."""

    def __init__(self, terms: Terms, tables: Tables, names: Names, attributes: list[Attribute]) -> None:
        self._terms = terms
        self._tables = tables
        self._tree: Tree = tables.tree
        self._names = names
        self._attributes = attributes
        self._person_rows = {int(node): row for row, node in enumerate(tables["Person"].nodes.tolist())}
        self._empty, self._unreadable = self._values_that_fail()
        self.left_out = int((self._tree.place < 0).sum())
        self.empty = sum(nodes.size for nodes in self._empty)
        self.unreadable = sum(nodes.size for nodes in self._unreadable)
        self.fired = list(self._fired())

    def _fired(self) -> Iterator[tuple[str, Ints]]:
        """The elements that fail each check of shape."""
        tree = self._tree
        place = np.maximum(tree.place, 0)
        yield "F02", np.flatnonzero((tree.place < 0) & (tree.place != TOO_MANY) & (tree.place != UNDER_NOWHERE))
        yield "F03", tree.beyond_max
        bare = tree.is_leaf & (tree.place > 0) & self._tables.shape.is_group[place]
        yield from (("F04", nodes) for nodes in (np.flatnonzero(bare), *self._empty))
        yield "F05", tree.out_of_order
        yield from (("F06", nodes) for nodes in self._unreadable)
        yield "F07", np.array(tree.stray_text, dtype=np.int64)

    def _values_that_fail(self) -> tuple[list[Ints], list[Ints]]:
        """Items that are there without a value, and those whose value cannot be read."""
        empty, unreadable = [], []
        sizes = np.bincount(np.maximum(self._tree.place, 0), minlength=len(self._tables.shape.elements))
        for place, element in enumerate(self._tables.shape.elements):
            if element is None or element.is_group:
                continue
            table = self._tables[element.parent]
            column = table[element.name]
            readable = _READABLE.get(element.type)
            wrong = column.given & ~getattr(column, readable) if readable else None
            lacks_some = int(np.count_nonzero(column.given)) < sizes[place]
            if not lacks_some and (wrong is None or not wrong.any()):
                continue
            nodes = np.flatnonzero(self._tree.place == place)
            rows = np.searchsorted(table.nodes, self._tree.parent[nodes])
            empty.append(nodes[column.missing[rows]])
            if wrong is not None:
                unreadable.append(nodes[wrong[rows]])
        return empty, unreadable

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """Every element that has no place, stands too often or out of order, is empty or cannot be read."""
        left = LISTED_IN_BATCH
        for rule, nodes in self.fired:
            yield from (self._made(rule, node) for node in nodes[:left].tolist())
            left = max(0, left - nodes.size)
        tops: Ints = np.flatnonzero(self._tree.level == 1)
        for each in self._attributes[:left]:
            row, finding = self._made("F07", int(tops[each.record]))
            values = {each.element: each.name}
            yield row, Finding("F07", finding.level, finding.position, each.element, values, finding.message)

    def count(self, into: Counter[str]) -> None:
        """Add how often each check of shape fired."""
        for rule, nodes in self.fired:
            if nodes.size:
                into[rule] += int(nodes.size)
        if self._attributes:
            into["F07"] += len(self._attributes)

    def _said(self, node: int) -> str:
        tree = self._tree
        return (
            tree.content[int(tree.text_start[node]) : int(tree.text_end[node])]
            .decode(errors="replace")
            .strip(" \t\r\n")
        )

    def _made(self, rule: str, node: int) -> tuple[int, Finding]:
        check = self._terms.book.checks[rule]
        row = self._person(node)
        position = None if row < 0 else self._tables.first_position + row
        values = {self._name(node): self._said(node)[:60]} if node != NOWHERE and self._tree.is_leaf[node] else {}
        return row, Finding(
            rule, check.level_in(self._terms.year).value, position, self._path(node), values, check.says
        )

    def _name(self, node: int) -> str:
        return self._names.spellings[int(self._tree.names[node])].decode()

    def _person(self, node: int) -> int:
        while node != NOWHERE and node not in self._person_rows:
            node = int(self._tree.parent[node])
        return self._person_rows.get(node, -1)

    def _path(self, node: int) -> str:
        steps = []
        while node != NOWHERE and node not in self._person_rows:
            steps.append(self._step(node))
            node = int(self._tree.parent[node])
        return "/".join(reversed(steps))

    def _step(self, node: int) -> str:
        place = int(self._tree.place[node])
        element = self._tables.shape.elements[place] if place > 0 else None
        if element is None or element.name not in REPEATING:
            return element.name if element is not None else self._name(node)
        table = self._tables[element.name]
        return f"{element.name}[{table.ordinal[int(table.nodes.searchsorted(node))]}]"


_READABLE = {"date": "is_date", "flag": "is_flag", "whole": "is_whole"}
