"""Tables from a day to a day. Core works each entry out, once; after that it is only looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from oneplan.bulk_clocks.columns import MISSING, Numbers, day_number, day_of
from oneplan.core.calendar import OutsideCalendar, SchoolCalendar, WorkingDays, YearlyPeriod, days_after
from oneplan.core.kernel import Problem
from oneplan.core.law import Unit
from oneplan.core.pathways import Calendars
from oneplan.core.pathways.counting import Count, count, place_in_year, tribunal_days
from oneplan.core.pathways.definitions import Edge
from oneplan.core.people import school_leaving_date

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_FIRST = day_number(FIRST_DAY)
_LENGTH = day_number(LAST_DAY) - _FIRST + 1
_NOT_YET = MISSING + 1

Rule = Callable[[date], date]
Uncounted = tuple[YearlyPeriod, ...]


class DayTable:
    """One rule of core as a table: any day in, its day out, missing where a calendar does not reach."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._days = np.full(_LENGTH, _NOT_YET, dtype=np.int64)

    def __call__(self, days: Numbers) -> Numbers:
        """The day for each day."""
        places = days - _FIRST
        # Read without a sign, a day before the table is a huge number; one look finds both ends.
        if len(places) and int(places.view(np.uint64).max()) >= _LENGTH:
            raise Problem(
                f"A day is outside the tables, which run from {FIRST_DAY} to {LAST_DAY}.",
                why="Days are looked up, not counted, when there are many.",
                do="Check the dates; one of them is probably mistyped.",
            )
        found = self._days.take(places)
        if (unknown := found == _NOT_YET).any():
            self._fill(np.unique(days[unknown]))
            found = self._days.take(places)
        return found

    def _fill(self, days: Numbers) -> None:
        for day in days.tolist():
            self._days[day - _FIRST] = self._work_out(day_of(day))

    def _work_out(self, day: date) -> int:
        try:
            return day_number(self._rule(day))
        except OutsideCalendar:
            return MISSING


class DayTables:
    """Every table asked for so far; the same question always gets the same table."""

    def __init__(self, working: WorkingDays, schools: Sequence[SchoolCalendar] = ()) -> None:
        self.working = working
        self.without_school = Calendars(working)
        self.calendars = tuple(Calendars(working, school) for school in schools)
        self._tables: dict[tuple[object, ...], DayTable] = {}

    def counted(self, edge: Edge, number: int, unit: Unit, *, setting: int = -1, uncounted: Uncounted = ()) -> DayTable:
        """So many days, weeks, months, working days or school days, counted with an edge."""
        calendars = self.without_school if setting < 0 else self.calendars[setting]
        return self._table(
            (edge, number, unit, setting, uncounted),
            lambda day: count(edge, Count(day, number, unit, calendars, uncounted)),
        )

    def in_year(self, edge: Edge, month_days: tuple[str, ...]) -> DayTable:
        """A day fixed by the calendar year."""
        return self._table((edge, month_days), lambda day: place_in_year(edge, day, month_days))

    def day_after(self) -> DayTable:
        """The day after."""
        return self._table((Edge.DAY_AFTER,), lambda day: days_after(day, 1))

    def leaving(self, school_year_starts: str, month: int) -> DayTable:
        """The school leaving date for a birthday."""
        return self._table(
            (Edge.LEAVING_DATE, school_year_starts, month),
            lambda day: school_leaving_date(day, school_year_starts=school_year_starts, month=month),
        )

    def tribunal_start(self, uncounted: Uncounted) -> DayTable:
        """A raw limit for starting an appeal, rolled."""
        return self._table(
            ("tribunal start", uncounted), lambda day: tribunal_days(self.working, uncounted).start_of_appeal(day)
        )

    def prudent(self) -> DayTable:
        """The last working day on or before."""
        return self._table(("prudent",), self.working.on_or_before)

    def of(self, name: tuple[object, ...], rule: Rule) -> DayTable:
        """Any other rule of core, kept under a name of the caller's."""
        return self._table(name, rule)

    def _table(self, question: tuple[object, ...], rule: Rule) -> DayTable:
        if question not in self._tables:
            self._tables[question] = DayTable(rule)
        return self._tables[question]
