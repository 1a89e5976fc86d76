"""A few weeks as a small calendar: rows of days, the marked ones named beneath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oneplan.rulebook.conventions import Convention, MarkedDay, PicturedDays

WEEK = 7


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day, what it is marked as, and its place in the count where days are counted one by one."""

    day: date
    mark: str
    place: int | None


@dataclass(frozen=True, slots=True)
class SmallCalendar:
    """The calendar of one convention."""

    month: str
    rows: tuple[tuple[DayCell, ...], ...]
    named: tuple[MarkedDay, ...]


@dataclass(frozen=True, slots=True)
class ConventionShown:
    """A convention with its calendar, where it has one."""

    convention: Convention
    calendar: SmallCalendar | None


def show(convention: Convention) -> ConventionShown:
    """The convention as the page shows it."""
    return ConventionShown(convention, small_calendar(convention.calendar) if convention.calendar else None)


def small_calendar(pictured: PicturedDays) -> SmallCalendar:
    """The weeks of a picture, Monday first."""
    marks = {each.day: each.mark for each in pictured.marks}
    places = {day: place for place, day in enumerate(pictured.counted, 1)}
    days = [pictured.first_day + timedelta(days=offset) for offset in range(pictured.weeks * WEEK)]
    cells = [DayCell(day, marks.get(day, ""), places.get(day)) for day in days]
    rows = tuple(tuple(cells[start : start + WEEK]) for start in range(0, len(cells), WEEK))
    return SmallCalendar(_month(days[0], days[-1]), rows, tuple(each for each in pictured.marks if each.says))


def _month(first: date, last: date) -> str:
    if (first.month, first.year) == (last.month, last.year):
        return f"{last:%B %Y}"
    return f"{first:%B} and {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} and {last:%B %Y}"
