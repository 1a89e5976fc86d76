"""Writes where cases stand from their events; run over everything it changes nothing."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F
from django.utils import timezone

from oneplan.core.casework.progress import progress_of
from oneplan.core.pathways import Rules
from oneplan.records.bulk_changing import change_all
from oneplan.records.casework.models import Case
from oneplan.records.casework.recorded import RecordedFact, recorded_facts
from oneplan.records.casework.sources import RETURN

_COLUMNS = ("stage", "opened_on", "closed_on", "closed_why")
_LONGEST_WHY = 40


def refresh(case_ids: Collection[int], rules: Rules) -> None:
    """Puts the projection of these cases in step with their events, and raises their revision."""
    told = recorded_facts(case_ids, rules)
    cases = list(Case.objects.filter(pk__in=case_ids))
    changed = [case for case in cases if _set(case, told.get(case.pk, []))]
    change_all(Case, changed, _COLUMNS)
    raise_revision(case_ids)


def raise_revision(case_ids: Collection[int]) -> None:
    """Tells everything that keeps something worked out from these cases that it is out of date."""
    Case.objects.filter(pk__in=case_ids).update(revision=F("revision") + 1, updated_at=timezone.now())


def _set(case: Case, told: Collection[RecordedFact]) -> bool:
    progress = progress_of([each.says.as_fact for each in told if tells_of_stage(each.says.fact, each.source.kind)])
    now = (
        progress.stage.value if progress.stage else "",
        progress.opened_on,
        progress.closed_on,
        progress.closed_why[:_LONGEST_WHY],
    )
    before = tuple(getattr(case, column) for column in _COLUMNS)
    for column, value in zip(_COLUMNS, now, strict=True):
        setattr(case, column, value)
    return now != before


def tells_of_stage(fact: str, source: str) -> bool:
    """Whether a fact says how far a case has come; a return tells when an amendment began and never when it ended."""
    return not (source == RETURN and fact == "amendment_notice_sent")
