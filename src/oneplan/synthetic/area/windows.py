"""The three days that decide what a collection counts: period start, period end and survey day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.core.kernel import Problem
from oneplan.synthetic.area.habits import content


@dataclass(frozen=True, slots=True)
class Window:
    """What a return of a collection year takes in."""

    year: int
    first_day: date
    period_end: date
    survey_day: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first_day <= day <= self.survey_day


def window(year: int) -> Window:
    """The window of a collection; raises Problem for a year whose survey day is not held."""
    days: dict[str, date] = content("survey_days")["survey_day"]
    if str(year) not in days:
        raise Problem(
            f"The invented area has no return for {year}.",
            why="Survey days are held year by year and never worked out.",
            do=f"Ask for one of: {', '.join(sorted(days))}.",
        )
    return Window(year, date(year - 1, 1, 1), date(year - 1, 12, 31), days[str(year)])
