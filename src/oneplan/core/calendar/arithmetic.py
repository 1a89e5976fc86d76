"""Weeks, days and months counted as the law counts them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAYS_IN_A_WEEK = 7
MONTHS_IN_A_YEAR = 12


def days_after(day: date, number: int) -> date:
    """The day ``number`` days on; the first day is not counted."""
    return day + timedelta(days=number)


def days_before(day: date, number: int) -> date:
    """The day ``number`` days back; the first day is not counted."""
    return day - timedelta(days=number)


def weeks_after(day: date, number: int) -> date:
    """The day ``number`` weeks on; the first day is not counted."""
    return days_after(day, number * DAYS_IN_A_WEEK)


def weeks_before(day: date, number: int) -> date:
    """The day ``number`` weeks back; the first day is not counted."""
    return days_before(day, number * DAYS_IN_A_WEEK)


def window_last(first_day: date, number: int) -> date:
    """The last day of a window of ``number`` days that begins with ``first_day``."""
    return days_after(first_day, number - 1)


def months_after(day: date, number: int) -> date:
    """The corresponding date ``number`` months on (or back), or the last day of a month that has none.

    Dodds v Walker [1981] 1 WLR 1027.
    """
    month_number = day.year * MONTHS_IN_A_YEAR + day.month - 1 + number
    year, month = divmod(month_number, MONTHS_IN_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_end(first_day: date, number: int) -> date:
    """The last day of a period of ``number`` months that begins with ``first_day``."""
    corresponding = months_after(first_day, number)
    return days_before(corresponding, 1) if corresponding.day == first_day.day else corresponding


def month_day_in(year: int, month_day: str) -> date:
    """The day written as month and day, such as ``02-15``, in a year."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, day)


def next_month_day(day: date, month_days: tuple[str, ...]) -> date:
    """The first of several days of the year that falls on or after ``day``."""
    candidates = [month_day_in(year, each) for year in (day.year, day.year + 1) for each in month_days]
    return min(candidate for candidate in candidates if candidate >= day)


def last_weekday_of_month(year: int, month: int, weekday: int) -> date:
    """The last Monday (0), Friday (4) or other weekday of a month."""
    last = date(year, month, monthrange(year, month)[1])
    return days_before(last, (last.weekday() - weekday) % DAYS_IN_A_WEEK)
