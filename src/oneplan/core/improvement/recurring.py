"""When an action that comes again is next due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from oneplan.core.improvement.schedule import Every, Recurrence

_MONTHS: Mapping[Every, int] = {
    Every.MONTH: 1,
    Every.TWO_MONTHS: 2,
    Every.QUARTER: 3,
    Every.HALF_YEAR: 6,
    Every.YEAR: 12,
}
_WEEK = timedelta(days=7)


def next_occurrence(recurrence: Recurrence, on: date) -> date | None:
    """The first time on or after the day; none once it has ended.

    Months are counted from the first day, so that what begins on the 31st falls on the last day of a shorter month and
    on the 31st again after it.
    """
    first = recurrence.first_on
    if on <= first:
        return _within(recurrence, first)
    if recurrence.every is Every.WEEK:
        weeks = -(-(on - first).days // _WEEK.days)
        return _within(recurrence, first + weeks * _WEEK)
    step = _MONTHS[recurrence.every]
    times = max(((on.year - first.year) * 12 + on.month - first.month) // step, 0)
    day = _months_after(first, times * step)
    return _within(recurrence, day if day >= on else _months_after(first, (times + 1) * step))


def occurrences(recurrence: Recurrence, first_day: date, last_day: date) -> Iterator[date]:
    """Every time between two days, both included."""
    day = next_occurrence(recurrence, first_day)
    while day is not None and day <= last_day:
        yield day
        day = next_occurrence(recurrence, day + timedelta(days=1))


def _within(recurrence: Recurrence, day: date) -> date | None:
    return None if recurrence.until and day > recurrence.until else day


def _months_after(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
