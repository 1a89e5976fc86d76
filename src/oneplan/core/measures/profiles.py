"""How carefully figures are shown to a kind of reader. The numbers are data in the rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile: counts from 1 to below ``fewest_shown`` are hidden, shares of few are hidden, the rest rounded."""

    id: str
    title: str
    says: str
    fewest_shown: int
    fewest_for_a_share: int
    rounded_to: int
    hides_everyone_alike: bool

    @property
    def hides_nothing(self) -> bool:
        """Whether every number may be shown as it is."""
        return self.fewest_shown <= 1 and self.fewest_for_a_share <= 1 and not self.hides_everyone_alike

    def is_small(self, count: int) -> bool:
        """Whether a count is so small that it could tell who is meant."""
        return 0 < count < self.fewest_shown

    def rounded(self, count: int) -> int:
        """The count as this profile shows it."""
        steps = (Decimal(count) / self.rounded_to).quantize(Decimal(1), ROUND_HALF_UP)
        return int(steps) * self.rounded_to
