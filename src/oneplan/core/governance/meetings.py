"""When a body meets: which recurring items fall on which meeting, and by when papers must be in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.core.calendar import WorkingDays, wd_before
from oneplan.core.kernel import Problem

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many meetings, or once a year at the first meeting held in these months; one of the two.

    Counting starts with the first meeting on or after ``first_day`` and stops after ``last_day``.
    """

    first_day: date
    every: int = 0
    months: tuple[int, ...] = ()
    last_day: date | None = None

    def __post_init__(self) -> None:
        if bool(self.every > 0) is bool(self.months) or any(not 1 <= month <= MONTHS for month in self.months):
            raise Problem(
                "Say how often the item comes.",
                why="It falls on meetings by this rule and by nothing else.",
                do="Give either every how many meetings, or the months of the year in which it comes once.",
            )


def falls_on(rule: Recurrence, meetings: Sequence[date]) -> tuple[date, ...]:
    """The days of these meetings on which the item falls; a meeting that moves takes its place in the count with it."""
    live = sorted(day for day in meetings if rule.first_day <= day and (rule.last_day is None or day <= rule.last_day))
    if rule.every:
        return tuple(live[:: rule.every])
    first: dict[int, date] = {}
    for day in live:
        if day.month in rule.months:
            first.setdefault(_season(day, rule.months), day)
    return tuple(first.values())


def missed_seasons(rule: Recurrence, meetings: Sequence[date], *, last_year: int) -> tuple[int, ...]:
    """The years up to ``last_year`` in whose months no meeting is planned, so that the item has nowhere to fall."""
    if rule.every:
        return ()
    held = {_season(day, rule.months) for day in falls_on(rule, meetings)}
    first_year = rule.first_day.year + (1 if rule.first_day.month > max(rule.months) else 0)
    return tuple(year for year in range(first_year, last_year + 1) if year not in held)


def papers_due_on(calendar: WorkingDays, meets_on: date, days: int) -> date:
    """The last day on which papers may come in: so many working days before the meeting."""
    return wd_before(calendar, meets_on, days)


def _season(day: date, months: tuple[int, ...]) -> int:
    """The year in which a run of months began: December to February is one winter."""
    wraps = {1, MONTHS} <= set(months)
    return day.year - 1 if wraps and day.month <= MONTHS // 2 else day.year
