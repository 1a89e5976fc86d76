"""How far an action has slipped: from its first date, and from the date it is counted from now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Slippage:
    """Three days of one action: first due, now due, and the baseline; none where none was ever given."""

    first_due_on: date | None
    due_on: date | None
    baseline_on: date | None
    baselines: int = 0

    @property
    def days(self) -> int | None:
        """Days from the first date to the present one; none where either is not known."""
        return _between(self.first_due_on, self.due_on)

    @property
    def days_from_baseline(self) -> int | None:
        """Days from the baseline to the present date."""
        return _between(self.baseline_on, self.due_on)

    @property
    def has_lost_its_date(self) -> bool:
        """Whether it had a date and has none now."""
        return self.first_due_on is not None and self.due_on is None

    @property
    def in_words(self) -> str:
        """The slippage as a person reads it."""
        if self.first_due_on is None:
            return "It never had a date."
        if self.due_on is None:
            return "It had a date and has none now."
        days = self.days or 0
        if days == 0:
            return "As first planned."
        unit = "day" if abs(days) == 1 else "days"
        return f"{abs(days)} {unit} {'later' if days > 0 else 'earlier'} than first planned."


def _between(one: date | None, other: date | None) -> int | None:
    return (other - one).days if one and other else None
