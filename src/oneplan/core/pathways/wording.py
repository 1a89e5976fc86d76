"""How days and amounts are said in the reasons."""

from __future__ import annotations

from datetime import date

from oneplan.core.law import Unit

UNIT_WORDS = {
    Unit.DAYS: ("day", "days"),
    Unit.WEEKS: ("week", "weeks"),
    Unit.MONTHS: ("month", "months"),
    Unit.YEARS: ("year", "years"),
    Unit.HOURS: ("hour", "hours"),
    Unit.WORKING_DAYS: ("working day", "working days"),
    Unit.SCHOOL_DAYS: ("school day", "school days"),
}


def long_day(day: date) -> str:
    """A day with its weekday: Monday 5 January 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """A day without its weekday: 5 January 2026."""
    return f"{day.day} {day:%B %Y}"


def amount(number: int, unit: Unit) -> str:
    """An amount in words: 1 week, 6 weeks."""
    one, many = UNIT_WORDS[unit]
    return f"{number} {one if number == 1 else many}"


def days(number: int) -> str:
    """A number of days in words."""
    return amount(number, Unit.DAYS)


def joined(words: list[str]) -> str:
    """A list in words: a, b and c."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no “and”
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
