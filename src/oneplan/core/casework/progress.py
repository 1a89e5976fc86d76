"""Where a case stands by its facts alone: its stage, its first day, and since when it has been over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from oneplan.core.casework.stages import Stage, stage_of
from oneplan.core.pathways import Fact

CLOSED = "case_closed"
# What says nothing about when a case began.
_NOT_A_START = frozenset({"review_history_starts", "phase_transfer_planned", "person_born"})


@dataclass(frozen=True, slots=True)
class Progress:
    """What a list shows of a case."""

    stage: Stage | None
    opened_on: date | None
    closed_on: date | None
    closed_why: str


def progress_of(facts: Collection[Fact]) -> Progress:
    """The progress of a case; its end is the first day since when nothing was open, or the day it was closed."""
    stage = stage_of(facts, date.max)
    closings = [fact for fact in facts if fact.name == CLOSED]
    closed_on, why = (_over_since(facts), stage.value) if stage is not None and stage.is_over else (None, "")
    if closed_on is None and closings:
        last = max(closings, key=lambda fact: fact.on)
        closed_on, why = last.on, str(last.details.get("reason", "")) or "closed"
    opened_on = min((fact.on for fact in facts if fact.name not in _NOT_A_START), default=None)
    return Progress(stage, opened_on, closed_on, why)


def _over_since(facts: Collection[Fact]) -> date | None:
    since: date | None = None
    for day in sorted({fact.on for fact in facts}, reverse=True):
        stage = stage_of(facts, day)
        if stage is None or not stage.is_over:
            break
        since = day
    return since
