"""The three days that decide what a collection counts: period start, period end and survey day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from oneplan.rulebook.returns import load


@dataclass(frozen=True, slots=True)
class Window:
    """What a return of a collection year takes in."""

    year: int
    first_day: date
    period_end: date
    survey_day: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first_day <= day <= self.survey_day


@cache
def window(year: int) -> Window:
    """The window of a collection; raises Problem for one whose layout is not known."""
    found = load().collection(year)
    return Window(year, found.period_start, date(year - 1, 12, 31), found.survey_day)


@cache
def years() -> tuple[int, ...]:
    """The collections that the area has made returns for."""
    return load().years
