"""What every story of an area is told with, and the ways a story can stand on the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.synthetic.area.habits import Habits
from oneplan.synthetic.area.settings import SettingBook


class Standing(StrEnum):
    """How a story stands on the last day that is told."""

    LIVE = "live"
    CEASED = "ceased"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_ISSUED = "not issued"
    EXPORTED = "exported"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Teller:
    """What every story of an area is told with."""

    habits: Habits
    book: SettingBook
    authorities: tuple[str, ...]
    on: date
    told_from: date

    @property
    def last(self) -> int:
        """The last day that is told, as an ordinal."""
        return self.on.toordinal()

    @property
    def first(self) -> int:
        """The first day that is told."""
        return self.told_from.toordinal()

    def past(self, ordinal: int) -> date | None:
        """The day, or none if it has not come by the last that is told."""
        return date.fromordinal(ordinal) if ordinal <= self.last else None
