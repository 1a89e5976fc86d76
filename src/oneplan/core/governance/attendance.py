"""Who came: attendance by partner over the meetings of a body, seats taken out of seats there were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatAt:
    """One seat at one meeting that was held: taken by its holder or a deputy, or not."""

    partner: str
    is_taken: bool
    is_deputy: bool = False


@dataclass(frozen=True, slots=True)
class PartnerAttendance:
    """How often the seats of one partner were taken; no share without a seat."""

    partner: str
    taken: int
    seats: int
    by_deputy: int

    @property
    def percent(self) -> int | None:
        """The share of seats taken, rounded to whole per cent; none where there were no seats."""
        return round(100 * self.taken / self.seats) if self.seats else None


def by_partner(seats: Iterable[SeatAt]) -> tuple[PartnerAttendance, ...]:
    """Each partner once, by name."""
    counts: dict[str, list[int]] = {}
    for each in seats:
        found = counts.setdefault(each.partner, [0, 0, 0])
        found[0] += each.is_taken
        found[1] += 1
        found[2] += each.is_taken and each.is_deputy
    return tuple(PartnerAttendance(name, *numbers) for name, numbers in sorted(counts.items()))


def overall(rows: Iterable[PartnerAttendance]) -> PartnerAttendance:
    """All partners together."""
    held = list(rows)
    return PartnerAttendance(
        "Everybody", sum(r.taken for r in held), sum(r.seats for r in held), sum(r.by_deputy for r in held)
    )
