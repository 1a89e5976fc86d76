"""Ages, compulsory school age, year groups and phases on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from oneplan.core.calendar import last_weekday_of_month, month_day_in, next_month_day

FRIDAY = 4
SCHOOL_YEAR_STARTS = "09-01"
LEAP_DAY = (2, 29)
FIRST_YEAR_AGE = 5


class Phase(StrEnum):
    """A phase of education."""

    EARLY_YEARS = "early years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    POST_16 = "post-16"


LAST_YEAR_GROUP = {Phase.EARLY_YEARS: -1, Phase.PRIMARY: 6, Phase.SECONDARY: 11}


def birthday(born_on: date, age: int) -> date:
    """The day a person reaches an age; 29 February is reached on 1 March of a common year."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def age_on(born_on: date, day: date) -> int:
    """A person's age in whole years on a day."""
    years = day.year - born_on.year
    return years if day >= birthday(born_on, years) else years - 1


def school_year_of(day: date, starts: str = SCHOOL_YEAR_STARTS) -> int:
    """The year in which the school year that holds a day began."""
    return day.year if day >= month_day_in(day.year, starts) else day.year - 1


def year_group(born_on: date, day: date) -> int:
    """The national curriculum year group on a day for a child taught with their age group; Reception is 0."""
    age_at_start = age_on(born_on, month_day_in(school_year_of(day), "08-31"))
    return age_at_start - FIRST_YEAR_AGE + 1


def phase(born_on: date, day: date) -> Phase:
    """The phase of education on a day for a person taught with their age group."""
    group = year_group(born_on, day)
    return next((each for each, last in LAST_YEAR_GROUP.items() if group <= last), Phase.POST_16)


def compulsory_school_age_starts(fifth_birthday: date, prescribed: tuple[str, ...]) -> date:
    """The prescribed day on or next after the fifth birthday (Education Act 1996 s.8(2))."""
    return next_month_day(fifth_birthday, prescribed)


def school_leaving_date(birthday_at_leaving_age: date, *, school_year_starts: str, month: int) -> date:
    """The last Friday of the leaving month in the school year of a birthday (Education Act 1996 s.8(3))."""
    return last_weekday_of_month(school_year_of(birthday_at_leaving_age, school_year_starts) + 1, month, FRIDAY)
