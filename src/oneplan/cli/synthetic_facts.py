"""Writes the facts of an invented area or country as Parquet tables, never holding more than some rows of each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq
from rich.progress import Progress

from oneplan.analytics.facts_tables import FACTS, arrow_schema
from oneplan.synthetic.area.country import outlines
from oneplan.synthetic.area.facts import Row, facts_of
from oneplan.synthetic.area.inventing import AreaOutline, outline
from oneplan.synthetic.area.wanted import Wanted

AT_ONCE = 20_000


def write_facts(folder: Path, wanted: Wanted, *, is_country: bool, bar: Progress) -> dict[str, int]:
    """Every table that measures read, the plan's own actions empty; says how many rows each has."""
    areas = _areas(wanted, is_country=is_country)
    with _Tables(folder) as tables:
        for area in areas:
            for name, row in facts_of(area):
                tables.add(name, row)
            bar.advance(bar.task_ids[0])
    return tables.written


def _areas(wanted: Wanted, *, is_country: bool) -> Iterable[AreaOutline]:
    if is_country:
        return outlines(wanted.seed, on=wanted.on, plans=wanted.plans, years=wanted.years)
    return (outline(wanted.seed, on=wanted.on, plans=wanted.plans, years=wanted.years),)


class _Tables:
    """The open files of all tables, with the rows that wait to be written."""

    def __init__(self, folder: Path) -> None:
        self.written = dict.fromkeys(FACTS, 0)
        self._waiting: dict[str, list[Row]] = {name: [] for name in FACTS}
        self._schemas = {name: arrow_schema(name) for name in FACTS}
        self._files = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self._schemas.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, file in self._files.items():
            if error is None:
                self._write(name)
            file.close()

    def add(self, name: str, row: Row) -> None:
        """Keeps a row until there are enough to write."""
        waiting = self._waiting[name]
        waiting.append(row)
        if len(waiting) >= AT_ONCE:
            self._write(name)

    def _write(self, name: str) -> None:
        rows, schema = self._waiting[name], self._schemas[name]
        if rows:
            columns = [
                pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            self._files[name].write_table(pa.Table.from_arrays(columns, schema=schema))
            self.written[name] += len(rows)
            rows.clear()
