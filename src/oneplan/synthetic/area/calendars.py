"""Terms and closures of the invented area's three calendars, for each academic year that is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from oneplan.core.kernel import Period
from oneplan.synthetic.area.days import SEPTEMBER, working_days
from oneplan.synthetic.area.habits import content

FIRST_YEAR, LAST_YEAR = 2021, 2026
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_MONDAY, _WEDNESDAY, _FRIDAY = 0, 2, 4
_APRIL, _A_WEEK_LATE = 4, 5


@dataclass(frozen=True, slots=True)
class ClosedTo:
    """A day inside a term on which there are no pupils, and why."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class InventedCalendar:
    """The half-terms and closed days of one group of settings."""

    name: str
    is_the_areas: bool
    terms: tuple[Period, ...]
    closed: tuple[ClosedTo, ...]


@cache
def calendars() -> tuple[InventedCalendar, ...]:
    """Every calendar, the area's own first."""
    return tuple(
        _calendar(str(each["name"]), int(each["october_weeks"]), int(each["days_later"]), number == 0)
        for number, each in enumerate(content("calendars")["calendar"])
    )


def _calendar(name: str, october_weeks: int, days_later: int, is_the_areas: bool) -> InventedCalendar:
    years = [_half_terms(year, october_weeks, days_later) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    closed = [
        ClosedTo(day, "Training day for staff")
        for terms in years
        for day in (terms[0].first_day, terms[2].first_day, terms[4].first_day, _last_school_day(terms[5]))
    ]
    return InventedCalendar(name, is_the_areas, tuple(term for terms in years for term in terms), tuple(closed))


def _half_terms(year: int, october_weeks: int, days_later: int) -> tuple[Period, ...]:
    """Six stretches: each half-term from a first day to the Friday before the next break."""
    later = timedelta(days=days_later)
    earlier = _WEEK if days_later >= _A_WEEK_LATE else later
    break_in_october = _on_or_after(date(year, 10, 24), _MONDAY) - _WEEK * (october_weeks - 1)
    after_october = break_in_october + _WEEK * october_weeks
    christmas = _on_or_after(date(year, 12, 16), _FRIDAY)
    new_year = _worked_from(_on_or_after(date(year + 1, 1, 3), _MONDAY))
    february = _on_or_after(date(year + 1, 2, 12), _MONDAY)
    good_friday = _good_friday(year + 1)
    last_of_spring = good_friday - (_WEEK if good_friday.month == _APRIL else _DAY)
    summer = _worked_from(_on_or_after(last_of_spring + timedelta(days=15), _MONDAY))
    may = _on_or_after(date(year + 1, 5, 25), _MONDAY)
    return (
        Period(_on_or_after(date(year, SEPTEMBER, 1), _WEDNESDAY) + later, break_in_october - timedelta(days=3)),
        Period(after_october, christmas),
        Period(new_year, february - timedelta(days=3)),
        Period(february + _WEEK, last_of_spring),
        Period(summer, may - timedelta(days=3)),
        Period(may + _WEEK, _on_or_after(date(year + 1, 7, 17), _FRIDAY) - earlier),
    )


def _last_school_day(term: Period) -> date:
    day = term.last_day
    while not working_days().is_working_day(day):
        day -= _DAY
    return day


def _worked_from(day: date) -> date:
    while not working_days().is_working_day(day):
        day += _DAY
    return day


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


@cache
def _good_friday(year: int) -> date:
    """The Friday before Easter: the only Friday in March or April that is a bank holiday."""
    fridays = (day for day in Period(date(year, 3, 15), date(year, 4, 30)) if day.weekday() == _FRIDAY)
    return next(day for day in fridays if not working_days().is_working_day(day))
