"""Findings in words, made only for the rows in which something fired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from oneplan.returns.sen2.blocks import Attribute
from oneplan.returns.sen2.checking import Batch, Terms
from oneplan.returns.sen2.findings import Finding
from oneplan.returns.sen2.scanning import Names
from oneplan.returns.sen2.tables import ABOVE, Tables
from oneplan.returns.sen2.tree import NOWHERE, TOO_MANY, UNDER_NOWHERE, Tree

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
        for check, table, rows in self._batch.fired:
            persons = self._tables.person_of(table)
            level, says = check.level_in(self._terms.year).value, check.says
            for row in rows.tolist():
                person = int(persons[row])
                values = self._values(table, row, check.fields)
                position = self._tables.first_position + person
                yield person, Finding(check.id, level, position, self.path(table, row), values, says)

    def path(self, table: str, row: int) -> str:
        """The way from the person to a record, such as ``Requests[2]/Assessment``."""
        steps = []
        while table != "Person":
            found = self._tables[table]
            steps.append(f"{table}[{found.ordinal[row]}]" if table in REPEATING else table)
            table, row = ABOVE[table], int(found.above[row])
        return "/".join(reversed(steps))

    def _values(self, table: str, row: int, fields: tuple[str, ...]) -> dict[str, str]:
        found = {}
        for name in fields:
            if text := self._text(table, row, name):
                found[name] = text
        return found

    def _text(self, table: str, row: int, name: str) -> str:
        while True:
            here = self._tables[table]
            if name in here.columns:
                return here[name].text(row)
            for beside in BESIDE.get(table, ()):
                if name in self._tables[beside].columns and (at := self._beside(table, row, beside)) >= 0:
                    return self._tables[beside][name].text(at)
            if table == "Person":
                return ""
            table, row = ABOVE[table], int(here.above[row])

    def _beside(self, table: str, row: int, beside: str) -> int:
        """The record of another kind under the same request."""
        request = row if table == "Requests" else int(self._tables[table].above[row])
        if beside == "Assessment":
            return int(self._batch.assessment_of[request])
        if beside == "NamedPlan":
            return int(self._batch.plan_of_request[request])
        return int(self._batch.active_of[request])


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


def tally(findings: Counter[str], batch: Batch) -> None:
    """Add how often each check fired."""
    for check, _, rows in batch.fired:
        findings[check.id] += rows.size
