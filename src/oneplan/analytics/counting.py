"""The expressions: for each area, month and part, what each measure's conditions hold of."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from oneplan.analytics.asking import Asking
from oneplan.analytics.window import Window
from oneplan.core.measures import AnyOf, Condition, Kind, Measure


def counted_by_month(table: Table, measures: tuple[Measure, ...], split: str, asking: Asking, window: Window) -> Table:
    """Measures dated by the same column, by the month of that day."""
    day = table[measures[0].dated_by]
    kept = table.filter(day.between(window.first_day, window.on))
    return _counted(kept, measures, split, asking, month_of=measures[0].dated_by)


def counted_now(table: Table, measures: tuple[Measure, ...], split: str, asking: Asking) -> Table:
    """Measures of how things stand on the day."""
    return _counted(table, measures, split, asking)


def _counted(table: Table, measures: tuple[Measure, ...], split: str, asking: Asking, *, month_of: str = "") -> Table:
    # What all of them ask is asked once, before anything is counted.
    shared = tuple(each for each in measures[0].counts if all(each in other.counts for other in measures))
    kept = table.filter(asking.holds(shared, table)) if shared else table
    keys: dict[str, ibis.Value] = {"first_day": kept[month_of].truncate("M")} if month_of else {}
    if split:
        keys["part"] = asking.part(asking.splits[split], kept)
    numbers: dict[str, IntegerValue] = {}
    for measure in measures:
        own = tuple(each for each in measure.counts if each not in shared)
        holds = _where(own, kept, asking)
        numbers[f"{measure.id} d"] = kept.count(where=holds)
        if measure.kind is Kind.SHARE:
            numbers[f"{measure.id} n"] = kept.count(where=_where((*own, *measure.met), kept, asking))
        elif measure.sums is not None:
            days = asking.days(measure.sums, kept)
            is_mean = measure.kind is Kind.MEAN
            added = days.sum(where=holds) if is_mean else days.max(where=holds)
            numbers[f"{measure.id} n"] = added.cast("int64")  # engines sum in a wider kind, each its own
    return kept.group_by("area", **keys).aggregate(**numbers)


def _where(conditions: tuple[Condition | AnyOf, ...], table: Table, asking: Asking) -> BooleanValue | None:
    return asking.holds(conditions, table) if conditions else None
