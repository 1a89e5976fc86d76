"""Read rulebook/published: official figures of England and a region, each with its year and source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from oneplan.core.law import Status
from oneplan.core.measures.published import OfficialFigure
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.tables import Table, files_in, read_file


@cache
def load_published() -> tuple[OfficialFigure, ...]:
    """The official figures that are shipped, in order of file."""
    return read_published(ROOT)


def read_published(root: Path) -> tuple[OfficialFigure, ...]:
    """The official figures of a folder."""
    files = [path for path in files_in(root / "published") if path.stem.startswith("comparators-")]
    return tuple(each for path in files for each in _figures(read_file(path, root)))


def _figures(table: Table) -> list[OfficialFigure]:
    for heading in ("id", "title"):
        table.text(heading)
    source = table.text("source")
    table.day("checked_on")
    table.word("status", Status)
    found = [figure for each in table.tables("series") for figure in _series(each, source)]
    table.close()
    return found


def _series(table: Table, source: str) -> list[OfficialFigure]:
    name, area, level = table.text("name"), table.text("area"), table.text("level")
    own = table.text("source", source)
    values = table.texts_by_name("values")
    table.close()
    return [OfficialFigure(area, level, year, name, float(value), own) for year, value in values.items()]


@cache
def load_regions() -> Mapping[str, tuple[str, ...]]:
    """The areas of each region."""
    table = read_file(ROOT / "published" / "regions.toml", ROOT)
    for heading in ("id", "title", "source"):
        table.text(heading)
    table.day("checked_on")
    table.word("status", Status)
    areas = {}
    for name, members in _lists(table).items():
        areas[name] = tuple(str(each) for each in members)
    table.close()
    return areas


def _lists(table: Table) -> dict[str, list[object]]:
    found = table.optional("areas")
    return found if isinstance(found, dict) else {}
