"""An answer: one output of one rule, with everything needed to check it by hand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from oneplan.core.law import Status
from oneplan.core.pathways.definitions import Kind, Nature, Role, force_of

AnswerValue = str | int | bool | None


class State(StrEnum):
    """Where a clock stands on the day asked about."""

    RUNNING = "running"
    MET = "met"
    MET_LATE = "met late"
    OVERDUE = "overdue"
    DISAPPLIED = "disapplied"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row: a date or a value, its standing and its reasons."""

    output: str
    title: str
    due_on: date | None = None
    prudent_on: date | None = None
    by_time: str | None = None
    state: State | None = None
    days_late: int = 0
    value: AnswerValue = None
    rule: str
    kind: Kind
    nature: Nature = Nature.ACT
    role: Role
    status: Status
    law: str
    because: tuple[str, ...] = ()
    owner: str
    pathway: str
    key: str | None = None
    started_on: date | None = None
    started_by: str | None = None
    stopped_on: date | None = None
    stopped_by: str | None = None
    exception: str | None = None
    limit: str | None = None
    missing: str | None = None

    @property
    def force(self) -> str:
        """The one word that tells a reader what this is."""
        return force_of(self.kind, self.nature)

    def as_json(self) -> dict[str, object]:
        """The answer in the plain values of JSON, every field present."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
