"""Where a case stands after a file: its stage, its first and last day, its setting and until when it was told of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oneplan.core.casework import ReturnHeader
from oneplan.core.casework.case_facts import CaseFact
from oneplan.core.casework.progress import progress_of
from oneplan.core.pathways import Fact
from oneplan.records.casework.projection import tells_of_stage
from oneplan.records.casework.sources import RETURN
from oneplan.records.returns.changes.collected import Collected
from oneplan.records.returns.changes.places import where_now
from oneplan.records.returns.held import HeldCase

_FOLLOWS = "case"
_LONGEST_WHY = 40


def set_standpoint(held: HeldCase, collected: Collected, header: ReturnHeader, *, is_history: bool) -> bool:
    """Brings the case's own columns in step and says whether the stage, an end or the setting is another."""
    case = held.case
    progress = progress_of(
        [Fact(row.fact, row.on, row.details) for row in held.events if tells_of_stage(row.fact, row.source)]
    )
    values: dict[str, object] = {
        "stage": progress.stage.value if progress.stage else "",
        "opened_on": progress.opened_on,
        "closed_on": progress.closed_on,
        "closed_why": progress.closed_why[:_LONGEST_WHY],
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
    return progress_of([fact.as_fact for fact in facts if tells_of_stage(fact.fact, RETURN)]).closed_on is not None
