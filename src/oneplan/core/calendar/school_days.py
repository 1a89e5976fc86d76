"""School days: days on which one setting has a session for pupils (Education Act 1996 s.579)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from oneplan.core.calendar.working_days import OutsideCalendar, WorkingDays
from oneplan.core.kernel import Period, Problem


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The school days of one setting: its terms without weekends, bank holidays and closed days."""

    terms: tuple[Period, ...]
    closed: frozenset[date]
    working: WorkingDays
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
        object.__setattr__(self, "_days", tuple(sorted(days)))

    @property
    def span(self) -> Period:
        """From the first day of the first term to the last day of the last."""
        return Period(self.terms[0].first_day, self.terms[-1].last_day)

    def is_school_day(self, day: date) -> bool:
        """Whether a day is a school day."""
        self._check(day)
        position = bisect_left(self._days, day)
        return position < len(self._days) and self._days[position] == day

    def after(self, day: date, number: int) -> date:
        """The school day ``number`` school days on; the first day is not counted."""
        self._check(day)
        return self._at(bisect_right(self._days, day) + number - 1, day)

    def including(self, day: date, number: int) -> date:
        """The school day ``number`` school days on; the first day counts if it is one."""
        self._check(day)
        return self._at(bisect_left(self._days, day) + number - 1, day)

    def before(self, day: date, number: int) -> date:
        """The school day ``number`` school days back; the first day is not counted."""
        self._check(day)
        return self._at(bisect_left(self._days, day) - number, day)

    def _has_session(self, day: date) -> bool:
        return day not in self.closed and self.working.is_working_day(day)

    def _at(self, position: int, asked: date) -> date:
        if not 0 <= position < len(self._days):
            raise self._outside(f"Counting school days from {asked} runs past the school calendar.")
        return self._days[position]

    def _check(self, day: date) -> None:
        if day not in self.span:
            raise self._outside(f"The school calendar does not reach {day}.")

    def _outside(self, what: str) -> OutsideCalendar:
        return OutsideCalendar(
            what,
            calendar="school_calendar",
            why=f"It runs from {self.span.first_day} to {self.span.last_day}.",
            do="Add the setting's terms before or after those given.",
        )


def sd_after(calendar: SchoolCalendar, day: date, number: int) -> date:
    """``number`` school days after a day."""
    return calendar.after(day, number)


def sd_incl(calendar: SchoolCalendar, day: date, number: int) -> date:
    """``number`` school days beginning with a day."""
    return calendar.including(day, number)
