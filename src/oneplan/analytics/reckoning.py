"""Every figure of a list of measures, by area, period and part: whole numbers, divided by whoever reads them.

Measures over the same rows are asked for together, so that each table is read once for each day it is dated by and
each way it is split. What comes back is small; years are sums of its months and levels running sums of its steps.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import pyarrow as pa
from ibis.expr.types import Table

from oneplan.analytics.asking import Asking
from oneplan.analytics.columns import COLUMNS, fetched, labelled, long_rows, mixed, months_and_years
from oneplan.analytics.counting import counted_by_month, counted_now
from oneplan.analytics.stocks import day_rows, level_rows
from oneplan.analytics.window import Window
from oneplan.core.law import Parameter
from oneplan.core.measures import Grain, Measure, Reckoned, Shape, Split, Value

_MONTHS = 12


def figures(
    tables: Mapping[str, Table],
    measures: Iterable[Measure],
    splits: Mapping[str, Split],
    *,
    parameters: Mapping[str, Parameter],
    window: Window,
) -> pa.Table:
    """Every figure in columns, as the engine behind the tables gives them."""
    asking = Asking(window.on, parameters)
    together: dict[tuple[object, ...], list[Measure]] = defaultdict(list)
    for measure in measures:
        if measure.facts in tables:
            for split in ("", *measure.splits):
                together[measure.facts, measure.shape, measure.dated_by, measure.closed_by, split].append(measure)
    found = [
        rows
        for (facts, shape, _, _, split), group in together.items()
        for rows in _rows(tables[str(facts)], group, splits.get(str(split)), Shape(str(shape)), asking, window)
    ]
    return pa.concat_tables(found) if found else pa.table({name: [] for name in COLUMNS})


def reckon(
    tables: Mapping[str, Table],
    measures: Sequence[Measure],
    splits: Mapping[str, Split],
    *,
    parameters: Mapping[str, Parameter],
    window: Window,
) -> Iterator[Reckoned]:
    """Every figure as a value with the days it speaks of."""
    columns = figures(tables, measures, splits, parameters=parameters, window=window)
    for row in columns.to_pylist():
        grain = Grain(row["grain"])
        yield Reckoned(
            area=row["area"],
            measure=row["measure"],
            grain=grain,
            first_day=row["first_day"],
            last_day=min(last_day(grain, row["first_day"]), window.on),
            split=row["split"],
            part=row["part"],
            value=Value(row["numerator"], row["denominator"]),
        )


def last_day(grain: Grain, first: date) -> date:
    """The last day of a period that begins on a day."""
    if grain is Grain.YEAR:
        return date(first.year, _MONTHS, 31)
    return first if grain is Grain.DAY else first.replace(day=monthrange(first.year, first.month)[1])


def _rows(
    table: Table, group: list[Measure], split: Split | None, shape: Shape, asking: Asking, window: Window
) -> Iterator[pa.Table]:
    if shape is Shape.STOCK:
        yield from level_rows(table, group, asking, window) if split is None else day_rows(table, group, split, asking)
        return
    if shape is Shape.FLOW:
        wide = fetched(counted_by_month(table, group, split, asking=asking, window=window))
        for measure in group:
            yield from months_and_years(long_rows(wide, measure), measure, split, window)
        return
    wide = fetched(counted_now(table, group, split, asking=asking))
    for measure in group:
        yield labelled(mixed(long_rows(wide, measure), measure, split), measure, Grain.DAY, split, window.on)
