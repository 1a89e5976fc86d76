"""The expressions: for each area, month and part, what each measure's conditions hold of."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
from ibis.expr.types import IntegerValue, Table

from oneplan.analytics.asking import Asking
from oneplan.analytics.window import Window
from oneplan.core.measures import Kind, Measure, Split


def counted_by_month(
    table: Table, measures: Iterable[Measure], split: Split | None, *, asking: Asking, window: Window
) -> Table:
    """Measures dated by the same column, by the month of that day."""
    group = list(measures)
    day = table[group[0].dated_by]
    kept = table.filter(day.between(window.first_day, window.on))
    return _counted(kept, group, split, asking, {"first_day": kept[group[0].dated_by].truncate("M")})


def counted_now(table: Table, measures: Iterable[Measure], split: Split | None, *, asking: Asking) -> Table:
    """Measures of how things stand on the day."""
    return _counted(table, list(measures), split, asking, {})


def _counted(
    kept: Table, measures: list[Measure], split: Split | None, asking: Asking, keys: dict[str, ibis.Value]
) -> Table:
    if split is not None:
        keys = keys | {"part": asking.part(split, kept)}
    numbers: dict[str, IntegerValue] = {}
    for measure in measures:
        holds = asking.holds(measure.counts, kept)
        numbers[f"{measure.id} d"] = kept.count(where=holds)
        if measure.kind is Kind.SHARE:
            numbers[f"{measure.id} n"] = kept.count(where=holds & asking.holds(measure.met, kept))
        elif measure.sums is not None:
            days = asking.days(measure.sums, kept)
            is_mean = measure.kind is Kind.MEAN
            added = days.sum(where=holds) if is_mean else days.max(where=holds)
            numbers[f"{measure.id} n"] = added.cast("int64")  # engines sum in a wider kind, each its own
    return kept.group_by("area", **keys).aggregate(**numbers)
