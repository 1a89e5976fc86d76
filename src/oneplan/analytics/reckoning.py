"""Every figure of a list of measures, by area, period and part: whole numbers, divided by whoever reads them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from oneplan.analytics.asking import Asking
from oneplan.analytics.stocks import by_month as stock_by_month
from oneplan.analytics.stocks import on_the_day
from oneplan.core.law import Parameter
from oneplan.core.measures import Grain, Kind, Measure, Reckoned, Shape, Split, Value

COLUMNS = ("area", "measure", "grain", "first_day", "split", "part", "numerator", "denominator")
_MONTHS = 12
_TRUNCATED = {Grain.MONTH: "M", Grain.YEAR: "Y"}


@dataclass(frozen=True, slots=True)
class Window:
    """How far back figures are reckoned: whole years, and the months of some of them, up to the day of reading."""

    on: date
    first_month: date
    first_year: date


def window_for(on: date, *, months: int, years: int) -> Window:
    """The window that ends on a day. Months begin with a January, so that the months of a year are all there."""
    whole_years = -(-months // _MONTHS)
    return Window(on, date(on.year - whole_years, 1, 1), date(on.year - years, 1, 1))


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
    found = [
        expression.select(*COLUMNS).to_pyarrow()
        for measure in measures
        if measure.facts in tables
        for expression in expressions(tables[measure.facts], measure, splits, asking=asking, window=window)
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


def expressions(
    table: Table, measure: Measure, splits: Mapping[str, Split], *, asking: Asking, window: Window
) -> Iterator[Table]:
    """The expressions of one measure: the whole first, then each split."""
    for name in ("", *measure.splits):
        split = splits[name] if name else None
        match measure.shape:
            case Shape.FLOW:
                yield _flow(table, measure, split, asking=asking, window=window)
            case Shape.NOW:
                yield _now(table, measure, split, asking=asking)
            case Shape.STOCK if split is not None:
                yield _labelled(_mixed(on_the_day(table, measure, split, asking), measure), measure, Grain.DAY, split)
            case Shape.STOCK:
                yield _labelled(stock_by_month(table, measure, asking=asking, window=window), measure, None, None)


def _flow(table: Table, measure: Measure, split: Split | None, *, asking: Asking, window: Window) -> Table:
    """Months once from the rows; years as sums of their months, so that the two can never disagree."""
    day = table[measure.dated_by]
    kept = table.filter(
        asking.holds(measure.counts, table), day >= window.first_year, day <= ibis.literal(window.on, "date")
    )
    months = _added_up(kept.mutate(first_day=kept[measure.dated_by].truncate("M")), measure, split, asking)
    parts = []
    if Grain.MONTH in measure.grains:
        parts.append(months.filter(months.first_day >= window.first_month).mutate(grain=ibis.literal("month")))
    if Grain.YEAR in measure.grains:
        keyed = months.mutate(first_day=months.first_day.truncate("Y"))
        years = keyed.group_by("area", "first_day", "part").aggregate(
            numerator=keyed.numerator.sum().cast("int64"), denominator=keyed.denominator.sum().cast("int64")
        )
        parts.append(years.mutate(grain=ibis.literal("year")))
    return _labelled(ibis.union(*parts) if len(parts) > 1 else parts[0], measure, None, split)


def _now(table: Table, measure: Measure, split: Split | None, *, asking: Asking) -> Table:
    kept = table.filter(asking.holds(measure.counts, table))
    found = _added_up(kept.mutate(first_day=ibis.literal(asking.on, "date")), measure, split, asking)
    return _labelled(_mixed(found, measure) if split else found, measure, Grain.DAY, split)


def _added_up(kept: Table, measure: Measure, split: Split | None, asking: Asking) -> Table:
    part = asking.part(split, kept) if split else ibis.literal("")
    keyed = kept.mutate(part=part)
    everything = keyed.count().cast("int64")
    nothing = ibis.null("int64")
    match measure.kind:
        case Kind.SHARE:
            top, bottom = keyed.count(where=asking.holds(measure.met, keyed)).cast("int64"), everything
        case Kind.MEAN | Kind.LONGEST if measure.sums:
            days = asking.days(measure.sums, keyed)
            top = (days.sum() if measure.kind is Kind.MEAN else days.max()).cast("int64")
            bottom = everything if measure.kind is Kind.MEAN else nothing
        case _:
            top, bottom = everything, nothing
    return keyed.group_by("area", "first_day", "part").aggregate(numerator=top, denominator=bottom)


def _mixed(found: Table, measure: Measure) -> Table:
    """A mix sets each part against the whole it is a part of."""
    if measure.kind is not Kind.MIX:
        return found
    whole = found.numerator.sum().over(group_by=["area", "first_day"]).cast("int64")
    return found.mutate(denominator=whole)


def _labelled(found: Table, measure: Measure, grain: Grain | None, split: Split | None) -> Table:
    labels = {"measure": ibis.literal(measure.id), "split": ibis.literal(split.id if split else "")}
    if grain is not None:
        labels["grain"] = ibis.literal(grain.value)
    return found.mutate(**labels)
