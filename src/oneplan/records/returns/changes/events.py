"""Events that a file adds to a case: what it says for the first time, and corrections, which supersede."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from oneplan.core.casework.case_facts import CaseFact, DayIs, plain_details
from oneplan.records.casework.models import CaseEvent
from oneplan.records.casework.sources import RETURN
from oneplan.records.returns.changes.collected import Collected
from oneplan.records.returns.held import HeldCase

#: What may happen more than once in a case: another day in another year's return is another event, not a correction.
_REPEATED = frozenset(
    {
        "review_meeting",
        "review_decision_notified",
        "amendment_notice_sent",
        "amended_plan_sent",
        "phase_transfer_planned",
    }
)
#: What is known the better the earlier its day.
_EARLIEST_COUNTS = frozenset({"review_history_starts"})


@dataclass(frozen=True, slots=True)
class FromReturn:
    """The file that new events come from; ``sex_codes`` are the codes of its year in the letters of today."""

    person_return_id: int | None
    year: int
    years: dict[int, int]
    recorded_by_id: int | None
    recorded_at: datetime
    acting_role: str
    is_history: bool = False
    sex_codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact whose day was corrected, to another or to none."""

    fact: str
    before: date
    after: date | None


def add_events(
    held: HeldCase, facts: Sequence[CaseFact], source: FromReturn, collected: Collected
) -> tuple[Moved, ...]:
    """Adds what is new, supersedes what was corrected and takes back what the same year's return no longer says."""
    unmet = list(held.events)
    left: list[CaseFact] = []
    for fact in facts:
        same = next((row for row in unmet if _says(row, fact)), None)
        if same is None:
            left.append(fact)
        else:
            unmet.remove(same)
    moved: list[Moved] = []
    for fact in left:
        row = next((row for row in unmet if _is_of_one_thing(row, fact, source)), None)
        if fact.fact in _EARLIEST_COUNTS and _begins_anew(held, fact, row, source):
            row = None
        if row is None:
            _append(held, fact, source, collected)
            continue
        unmet.remove(row)
        if _is_known_better(row, fact, source):
            continue
        _append(held, fact, source, collected, supersedes=row)
        moved.append(Moved(fact.fact, row.on, fact.on))
    for row in unmet:
        if _was_said_by_this_years(row, source):
            _take_back(held, row, source, collected)
            moved.append(Moved(row.fact, row.on, None))
    return tuple(moved)


def _begins_anew(held: HeldCase, fact: CaseFact, row: CaseEvent | None, source: FromReturn) -> bool:
    """Whether something between what is on record and what this file tells of may have happened unseen.

    A file tells of the latest review alone, so another may have come before it in its period; and a collection that
    nobody brought in may have told of one.
    """
    if row is not None and _was_said_by_this_years(row, source):
        return False
    begins, told_until = date(source.year - 1, 1, 1), held.case.told_until
    return fact.on >= begins or (told_until is not None and told_until < begins)


def _says(row: CaseEvent, fact: CaseFact) -> bool:
    if row.fact != fact.fact or row.on != fact.on or row.day_is != fact.day_is.value:
        return False
    return row.details == plain_details(fact.details)


def _is_of_one_thing(row: CaseEvent, fact: CaseFact, source: FromReturn) -> bool:
    if row.fact != fact.fact:
        return False
    if _was_said_by_this_years(row, source):
        return True
    if _is_bound(fact) and row.details != plain_details(fact.details):
        return False  # a bound on something else, such as an assessment agreed to after a refusal
    return fact.fact not in _REPEATED or row.on == fact.on


def _is_bound(fact: CaseFact) -> bool:
    return fact.day_is is DayIs.AT_LATEST or fact.fact in _EARLIEST_COUNTS


def _is_known_better(row: CaseEvent, fact: CaseFact, source: FromReturn) -> bool:
    """Whether what is on record stays: an older file corrects nothing, and a bound says less than a day within it."""
    if source.is_history or row.source != RETURN:
        return True
    if not _is_bound(fact) or (_was_said_by_this_years(row, source) and row.day_is == fact.day_is.value):
        return False
    return row.on <= fact.on and row.details == plain_details(fact.details)


def _was_said_by_this_years(row: CaseEvent, source: FromReturn) -> bool:
    if row.person_return_id is None or source.is_history:
        return False
    return source.years.get(row.person_return_id) == source.year


def _append(
    held: HeldCase, fact: CaseFact, source: FromReturn, collected: Collected, *, supersedes: CaseEvent | None = None
) -> None:
    row = _row(held, source, fact=fact.fact, on=fact.on, day_is=fact.day_is.value, details=plain_details(fact.details))
    if supersedes is not None:
        row.supersedes = supersedes
        held.events.remove(supersedes)
    held.events.append(row)
    collected.add(row)
    collected.tally["new_events" if supersedes is None else "changed_events"] += 1


def _take_back(held: HeldCase, gone: CaseEvent, source: FromReturn, collected: Collected) -> None:
    row = _row(held, source, fact=gone.fact, on=gone.on, day_is=gone.day_is, details=gone.details)
    row.supersedes, row.is_retraction = gone, True
    held.events.remove(gone)
    collected.add(row)
    collected.tally["retracted_events"] += 1


def _row(held: HeldCase, source: FromReturn, **says: Any) -> CaseEvent:
    return CaseEvent(
        public_id="",  # given with those of all the others
        case=held.case,
        source=RETURN,
        person_return_id=source.person_return_id,
        recorded_by_id=source.recorded_by_id,
        recorded_at=source.recorded_at,
        acting_role=source.acting_role,
        **says,
    )
