"""A fact of a case with how well its day is known, and which of the rows on record still speak."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from oneplan.core.pathways import DetailType, Fact, FactKind
from oneplan.core.pathways.facts import DetailValue


class DayIs(StrEnum):
    """Whether the day of a fact is known, or only the last day on which it can have been."""

    EXACT = "exact"
    AT_LATEST = "at latest"


@dataclass(frozen=True, slots=True)
class CaseFact:
    """Something that happened in a case. A day that nobody recorded is the latest it can have been, and says so."""

    fact: str
    on: date
    day_is: DayIs = DayIs.EXACT
    details: Mapping[str, DetailValue] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.as_fact, self.day_is))

    @property
    def as_fact(self) -> Fact:
        """The fact as the pathways read it."""
        return Fact(self.fact, self.on, self.details)


@dataclass(frozen=True, slots=True)
class EventSeen:
    """A row of a case's history: what it says, and which earlier row it takes the place of."""

    id: int
    says: CaseFact
    supersedes: int | None = None
    is_retraction: bool = False


def facts_in_force(events: Iterable[EventSeen]) -> tuple[EventSeen, ...]:
    """The rows that still speak: none that a later row took the place of, and no row that only took one back."""
    rows = tuple(events)
    gone = {row.supersedes for row in rows}
    return tuple(row for row in rows if row.id not in gone and not row.is_retraction)


def plain_details(details: Mapping[str, DetailValue]) -> dict[str, str | int | bool]:
    """Details as they are written down: days as year, month and day."""
    return {name: said.isoformat() if isinstance(said, date) else said for name, said in details.items()}


def details_read(plain: Mapping[str, str | int | bool], kind: FactKind) -> dict[str, DetailValue]:
    """Details as the pathways read them, from how they are written down."""
    return {name: _AS_READ.get(kind.details[name].type, _as_it_is)(said) for name, said in plain.items()}


def _as_it_is(said: str | int | bool) -> DetailValue:
    return said


def _day(said: str | int | bool) -> DetailValue:
    return date.fromisoformat(str(said))


_AS_READ: Mapping[DetailType, Callable[[str | int | bool], DetailValue]] = {DetailType.DATE: _day}
