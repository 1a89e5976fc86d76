"""From which day on the record is whole enough for a figure: a return tells nothing of the time before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.measures import Kind, Measure, Reckoned, Shape
from oneplan.rulebook.measure_files import MeasureBook

_A_YEAR = 12
REVIEWS = "reviews"


def covered(figures: Iterable[Reckoned], book: MeasureBook, first_return: int | None) -> tuple[Reckoned, ...]:
    """The figures of periods that the record covers; without any return the record is taken to cover everything.

    A return tells everything of the calendar year before it, and only what was still open of the years before that.
    Of reviews it carries the latest of each plan, so that these are whole from the year of the first return on.
    """
    if first_return is None:
        return tuple(figures)
    known = book.by_id
    return tuple(
        each for each in figures if each.measure not in known or _is_covered(known[each.measure], each, first_return)
    )


def _is_covered(measure: Measure, each: Reckoned, first_return: int) -> bool:
    begins = date(first_return if measure.facts == REVIEWS else first_return - 1, 1, 1)
    if measure.shape is Shape.NOW:
        return True
    if measure.shape is Shape.FLOW:
        return each.first_day >= begins
    # Of plans that ceased before the year of the first return nothing is on record, so earlier stocks are too small.
    back = _A_YEAR if measure.kind is Kind.GROWTH else 0
    return months_after(each.last_day, -back) >= begins - timedelta(days=1)
