"""An amount counted from a day: the edges that data may name, each defined once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from oneplan.core.calendar import (
    OutsideCalendar,
    SchoolCalendar,
    TribunalDays,
    WorkingDays,
    YearlyPeriod,
    days_after,
    days_before,
    month_day_in,
    months_after,
    next_month_day,
    period_end,
    weeks_after,
    weeks_before,
    window_last,
)
from oneplan.core.calendar.arithmetic import DAYS_IN_A_WEEK
from oneplan.core.law import Unit
from oneplan.core.pathways.definitions import Edge
from oneplan.core.pathways.wording import amount, long_day, short_day
from oneplan.core.people import birthday

HOURS_IN_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Calendars:
    """The days that the reader of the facts keeps: working days, and one setting's school days if given."""

    working: WorkingDays
    school: SchoolCalendar | None = None

    def school_days(self) -> SchoolCalendar:
        """The setting's school days, or a refusal that names what is missing."""
        if self.school is None:
            raise OutsideCalendar(
                "A school calendar is needed to count school days.",
                calendar="school_calendar",
                why="School days differ from setting to setting.",
                do="Give the setting's terms and closed days as school_calendar.",
            )
        return self.school


@dataclass(frozen=True, slots=True)
class Count:
    """What is to be counted: from which day, how many, of what, and on which calendars."""

    basis: date
    number: int
    unit: Unit
    calendars: Calendars
    uncounted: tuple[YearlyPeriod, ...] = ()


def count(edge: Edge, what: Count) -> date:
    """The day reached by counting with an edge."""
    return COUNTED[edge](what)


@lru_cache(maxsize=8)
def tribunal_days(working: WorkingDays, uncounted: tuple[YearlyPeriod, ...]) -> TribunalDays:
    """Working days as the Tribunal counts them, laid out once for each calendar."""
    return TribunalDays(working, uncounted)


def _of(what: Count) -> date:
    day, number = what.basis, what.number
    match what.unit:
        case Unit.DAYS:
            return days_after(day, number)
        case Unit.WEEKS:
            return weeks_after(day, number)
        case Unit.MONTHS:
            return months_after(day, number)
        case Unit.HOURS:
            return days_after(day, number // HOURS_IN_A_DAY)
        case Unit.SCHOOL_DAYS:
            return what.calendars.school_days().after(day, number)
        case _:
            return _working_days_after(what)


def _working_days_after(what: Count) -> date:
    working = what.calendars.working
    if what.uncounted:
        return tribunal_days(working, what.uncounted).after(what.basis, what.number)
    return working.after(what.basis, what.number)


def _beginning_with(what: Count) -> date:
    day, number = what.basis, what.number
    match what.unit:
        case Unit.DAYS:
            return window_last(day, number)
        case Unit.WEEKS:
            return window_last(day, number * DAYS_IN_A_WEEK)
        case Unit.MONTHS:
            return period_end(day, number)
        case Unit.SCHOOL_DAYS:
            return what.calendars.school_days().including(day, number)
        case _:
            return what.calendars.working.including(day, number)


def _before(what: Count) -> date:
    day, number = what.basis, what.number
    match what.unit:
        case Unit.DAYS:
            return days_before(day, number)
        case Unit.WEEKS:
            return weeks_before(day, number)
        case Unit.MONTHS:
            return months_after(day, -number)
        case Unit.SCHOOL_DAYS:
            return what.calendars.school_days().before(day, number)
        case _:
            return what.calendars.working.before(day, number)


def _clear_before(what: Count) -> date:
    return days_before(_before(what), 1)


def _birthday(what: Count) -> date:
    return birthday(what.basis, what.number)


def _day_before_birthday(what: Count) -> date:
    return days_before(birthday(what.basis, what.number), 1)


COUNTED: Mapping[Edge, Callable[[Count], date]] = {
    Edge.OF: _of,
    Edge.BEGINNING_WITH: _beginning_with,
    Edge.BEFORE: _before,
    Edge.CLEAR_BEFORE: _clear_before,
    Edge.BIRTHDAY: _birthday,
    Edge.DAY_BEFORE_BIRTHDAY: _day_before_birthday,
}


def place_in_year(edge: Edge, basis: date, month_days: tuple[str, ...]) -> date:
    """A day fixed by the calendar: in the year of a day, the day before it, or the next of several."""
    if edge is Edge.NEXT_IN_YEAR:
        return next_month_day(basis, month_days)
    day = month_day_in(basis.year, month_days[0])
    return days_before(day, 1) if edge is Edge.BEFORE_IN_YEAR else day


SAYS: Mapping[Edge, str] = {
    Edge.OF: "{basis} + {amount} = {day}; the first day is not counted.",
    Edge.BEGINNING_WITH: "{amount} beginning with {basis} end on {day}; the first day is counted.",
    Edge.BEFORE: "{basis} - {amount} = {day}.",
    Edge.CLEAR_BEFORE: "{basis} - {amount}, in clear days (one day earlier still) = {day}.",
    Edge.BIRTHDAY: "Born on {basis}: {amount} old on {day}.",
    Edge.DAY_BEFORE_BIRTHDAY: "Born on {basis}: {day} is the day before the age of {amount}.",
}


def say(edge: Edge, what: Count, day: date) -> str:
    """The arithmetic in one sentence."""
    in_words = amount(what.number, what.unit)
    if what.unit is Unit.WEEKS:
        in_words += f" ({what.number * DAYS_IN_A_WEEK} days)"
    if what.uncounted:
        in_words += ", without the days that do not count for the Tribunal"
    return SAYS[edge].format(basis=short_day(what.basis), amount=in_words, day=long_day(day))
