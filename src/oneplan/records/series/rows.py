"""What readers of series kept by hand get: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from oneplan.core.measures.manual import Supplied
from oneplan.core.measures.phrases import LinePart


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value as it was supplied; ``is_standing`` is false once a later one took its place or it was taken back."""

    id: str
    measure: str
    part: str
    first_day: date
    last_day: date
    value: Supplied
    note: str
    source: str
    by_name: str
    on: date
    at: datetime
    supersedes: str
    is_withdrawn: bool
    is_standing: bool


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Who supplies a measure, how often, and how many days after a period ends."""

    measure: str
    role: str
    person_id: int | None
    person: str
    cycle: str
    due_days: int
    first_day: date
    chased_on: date | None
    chase_count: int

    @property
    def who(self) -> str:
        """The person, with the role they do it in, or the role alone."""
        return f"{self.person} ({self.role})" if self.person and self.role else self.person or self.role


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """From a day on a measure means this here."""

    measure: str
    number: int
    first_day: date
    words: str
    why: str
    by_name: str
    on: date


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A figure that a plan prints, with the line it stands in."""

    plan_id: str
    measure: str
    part: str
    first_day: date
    last_day: date
    amount: Decimal
    line: int | None
    text: str
    was_uploaded: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a plan and the measures it stands on; ``id`` is none before it was ever matched."""

    id: int | None
    section: str
    part: LinePart
    text: str
    measures: tuple[str, ...]
    chosen_by: str
