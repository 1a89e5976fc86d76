"""How many rows are open at the end of each month: those opened so far less those closed so far."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import ibis
from ibis.expr.types import BooleanValue, Table

from oneplan.analytics.asking import Asking
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.measures import Grain, Kind, Measure, Split

_A_YEAR = 12
_COLUMNS = ("area", "first_day", "part", "numerator", "denominator", "grain")


class Reach(Protocol):
    """How far back months and years are wanted."""

    @property
    def on(self) -> date: ...
    @property
    def first_month(self) -> date: ...
    @property
    def first_year(self) -> date: ...


def is_open(table: Table, measure: Measure, on: date) -> BooleanValue:
    """Whether a row is open at the end of a day: opened by then, and closed, if ever, only after it."""
    day = ibis.literal(on, "date")
    closed = table[measure.closed_by]
    return ((table[measure.dated_by] <= day) & (closed.isnull() | (closed > day))).fill_null(False)


def on_the_day(table: Table, measure: Measure, split: Split, asking: Asking) -> Table:
    """Open rows on the day of reading, by part."""
    kept = table.filter(asking.holds(measure.counts, table), is_open(table, measure, asking.on))
    keyed = kept.mutate(part=asking.part(split, kept), first_day=ibis.literal(asking.on, "date"))
    return keyed.group_by("area", "first_day", "part").aggregate(
        numerator=keyed.count().cast("int64"), denominator=ibis.null("int64")
    )


def by_month(table: Table, measure: Measure, *, asking: Asking, window: Reach) -> Table:
    """Open rows at the end of each month, year and on the day itself, all areas side by side."""
    first = min(window.first_month, window.first_year)
    before = date(first.year - 1, first.month, 1)  # growth looks back one year
    levels = _levels(_steps(table, measure, asking, before), window.on, before)
    is_growth = measure.kind is Kind.GROWTH
    if is_growth:
        earlier = levels.numerator.lag(_A_YEAR).over(group_by="area", order_by="first_day")
        # A month or year that is not over has no like to be set against; the day itself is set against its own.
        levels = levels.mutate(denominator=earlier).filter(levels.first_day < window.on.replace(day=1))
    else:
        levels = levels.mutate(denominator=ibis.null("int64"))
    found = [
        _day_against_day(table, measure, asking) if is_growth and grain is Grain.DAY else _at(levels, grain, window)
        for grain in measure.grains
    ]
    return ibis.union(*found) if len(found) > 1 else found[0]


def _day_against_day(table: Table, measure: Measure, asking: Asking) -> Table:
    kept = table.filter(asking.holds(measure.counts, table))
    a_year_ago = months_after(asking.on, -_A_YEAR)
    found = kept.group_by("area").aggregate(
        numerator=kept.count(where=is_open(kept, measure, asking.on)).cast("int64"),
        denominator=kept.count(where=is_open(kept, measure, a_year_ago)).cast("int64"),
    )
    return found.mutate(
        first_day=ibis.literal(asking.on, "date"), part=ibis.literal(""), grain=ibis.literal(Grain.DAY.value)
    ).select(*_COLUMNS)


def _steps(table: Table, measure: Measure, asking: Asking, before: date) -> Table:
    """What each month adds and takes away; whatever is older stands in the first month."""
    day, earliest = ibis.literal(asking.on, "date"), ibis.literal(before, "date")
    opened, closed = table[measure.dated_by], table[measure.closed_by]
    # A row closed before it was opened was never open.
    kept = table.filter(
        asking.holds(measure.counts, table), opened <= day, (closed.isnull() | (closed >= opened)).fill_null(True)
    )
    ups = kept.group_by("area", first_day=ibis.greatest(kept[measure.dated_by].truncate("M"), earliest)).aggregate(
        step=kept.count().cast("int64")
    )
    gone = kept.filter(kept[measure.closed_by] <= day)
    downs = gone.group_by("area", first_day=ibis.greatest(gone[measure.closed_by].truncate("M"), earliest)).aggregate(
        step=(-gone.count()).cast("int64")
    )
    both = ibis.union(ups, downs)
    return both.group_by("area", "first_day").aggregate(step=both.step.sum().cast("int64"))


def _levels(steps: Table, on: date, before: date) -> Table:
    months = (on.year - before.year) * _A_YEAR + on.month - before.month + 1
    days = [
        date(before.year + (before.month - 1 + at) // _A_YEAR, (before.month - 1 + at) % _A_YEAR + 1, 1)
        for at in range(months)
    ]
    spine = ibis.memtable({"first_day": days}, schema={"first_day": "date"})
    places = steps.select("area").distinct().cross_join(spine)
    joined = places.left_join(steps, ["area", "first_day"]).select("area", "first_day", step=steps.step.fill_null(0))
    total = joined.step.sum().over(group_by="area", order_by="first_day", rows=(None, 0)).cast("int64")
    return joined.mutate(numerator=total, part=ibis.literal("")).drop("step")


def _at(levels: Table, grain: Grain, window: Reach) -> Table:
    this_month = window.on.replace(day=1)
    month = levels.first_day
    match grain:
        case Grain.DAY:
            found = levels.filter(month == ibis.literal(this_month, "date"))
            found = found.mutate(first_day=ibis.literal(window.on, "date"))
        case Grain.MONTH:
            found = levels.filter(month >= ibis.literal(window.first_month, "date"))
        case Grain.YEAR:
            is_last = (month.month() == _A_YEAR) | (month == ibis.literal(this_month, "date"))
            found = levels.filter(is_last, month >= ibis.literal(window.first_year, "date"))
            found = found.mutate(first_day=found.first_day.truncate("Y"))
    return found.mutate(grain=ibis.literal(grain.value)).select(*_COLUMNS)
