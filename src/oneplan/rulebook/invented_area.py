"""Read rulebook/published/invented-area-*.toml: the cited figures that the invented area is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from oneplan.core.kernel import Problem
from oneplan.rulebook.tables import HEADINGS, Table, read_file

ROOT = Path(__file__).parent
PATTERN = "invented-area-*.toml"

_Cited = TypeVar("_Cited")


@dataclass(frozen=True, slots=True)
class CitedTable:
    """England's figures of one published table, each under its own name, with where they were published."""

    name: str
    year: int
    of: str
    source: str
    figures: Mapping[str, float]

    def shares(self) -> dict[str, float]:
        """Each figure as a share of their sum."""
        total = sum(self.figures.values())
        return {name: value / total for name, value in self.figures.items()}


@dataclass(frozen=True, slots=True)
class CitedGrid:
    """England's figures of a published table of two dimensions: rows by name, columns by age."""

    name: str
    year: int
    of: str
    source: str
    rows: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class CitedFigures:
    """Every table and grid, found by name."""

    tables: Mapping[str, CitedTable]
    grids: Mapping[str, CitedGrid]

    def table(self, name: str) -> CitedTable:
        """One table; raises Problem that names what was asked for."""
        return _found(self.tables, name)

    def grid(self, name: str) -> CitedGrid:
        """One grid; raises Problem that names what was asked for."""
        return _found(self.grids, name)


@cache
def load() -> CitedFigures:
    """The figures of every file, read strictly."""
    tables: dict[str, CitedTable] = {}
    grids: dict[str, CitedGrid] = {}
    for path in sorted((ROOT / "published").glob(PATTERN)):
        _read(read_file(path, ROOT), tables, grids)
    return CitedFigures(tables, grids)


def _read(file: Table, tables: dict[str, CitedTable], grids: dict[str, CitedGrid]) -> None:
    for heading in HEADINGS:
        file.optional(heading)
    for each in file.tables("table"):
        figures = cast("dict[str, float]", each.optional("figures"))
        found = CitedTable(each.text("name"), each.number("year"), each.text("of"), each.text("source"), figures)
        each.close()
        tables[found.name] = found
    for each in file.tables("grid"):
        rows = cast("dict[str, list[int]]", each.optional("rows"))
        columns = {name: tuple(row) for name, row in rows.items()}
        grid = CitedGrid(each.text("name"), each.number("year"), each.text("of"), each.text("source"), columns)
        each.close()
        grids[grid.name] = grid
    file.close()


def _found(held: Mapping[str, _Cited], name: str) -> _Cited:
    if name not in held:
        raise Problem(
            f"No published figures are held under “{name}”.",
            why="The invented area is drawn from published figures and from nothing else.",
            do=f"Ask for one of: {', '.join(sorted(held))}.",
        )
    return held[name]
