"""What officers record, written to the rows that figures and pages read: the request, the plan and the reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from oneplan.core.casework.case_facts import CaseFact
from oneplan.core.pathways import Rules
from oneplan.records.bulk_changing import change_all
from oneplan.records.casework.models import CaseEvent, EhcPlan, NeedsAssessment, Review
from oneplan.records.casework.recorded import recorded_facts
from oneplan.records.casework.sources import OFFICER
from oneplan.rulebook import returns

_AT_ONCE = 500
_AGREED = {"assess": "Y", "refuse": "N"}


@dataclass(frozen=True, slots=True)
class _Sets:
    """The fields that a fact sets, and what a fact that was taken back leaves in them."""

    fields: Mapping[str, Callable[[CaseFact], Any]]
    cleared: Mapping[str, Any]


def _on(fact: CaseFact) -> date:
    return fact.on


_REQUEST: Mapping[str, _Sets] = {
    "request_received": _Sets({"received_on": _on}, {"received_on": None}),
    "assess_decision_notified": _Sets(
        {"request_outcome": lambda fact: _AGREED[str(fact.details["decision"])], "request_outcome_on": _on},
        {"request_outcome": "A", "request_outcome_on": None},
    ),
    "request_withdrawn": _Sets({"request_outcome": lambda _: "W"}, {"request_outcome": "A"}),
    "plan_agreed": _Sets({"outcome": lambda _: "Y"}, {"outcome": "A"}),
    "plan_refused_notified": _Sets({"outcome": lambda _: "N", "outcome_on": _on}, {"outcome": "A", "outcome_on": None}),
    "final_plan_sent": _Sets({"outcome": lambda _: "Y", "outcome_on": _on}, {"outcome": "A", "outcome_on": None}),
    "exception_recorded": _Sets({"exceptions_apply": lambda _: True}, {"exceptions_apply": None}),
}
_PLAN: Mapping[str, _Sets] = {
    "final_plan_sent": _Sets({"started_on": _on}, {"started_on": None}),
    "plan_ceased": _Sets({"ceased_on": _on}, {"ceased_on": None}),
}
_REVIEW: Mapping[str, str] = {
    "review_meeting": "meeting_on",
    "review_decision_notified": "decided_on",
    "amendment_notice_sent": "draft_on",
}
_DATES = (*_REVIEW.values(), "phase_transfer_due_on", "phase_transfer_final_on")


def keep_in_step(case_ids: Collection[int], rules: Rules) -> None:
    """The rows of these cases say what their officers recorded; what a return told is left where no officer spoke."""
    ever = _names_ever(case_ids)
    told = {
        case: [each.says for each in facts if each.source.kind == OFFICER]
        for case, facts in recorded_facts([case for case in case_ids if case in ever], rules).items()
    }
    _one_row_each(NeedsAssessment, _REQUEST, told, ever)
    _one_row_each(EhcPlan, _PLAN, told, ever)
    _reviews(told, ever)


def _names_ever(case_ids: Collection[int]) -> dict[int, set[str]]:
    """Every fact that an officer ever recorded in each case, even one taken back since."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = CaseEvent.objects.filter(case__in=case_ids, source=OFFICER).values_list("case_id", "fact").distinct()
    for case, name in rows:
        found[case].add(name)
    return found


def _one_row_each(
    model: Any, sets: Mapping[str, _Sets], told: Mapping[int, Sequence[CaseFact]], ever: Mapping[int, set[str]]
) -> None:
    wanted = [case for case, names in ever.items() if names & sets.keys()]
    held = {row.case_id: row for row in model.objects.filter(case__in=wanted)}
    new = [model(case_id=case) for case in wanted if case not in held]
    for row in (*held.values(), *new):
        _fill(row, sets, told.get(row.case_id, ()), ever[row.case_id])
    model.objects.bulk_create(new, batch_size=_AT_ONCE)
    columns = sorted({field for each in sets.values() for field in each.fields})
    change_all(model, held.values(), columns)


def _fill(row: Any, sets: Mapping[str, _Sets], facts: Sequence[CaseFact], ever: set[str]) -> None:
    speaking = {fact.fact for fact in facts}
    for name in (name for name in sets if name in ever and name not in speaking):
        for field, value in sets[name].cleared.items():
            setattr(row, field, value)
    for fact in facts:
        for field, value_of in sets[fact.fact].fields.items() if fact.fact in sets else ():
            setattr(row, field, value_of(fact))


def _reviews(told: Mapping[int, Sequence[CaseFact]], ever: Mapping[int, set[str]]) -> None:
    """A meeting begins a review; a decision and a draft belong to the last meeting before them that has none yet."""
    wanted = [case for case, names in ever.items() if names & _REVIEW.keys()]
    held: dict[int, list[Review]] = defaultdict(list)
    for row in Review.objects.filter(case__in=wanted).order_by("meeting_on", "pk"):
        held[row.case_id].append(row)
    _take_back(_taken_back(wanted), told, held)
    new: list[Review] = []
    for case in wanted:
        rows = held[case]
        for fact in (fact for fact in told.get(case, ()) if fact.fact in _REVIEW):
            row = _review_of(fact, rows)
            if row is None:
                row = Review(case_id=case)
                rows.append(row)
                new.append(row)
            setattr(row, _REVIEW[fact.fact], fact.on)
            if fact.fact == "review_decision_notified":
                row.outcome = _outcome_code(str(fact.details["outcome"]))
    Review.objects.bulk_create(new, batch_size=_AT_ONCE)
    made = {id(row) for row in new}
    changed = [row for rows in held.values() for row in rows if id(row) not in made]
    change_all(Review, changed, [*_REVIEW.values(), "outcome"])


@cache
def _outcome_code(said: str) -> str:
    """The code under which the newest return says maintain, amend or cease, so that one column speaks one way."""
    book = returns.load()
    codes = book.codes("review-outcome", max(book.years))
    return next((code for code, each in codes.items() if each.title.lower() == said), "")


def _taken_back(cases: Collection[int]) -> list[tuple[int, str, date]]:
    """What officers recorded of reviews and no longer speaks."""
    gone = CaseEvent.objects.filter(case__in=cases, source=OFFICER, fact__in=_REVIEW, superseded_by__isnull=False)
    return list(gone.values_list("case_id", "fact", "on"))


def _take_back(
    gone: Collection[tuple[int, str, date]], told: Mapping[int, Sequence[CaseFact]], held: Mapping[int, list[Review]]
) -> None:
    for case, name, on in gone:
        if any(fact.fact == name and fact.on == on for fact in told.get(case, ())):
            continue
        for row in [row for row in held[case] if getattr(row, _REVIEW[name]) == on]:
            setattr(row, _REVIEW[name], None)
            row.outcome = "" if name == "review_decision_notified" else row.outcome
            if not any(getattr(row, field) for field in _DATES):
                held[case].remove(row)
                row.delete()


def _review_of(fact: CaseFact, rows: Sequence[Review]) -> Review | None:
    field = _REVIEW[fact.fact]
    same = [row for row in rows if getattr(row, field) == fact.on]
    if same or field == "meeting_on":
        return same[-1] if same else None
    before = [row for row in rows if getattr(row, field) is None and row.meeting_on and row.meeting_on <= fact.on]
    return before[-1] if before else None
