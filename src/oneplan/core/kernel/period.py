"""A span of days, both ends included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from oneplan.core.kernel.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``first_day`` to ``last_day``, both included, in order."""

    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise Problem(
                f"A period cannot end ({self.last_day}) before it starts ({self.first_day}).",
                do="Swap the two days or correct the one that is wrong.",
            )

    @property
    def days(self) -> int:
        """The number of days, counting both ends."""
        return (self.last_day - self.first_day).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __iter__(self) -> Iterator[date]:
        return (self.first_day + timedelta(days=offset) for offset in range(self.days))

    def overlap(self, other: Period) -> Period | None:
        """The days in both periods, or none."""
        first, last = max(self.first_day, other.first_day), min(self.last_day, other.last_day)
        return Period(first, last) if first <= last else None
