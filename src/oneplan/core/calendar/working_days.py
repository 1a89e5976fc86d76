"""Working days: Monday to Friday, without bank holidays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from oneplan.core.calendar.counted_days import CountedDays, Reach
from oneplan.core.kernel import Period

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays(CountedDays):
    """Working days in a span of years whose bank holidays are known."""

    reach: ClassVar[Reach] = Reach(
        calendar="bank_holidays",
        not_reached="Bank holidays are not known for {}.",
        run_past="Counting working days from {} runs past the bank holidays that are known.",
        held="They are held",
        do="Add the years that are missing to the bank holidays in the rulebook, or check the date.",
    )
    holidays: frozenset[date]
    span: Period
    expected_from: date | None = None
    _days: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = tuple(day for day in self.span if day.weekday() < SATURDAY and day not in self.holidays)
        object.__setattr__(self, "_days", days)

    def is_working_day(self, day: date) -> bool:
        """Whether a day is a working day."""
        self._check(day)
        return day.weekday() < SATURDAY and day not in self.holidays

    def is_expected(self, day: date) -> bool:
        """Whether the bank holidays of that day's year are worked out and not yet published."""
        return self.expected_from is not None and day >= self.expected_from

    def on_or_before(self, day: date) -> date:
        """The last working day that is not after ``day``."""
        self._check(day)
        return self._at(bisect_right(self._days, day) - 1, day)

    def on_or_after(self, day: date) -> date:
        """The first working day that is not before ``day``."""
        return self.including(day, 1)

    def without(self, closed: Iterable[Period]) -> WorkingDays:
        """The same calendar with more days that do not count."""
        more = frozenset(day for period in closed for day in period)
        return WorkingDays(self.holidays | more, self.span, self.expected_from)


def wd_after(calendar: WorkingDays, day: date, number: int) -> date:
    """``number`` working days after a day."""
    return calendar.after(day, number)


def wd_incl(calendar: WorkingDays, day: date, number: int) -> date:
    """``number`` working days beginning with a day."""
    return calendar.including(day, number)


def wd_before(calendar: WorkingDays, day: date, number: int) -> date:
    """``number`` working days before a day."""
    return calendar.before(day, number)


def years_spanned(first_year: int, last_year: int) -> Period:
    """All days of the years from first to last."""
    return Period(date(first_year, 1, 1), date(last_year + 1, 1, 1) - timedelta(days=1))
