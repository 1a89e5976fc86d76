"""Working days: Monday to Friday, without bank holidays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from oneplan.core.kernel import Period, Problem

SATURDAY = 5


class OutsideCalendar(Problem):
    """A day was asked about that a calendar does not reach."""

    def __init__(self, what: str, *, calendar: str, why: str = "", do: str = "") -> None:
        super().__init__(what, why=why, do=do)
        self.calendar = calendar


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Working days in a span of years whose bank holidays are known."""

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

    def after(self, day: date, number: int) -> date:
        """The working day ``number`` working days on; the first day is not counted."""
        self._check(day)
        return self._at(bisect_right(self._days, day) + number - 1, day)

    def including(self, day: date, number: int) -> date:
        """The working day ``number`` working days on; the first day counts if it is one."""
        self._check(day)
        return self._at(bisect_left(self._days, day) + number - 1, day)

    def before(self, day: date, number: int) -> date:
        """The working day ``number`` working days back; the first day is not counted."""
        self._check(day)
        return self._at(bisect_left(self._days, day) - number, day)

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

    def _at(self, position: int, asked: date) -> date:
        if not 0 <= position < len(self._days):
            raise self._outside(f"Counting working days from {asked} runs past the bank holidays that are known.")
        return self._days[position]

    def _check(self, day: date) -> None:
        if day not in self.span:
            raise self._outside(f"Bank holidays are not known for {day}.")

    def _outside(self, what: str) -> OutsideCalendar:
        return OutsideCalendar(
            what,
            calendar="bank_holidays",
            why=f"They are held from {self.span.first_day} to {self.span.last_day}.",
            do="Add the years that are missing to the bank holidays in the rulebook, or check the date.",
        )


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
