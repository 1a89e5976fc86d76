"""The plan counted: one way of counting, for actions as they stand and for actions replayed from their events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.core.improvement.rating import Rating

TROUBLED = frozenset({Rating.DELAYED, Rating.AT_RISK})
WELL = frozenset({Rating.ON_TRACK})


@dataclass(frozen=True, slots=True)
class Standing:
    """As much of one action as counting needs."""

    section: str
    rating: Rating
    due_on: date | None
    is_owned: bool

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and the work is not said to be done."""
        return self.rating.is_live and self.due_on is not None and self.due_on < on

    @property
    def is_undated(self) -> bool:
        """Whether it is live and has no day to hold it to."""
        return self.rating.is_live and self.due_on is None

    @property
    def is_unowned(self) -> bool:
        """Whether it is live and nobody owns it."""
        return self.rating.is_live and not self.is_owned


def counts(standings: Iterable[Standing], on: date) -> Mapping[str, int]:
    """Every count that a pack prints of the plan, by its key."""
    found: Counter[str] = Counter()
    for each in standings:
        for place in ("plan", f"section/{each.section}"):
            found[f"{place}/total"] += 1
            found[f"{place}/finished"] += each.rating.is_finished
            found[f"{place}/late"] += each.is_late(on)
            found[f"{place}/trouble"] += each.rating in TROUBLED and not each.is_late(on)
            found[f"{place}/going"] += each.rating in WELL and not each.is_late(on)
            found[f"{place}/undated"] += each.is_undated
            found[f"{place}/unowned"] += each.is_unowned
            found[f"{place}/rated-{each.rating.value}"] += 1
    return found
