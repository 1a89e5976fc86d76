"""Findings in words, made only for the rows in which something fired."""

from __future__ import annotations

from collections.abc import Iterator

from oneplan.returns.sen2.blocks import Attribute
from oneplan.returns.sen2.checking import Batch, Terms
from oneplan.returns.sen2.findings import Finding
from oneplan.returns.sen2.scanning import Names
from oneplan.returns.sen2.tables import ABOVE, Tables
from oneplan.returns.sen2.tree import NOWHERE, TOO_MANY, UNDER_NOWHERE, Tree
from oneplan.returns.sen2.values import Column, Ints

REPEATING = frozenset({"Requests", "PlanDetail", "PlacementDetail", "SENneed"})
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
        for check, table, rows in self._batch.fired:
            level, says = check.level_in(self._terms.year).value, check.says
            persons = self._tables.person_of(table)[rows].tolist()
            values = self._values(table, rows, check.fields)
            for person, path, held in zip(persons, self._paths(table, rows), values, strict=True):
                yield person, Finding(check.id, level, first + person, path, held, says)

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
        self.left_out = int((self._tree.place < 0).sum())
        self.unreadable = 0
        self.empty = 0

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """Every element that has no place, stands too often or out of order, is empty or cannot be read."""
        tree = self._tree
        for node in _rows_below(tree):
            if tree.place[node] not in (TOO_MANY, UNDER_NOWHERE):
                yield self._made("F02", node)
        yield from (self._made("F03", node) for node in tree.beyond_max.tolist())
        yield from (self._made("F05", node) for node in tree.out_of_order.tolist())
        yield from (self._made("F07", node) for node in tree.stray_text)
        yield from self._attribute_findings()
        yield from self._value_findings()

    def _attribute_findings(self) -> Iterator[tuple[int, Finding]]:
        tops = [node for node in range(self._tree.size) if self._tree.level[node] == 1] if self._attributes else []
        for each in self._attributes:
            node = tops[each.record]
            row, finding = self._made("F07", node)
            values = {each.element: each.name}
            yield row, Finding("F07", finding.level, finding.position, each.element, values, finding.message)

    def _value_findings(self) -> Iterator[tuple[int, Finding]]:
        shape = self._tables.shape
        for place, element in enumerate(shape.elements):
            if element is None or element.parent not in self._tables.by_name:
                continue
            nodes = (self._tree.place == place).nonzero()[0]
            if element.is_group:
                bare = nodes[self._tree.is_leaf[nodes]]
                yield from (self._made("F04", node) for node in bare.tolist())
                continue
            column = self._tables[element.parent][element.name]
            given = int(column.given.sum())
            if given < nodes.size:
                self.empty += nodes.size - given
                yield from self._empty(nodes.tolist())
            readable = _READABLE.get(element.type)
            if readable and (wrong := column.given & ~getattr(column, readable)).any():
                self.unreadable += int(wrong.sum())
                table = self._tables[element.parent]
                bad = set(table.nodes[wrong].tolist())
                yield from (self._made("F06", n) for n in nodes.tolist() if int(self._tree.parent[n]) in bad)

    def _empty(self, nodes: list[int]) -> Iterator[tuple[int, Finding]]:
        for node in nodes:
            if not self._said(node):
                yield self._made("F04", node)

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


def _rows_below(tree: Tree) -> list[int]:
    return (tree.place < 0).nonzero()[0].tolist()
