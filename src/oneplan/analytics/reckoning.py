"""Every figure of a list of measures, by area, period and part: whole numbers, divided by whoever reads them.

Measures over the same rows are asked for together, so that each table is read once for each day it is dated by and
each way it is split; where rows are split, the whole is the sum of the parts. What comes back is small; years are sums
of its months and levels running sums of its steps.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import pyarrow as pa
from ibis.expr.types import Table

from oneplan.analytics.answered import answered
from oneplan.analytics.asking import Asking
from oneplan.analytics.columns import COLUMNS, labelled, long_rows, mixed, months_and_years, whole_of
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
    asking = Asking(window.on, parameters, splits)
    together: dict[tuple[str, ...], list[Measure]] = defaultdict(list)
    for measure in measures:
        if measure.facts in tables:
            together[measure.facts, measure.shape, measure.dated_by, measure.closed_by].append(measure)
    found = [rows for group in together.values() for rows in _rows(tables[group[0].facts], group, asking, window)]
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


def _rows(table: Table, group: list[Measure], asking: Asking, window: Window) -> Iterator[pa.Table]:
    named = [asking.splits[each] for each in dict.fromkeys(name for measure in group for name in measure.splits)]
    if group[0].shape is Shape.STOCK:
        yield from level_rows(table, group, asking, window)
        for split in named:
            yield from day_rows(table, [each for each in group if split.id in each.splits], split, asking)
        return
    whole = None
    for place, split in enumerate(named):
        parted = [each for each in group if split.id in each.splits]
        # The first split is asked of all measures, for the whole to be added up from.
        wide = _counted(table, group if place == 0 else parted, split.id, asking, window)
        whole = whole_of(wide, group) if place == 0 else whole
        yield from _figures_in(wide, parted, split, asking.on, window)
    if whole is None:
        whole = _counted(table, group, "", asking, window)
    yield from _figures_in(whole, group, None, asking.on, window)


def _counted(table: Table, group: list[Measure], split: str, asking: Asking, window: Window) -> pa.Table:
    if group[0].shape is Shape.FLOW:
        return answered(counted_by_month, table, tuple(group), split, asking, window)
    return answered(counted_now, table, tuple(group), split, asking)


def _figures_in(
    wide: pa.Table, group: list[Measure], split: Split | None, on: date, window: Window
) -> Iterator[pa.Table]:
    for measure in group:
        rows = long_rows(wide, measure)
        if measure.shape is Shape.FLOW:
            yield from months_and_years(rows, measure, split, window)
        else:
            yield labelled(mixed(rows, measure, split), measure, Grain.DAY, split, on)
