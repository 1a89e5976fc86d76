"""The rows behind a figure: the very conditions that counted it, asked for the rows instead of for their number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import ibis
from ibis.expr.types import Table

from oneplan.analytics.asking import Asking
from oneplan.analytics.facts_tables import FACTS
from oneplan.analytics.stocks import is_open
from oneplan.core.law import Parameter
from oneplan.core.measures import Kind, Measure, Shape, Split


def rows_behind(  # noqa: PLR0913 - keyword-only: the coordinates of one figure
    table: Table,
    measure: Measure,
    *,
    on: date,
    first_day: date,
    last_day: date,
    parameters: Mapping[str, Parameter],
    is_numerator: bool = True,
    split: Split | None = None,
    part: str = "",
) -> Table:
    """The rows of one figure: key, and the days that its sum is made of where it has one (none elsewhere).

    ``first_day`` and ``last_day`` are the figure's own; a stock is read at the end of the last.
    """
    asking = Asking(on, parameters)
    kept = table.filter(asking.holds(measure.counts, table))
    if measure.shape is Shape.FLOW:
        kept = kept.filter(kept[measure.dated_by].between(first_day, last_day))
    elif measure.shape is Shape.STOCK:
        kept = kept.filter(is_open(kept, measure, last_day))
    if measure.kind is Kind.SHARE and is_numerator:
        kept = kept.filter(asking.holds(measure.met, kept))
    if split is not None and (is_numerator or measure.kind is not Kind.MIX):
        kept = kept.filter(asking.part(split, kept) == part)
    days = asking.days(measure.sums, kept) if measure.sums else ibis.null("int64")
    kept = kept.mutate(days=days.cast("int64"))
    if measure.kind is Kind.LONGEST:
        kept = kept.filter(kept.days == kept.days.max().as_scalar())
    key = FACTS[measure.facts].key
    since = measure.dated_by or (measure.sums.since if measure.sums else _day_of(measure))
    on_day = kept[since] if since else ibis.null("date")
    return kept.select(key=kept[key], on_day=on_day, days=kept.days).order_by(ibis.desc("days"), "on_day", "key")


def _day_of(measure: Measure) -> str:
    return "due_on" if "due_on" in FACTS[measure.facts].columns else ""
