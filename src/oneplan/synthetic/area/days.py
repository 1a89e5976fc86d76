"""Days as the invented area keeps them: working days back from a day, academic years, ages at 31 August."""

from __future__ import annotations

from datetime import date
from functools import cache

from oneplan.core.calendar import WorkingDays
from oneplan.rulebook.calendar_files import load_working_days
from oneplan.rulebook.invented_area import ROOT

FIRST = date(2000, 1, 1).toordinal()
LAST = date(2032, 12, 31).toordinal()
SEPTEMBER = 9


@cache
def working_days() -> WorkingDays:
    """Working days in England and Wales."""
    return load_working_days(ROOT)


@cache
def _worked() -> tuple[int, ...]:
    calendar, earliest = working_days(), working_days().span.first_day.toordinal()
    worked: list[int] = []
    for ordinal in range(FIRST, LAST + 1):
        day = date.fromordinal(ordinal)
        is_worked = calendar.is_working_day(day) if ordinal >= earliest else day.weekday() < 5  # noqa: PLR2004 - Saturday
        worked.append(ordinal if is_worked or not worked else worked[-1])
    return tuple(worked)


def on_a_working_day(ordinal: int) -> int:
    """The day itself if people work on it, else the last working day before it."""
    return _worked()[ordinal - FIRST]


def academic_year(day: date) -> int:
    """The year in which the academic year of a day began."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def age_at_start_of_year(born_on: date, academic: int) -> int:
    """Age on the 31 August before an academic year."""
    had_birthday = (born_on.month, born_on.day) <= (8, 31)
    return academic - born_on.year - (0 if had_birthday else 1)


def age_on(born_on: date, day: date) -> int:
    """Age in whole years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
