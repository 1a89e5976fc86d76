"""How many rows are open at the end of each month: those opened so far less those closed so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import ibis
import numpy as np
import pyarrow as pa
from ibis.expr.types import BooleanValue, Table

from oneplan.analytics.answered import answered
from oneplan.analytics.asking import Asking
from oneplan.analytics.columns import added_up, labelled, mixed
from oneplan.analytics.window import Window
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.measures import Grain, Kind, Measure, Split

_A_YEAR = 12


def is_open(table: Table, measure: Measure, on: date) -> BooleanValue:
    """Whether a row is open at the end of a day: opened by then, and closed, if ever, only after it."""
    day = ibis.literal(on, "date")
    closed = table[measure.closed_by]
    return (table[measure.dated_by] <= day) & (closed.isnull() | (closed > day))


def day_rows(table: Table, measures: list[Measure], split: Split, asking: Asking) -> Iterator[pa.Table]:
    """Open rows on the day of reading, by part."""
    for measure in measures:
        counted = answered(_open_by_part, table, measure, split.id, asking)
        rows = _pair(counted["area"], counted["numerator"].cast(pa.int64()), None, part=counted["part"])
        yield labelled(mixed(rows, measure, split), measure, Grain.DAY, split, asking.on)


def level_rows(table: Table, measures: list[Measure], asking: Asking, window: Window) -> Iterator[pa.Table]:
    """Open rows at the end of each month, year and on the day itself; measures of the same rows share one reckoning."""
    before = months_after(window.first_day, -_A_YEAR)  # growth looks back one year
    levels: dict[tuple[object, ...], _Levels] = {}
    for measure in measures:
        if measure.whole not in levels:
            levels[measure.whole] = _levels(table, measure, asking, before)
        held = levels[measure.whole]
        for grain in measure.grains:
            if measure.kind is Kind.GROWTH and grain is Grain.DAY:
                rows = _pair(held.on_the_day["area"], held.on_the_day["now"], held.on_the_day["earlier"])
                yield labelled(rows, measure, Grain.DAY, None, asking.on)
            else:
                yield _at(held, measure, grain, window, before)


@dataclass(frozen=True, slots=True)
class _Levels:
    """One line for each area, one column for each month; and what is open now and was open a year ago."""

    areas: list[str]
    by_month: np.ndarray
    on_the_day: pa.Table


def _open_by_part(table: Table, measure: Measure, split: str, asking: Asking) -> Table:
    kept = table.filter(asking.holds(measure.counts, table), is_open(table, measure, asking.on))
    return kept.group_by("area", part=asking.part(asking.splits[split], kept)).aggregate(numerator=kept.count())


def _ever_open(table: Table, measure: Measure, asking: Asking) -> Table:
    opened, closed = table[measure.dated_by], table[measure.closed_by]
    # A row closed before it was opened was never open.
    return table.filter(
        asking.holds(measure.counts, table),
        opened <= ibis.literal(asking.on, "date"),
        closed.isnull() | (closed >= opened),
    )


def _opened(table: Table, measure: Measure, asking: Asking) -> Table:
    kept = _ever_open(table, measure, asking)
    return kept.group_by("area", month=kept[measure.dated_by].truncate("M")).aggregate(
        step=kept.count(),
        now=kept.count(where=is_open(kept, measure, asking.on)),
        earlier=kept.count(where=is_open(kept, measure, months_after(asking.on, -_A_YEAR))),
    )


def _closed(table: Table, measure: Measure, asking: Asking) -> Table:
    kept = _ever_open(table, measure, asking)
    gone = kept.filter(kept[measure.closed_by] <= ibis.literal(asking.on, "date"))
    return gone.group_by("area", month=gone[measure.closed_by].truncate("M")).aggregate(step=gone.count())


def _levels(table: Table, measure: Measure, asking: Asking, before: date) -> _Levels:
    ups = answered(_opened, table, measure, asking)
    downs = answered(_closed, table, measure, asking)
    areas = sorted(set(ups["area"].to_pylist()))
    matrix = np.zeros((len(areas), _months_between(before, asking.on) + 1), dtype=np.int64)
    for steps, sign in ((ups, 1), (downs, -1)):
        lines = np.searchsorted(areas, steps["area"].to_pylist()) if areas else np.zeros(0, dtype=int)
        months = steps["month"].to_numpy().astype("datetime64[M]") - np.datetime64(before, "M")
        # Whatever is older stands in the first month.
        np.add.at(matrix, (lines, np.maximum(months.astype(int), 0)), sign * steps["step"].to_numpy())
    on_the_day = added_up(ups.select(["area", "now", "earlier"]), ["area"])
    return _Levels(areas, matrix.cumsum(axis=1), on_the_day)


def _at(held: _Levels, measure: Measure, grain: Grain, window: Window, before: date) -> pa.Table:
    areas, matrix = held.areas, held.by_month
    this_month = _months_between(before, window.on)
    columns = {
        Grain.DAY: [this_month],
        Grain.MONTH: range(_months_between(before, window.first_month), this_month + 1),
        Grain.YEAR: _ends_of_years(before, window, this_month),
    }[grain]
    is_growth = measure.kind is Kind.GROWTH
    # A month or year that is not over has no like to be set against.
    chosen = np.array([each for each in columns if not is_growth or each < this_month], dtype=int)
    firsts = [_first_day(months_after(before, int(each)), grain, window.on) for each in chosen]
    earlier = pa.array(matrix[:, chosen - _A_YEAR].ravel()) if is_growth else None
    rows = _pair(
        pa.array(np.repeat(np.array(areas, dtype=object), len(chosen)), pa.string()),
        pa.array(matrix[:, chosen].ravel()),
        earlier,
        first_day=pa.array(firsts * len(areas), pa.date32()),
    )
    return labelled(rows, measure, grain, None)


def _pair(area: pa.Array, top: pa.Array, bottom: pa.Array | None, **more: pa.Array) -> pa.Table:
    many = len(top)
    known = {"part": pa.repeat(pa.scalar("", pa.string()), many), "first_day": pa.nulls(many, pa.date32())}
    denominator = pa.nulls(many, pa.int64()) if bottom is None else bottom
    return pa.table({"area": area, "numerator": top, "denominator": denominator} | known | more)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * _A_YEAR + last.month - first.month


def _ends_of_years(before: date, window: Window, this_month: int) -> list[int]:
    first = _months_between(before, window.first_year) + _A_YEAR - 1
    ends = list(range(first, this_month + 1, _A_YEAR))
    return ends if ends and ends[-1] == this_month else [*ends, this_month]


def _first_day(month: date, grain: Grain, on: date) -> date:
    if grain is Grain.DAY:
        return on
    return month if grain is Grain.MONTH else month.replace(month=1)
