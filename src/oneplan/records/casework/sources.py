"""Where the facts of a case came from, and what each source is able to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from oneplan.core.casework.reporting import told_in_returns
from oneplan.core.pathways.definitions import FactRef
from oneplan.rulebook import returns

OFFICER, RETURN = "officer", "person-return"


@dataclass(frozen=True, slots=True)
class Source:
    """Who told of a fact: an officer here, or the return of a collection year, which spoke of its survey day."""

    kind: str
    year: int = 0
    told_on: date | None = None

    @property
    def reports(self) -> tuple[FactRef, ...] | None:
        """What it tells of; none is everything."""
        return _reported(self.year) if self.kind == RETURN else None


@cache
def _reported(year: int) -> tuple[FactRef, ...]:
    return told_in_returns(returns.load().facts_reported(year))
