"""School days: days on which one setting has a session for pupils (Education Act 1996 s.579)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import ClassVar

from oneplan.core.calendar.counted_days import CountedDays, Reach
from oneplan.core.calendar.working_days import WorkingDays
from oneplan.core.kernel import Period, Problem


@dataclass(frozen=True, slots=True)
class SchoolCalendar(CountedDays):
    """The school days of one setting: its terms without weekends, bank holidays and closed days."""

    reach: ClassVar[Reach] = Reach(
        calendar="school_calendar",
        not_reached="The school calendar does not reach {}.",
        run_past="Counting school days from {} runs past the school calendar.",
        held="It runs",
        do="Add the setting's terms before or after those given.",
    )
    terms: tuple[Period, ...]
    closed: frozenset[date]
    working: WorkingDays
    span: Period = field(init=False, repr=False, compare=False)
    _days: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.terms:
            raise Problem(
                "The school calendar has no terms.",
                why="School days cannot be counted without them.",
                do="Give at least one term, with its first and last day.",
            )
        terms = tuple(sorted(self.terms))
        for earlier, later in pairwise(terms):
            if earlier.overlap(later):
                raise Problem(
                    f"Two terms overlap: {earlier.first_day} to {earlier.last_day} and "
                    f"{later.first_day} to {later.last_day}.",
                    why="A school day would be counted twice.",
                    do="Correct the term dates.",
                )
        days = {day for term in terms for day in term if self._has_session(day)}
        object.__setattr__(self, "terms", terms)
        object.__setattr__(self, "span", Period(terms[0].first_day, terms[-1].last_day))
        object.__setattr__(self, "_days", tuple(sorted(days)))

    def is_school_day(self, day: date) -> bool:
        """Whether a day is a school day."""
        self._check(day)
        position = bisect_left(self._days, day)
        return position < len(self._days) and self._days[position] == day

    def _has_session(self, day: date) -> bool:
        return day not in self.closed and self.working.is_working_day(day)


def sd_after(calendar: SchoolCalendar, day: date, number: int) -> date:
    """``number`` school days after a day."""
    return calendar.after(day, number)


def sd_incl(calendar: SchoolCalendar, day: date, number: int) -> date:
    """``number`` school days beginning with a day."""
    return calendar.including(day, number)
