"""Where a case stands after a file: its stage, its first and last day, its setting and until when it was told of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oneplan.core.casework import ReturnHeader
from oneplan.core.casework.case_facts import CaseFact
from oneplan.core.casework.stages import Stage, stage_of
from oneplan.core.pathways import Fact
from oneplan.records.returns.changes.collected import Collected
from oneplan.records.returns.changes.places import where_now
from oneplan.records.returns.held import HeldCase

_FOLLOWS = "case"
#: What says nothing about when a case began.
_NOT_A_START = frozenset({"review_history_starts", "phase_transfer_planned"})


def set_standpoint(held: HeldCase, collected: Collected, header: ReturnHeader, *, is_history: bool) -> bool:
    """Brings the case's own columns in step and says whether the stage, an end or the setting is another."""
    case = held.case
    facts = [Fact(row.fact, row.on, row.details) for row in held.events]
    values = _progress(facts)
    if not is_history or case.pk is None:
        setting, sen_setting = where_now(held, on=header.reference_date)
        values |= {"setting": setting, "sen_setting": sen_setting}
        if case.pk is None or case.told_until is not None:
            told_until = max(case.told_until or date.min, header.reference_date)
            if collected.put(case, {"told_until": told_until}, _FOLLOWS) and case.pk is not None:
                collected.touched.add(case.pk)  # how late its limits are depends on it
    moved_on = collected.put(case, values, _FOLLOWS)
    del collected.kinds[_FOLLOWS]  # what follows from events and places is no change of its own
    return moved_on


def is_over(facts: Sequence[CaseFact]) -> bool:
    """Whether these facts bring a case to an end."""
    stage = stage_of([fact.as_fact for fact in facts], date.max)
    return stage is not None and stage.is_over


def _progress(facts: Sequence[Fact]) -> dict[str, object]:
    stage = stage_of(facts, date.max)
    closed_on = _closed_on(facts) if stage is not None and stage.is_over else None
    return {
        "stage": stage.value if stage else "",
        "opened_on": min((fact.on for fact in facts if fact.name not in _NOT_A_START), default=None),
        "closed_on": closed_on,
        "closed_why": stage.value if stage and closed_on else "",
    }


def _closed_on(facts: Sequence[Fact]) -> date | None:
    """The first day since when the case has been over."""
    closed: date | None = None
    for day in sorted({fact.on for fact in facts}, reverse=True):
        stage: Stage | None = stage_of(facts, day)
        if stage is None or not stage.is_over:
            break
        closed = day
    return closed
