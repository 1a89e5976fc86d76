"""Where a case stands after a file: its stage, its first and last day, its setting and until when it was told of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oneplan.core.casework import ReturnHeader
from oneplan.core.casework.case_facts import CaseFact
from oneplan.records.casework.models import CaseEvent
from oneplan.records.returns.changes.collected import Collected
from oneplan.records.returns.changes.places import where_now
from oneplan.records.returns.held import HeldCase

_FOLLOWS = "case"
_OPENS = frozenset({"request_received", "plan_transferred", "final_plan_sent"})
_ENDS = {
    "plan_ceased": "ceased",
    "request_withdrawn": "withdrawn",
    "child_moved_out": "moved out",
    "plan_refused_notified": "no plan",
}


def set_standpoint(held: HeldCase, collected: Collected, header: ReturnHeader, *, is_history: bool) -> bool:
    """Brings the case's own columns in step and says whether the stage, an end or the setting is another."""
    case = held.case
    stage, closed_on, why = _stage(held.events)
    values = {
        "stage": stage,
        "opened_on": min((row.on for row in held.events if row.fact in _OPENS), default=None),
        "closed_on": closed_on,
        "closed_why": why,
    }
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
    return _stage(facts)[1] is not None
