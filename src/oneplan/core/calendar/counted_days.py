"""Counting along a list of days that count, within the span in which they are known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from oneplan.core.kernel import Period, Problem


class OutsideCalendar(Problem):
    """A day was asked about that a calendar does not reach."""

    def __init__(self, what: str, *, calendar: str, why: str = "", do: str = "") -> None:
        super().__init__(what, why=why, do=do)
        self.calendar = calendar


@dataclass(frozen=True, slots=True)
class Reach:
    """What a calendar is called, and what to say when a question goes past its ends."""

    calendar: str
    not_reached: str
    run_past: str
    held: str
    do: str


class CountedDays:
    """Days in order, of which the Nth before or after a day can be asked; past either end it raises OutsideCalendar."""

    __slots__ = ()
    reach: ClassVar[Reach]
    span: Period
    _days: Sequence[date]

    def after(self, day: date, number: int) -> date:
        """The counted day ``number`` counted days on; the first day is not counted."""
        self._check(day)
        return self._at(bisect_right(self._days, day) + number - 1, day)

    def including(self, day: date, number: int) -> date:
        """The counted day ``number`` counted days on; the first day counts if it is one."""
        self._check(day)
        return self._at(bisect_left(self._days, day) + number - 1, day)

    def before(self, day: date, number: int) -> date:
        """The counted day ``number`` counted days back; the first day is not counted."""
        self._check(day)
        return self._at(bisect_left(self._days, day) - number, day)

    def _at(self, position: int, asked: date) -> date:
        if not 0 <= position < len(self._days):
            raise self._outside(self.reach.run_past.format(asked))
        return self._days[position]

    def _check(self, day: date) -> None:
        if day not in self.span:
            raise self._outside(self.reach.not_reached.format(day))

    def _outside(self, what: str) -> OutsideCalendar:
        return OutsideCalendar(
            what,
            calendar=self.reach.calendar,
            why=f"{self.reach.held} from {self.span.first_day} to {self.span.last_day}.",
            do=self.reach.do,
        )
