"""What a person-level return says of one request, as dated facts. A day it leaves out is the latest possible one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.core.calendar import days_before, period_end
from oneplan.core.casework.case_facts import CaseFact, DayIs
from oneplan.core.casework.person_return import (
    ActivePlanReturned,
    AssessmentReturned,
    NamedPlanReturned,
    RequestReturned,
    ReturnHeader,
)
from oneplan.core.casework.phase_transfers import moves_to, starts_next_phase
from oneplan.core.pathways import Rules
from oneplan.core.pathways.facts import DetailValue

REVIEW_PERIOD = "children-and-families-act-2014-s-44-1"
SCHOOL_TRANSFERS = "send-regulations-2014-reg-18-1-a"
NOT_RECORDED = "not_recorded"


class Outcome(StrEnum):
    """The letters by which a return says what became of a request or an assessment."""

    YES = "Y"
    NO = "N"
    NOT_YET = "A"
    WITHDRAWN = "W"
    BEFORE = "H"


@dataclass(frozen=True, slots=True)
class ReturnEvents:
    """What the reader of a return must know to date it: the review period, the transfer day, the review's codes."""

    review_months: int
    school_transfer_day: str
    review_outcomes: Mapping[str, str]

    @classmethod
    def from_rules(cls, rules: Rules, *, on: date, review_outcomes: Mapping[str, str]) -> ReturnEvents:
        """From the law of a day, and the code list that says maintain, amend or cease."""
        return cls(
            rules.parameter(REVIEW_PERIOD).number(on), rules.parameter(SCHOOL_TRANSFERS).words(on)[0], review_outcomes
        )


def events_of(
    request: RequestReturned, *, born_on: date | None, header: ReturnHeader, known: ReturnEvents
) -> tuple[CaseFact, ...]:
    """The facts of one request, in order of day, each once."""
    days = _Days(header)
    found = [*_of_request(request, days)]
    plan = None
    if request.assessment is not None:
        found += _of_assessment(request.assessment, days)
        plan = request.assessment.plan
    if plan is not None:
        found += _of_ceasing(plan, days)
    if request.active_plan is not None:
        found += _of_transfer(request.active_plan, plan, days)
        found += _of_reviews(request.active_plan, days, known)
        found += _of_phase_transfer(request.active_plan, born_on, known)
    if plan is not None:
        found += _of_history(plan, request.active_plan, days, known)
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.as_fact.order))


@dataclass(frozen=True, slots=True)
class _Days:
    """The last days on which things can have happened, by what the return is about."""

    header: ReturnHeader

    @property
    def before(self) -> date:
        """The last day before the period."""
        return days_before(self.header.period_start, 1)

    def known_or(self, latest: date, fact: str, day: date | None, **details: DetailValue) -> CaseFact:
        """The fact on its day, or by the last day it can have been."""
        if day is not None:
            return CaseFact(fact, day, DayIs.EXACT, details)
        return CaseFact(fact, latest, DayIs.AT_LATEST, details)

    def by_the_survey(self, fact: str, day: date | None = None, **details: DetailValue) -> CaseFact:
        """The fact on its day, or by the day the return speaks of."""
        return self.known_or(self.header.reference_date, fact, day, **details)


def _of_request(request: RequestReturned, days: _Days) -> Iterator[CaseFact]:
    if request.assessment is not None and request.assessment.outcome == Outcome.BEFORE:
        return  # long decided: the plan is all that is told, and nothing may be said about how long it took
    if request.received_on is not None:
        yield CaseFact("request_received", request.received_on)
    yield from _of_decision_to_assess(request, days)
    if request.exported_to:
        yield days.by_the_survey("child_moved_out")


def _of_decision_to_assess(request: RequestReturned, days: _Days) -> Iterator[CaseFact]:
    decided = "assess_decision_notified"
    match request.outcome:
        case Outcome.YES:
            yield days.by_the_survey(decided, request.outcome_on, decision="assess")
        case Outcome.NO:
            yield days.by_the_survey(decided, request.outcome_on, decision="refuse")
            if request.assessment is not None:  # the refusal stands with its date, and the assessment came after it
                latest = request.assessment.outcome_on or days.header.reference_date
                yield CaseFact(decided, latest, DayIs.AT_LATEST, {"decision": "assess"})
        case Outcome.BEFORE if request.received_on is not None:
            latest = max(days.before, request.received_on)
            yield CaseFact(decided, latest, DayIs.AT_LATEST, {"decision": "assess"})
        case Outcome.WITHDRAWN:
            yield days.by_the_survey("request_withdrawn")


def _of_assessment(assessment: AssessmentReturned, days: _Days) -> Iterator[CaseFact]:
    plan = assessment.plan
    match assessment.outcome:
        case Outcome.YES if plan is not None:
            yield days.by_the_survey("final_plan_sent", assessment.outcome_on or plan.started_on)
            return
        case Outcome.YES:
            yield days.by_the_survey("plan_agreed")
        case Outcome.NO:
            yield days.by_the_survey("plan_refused_notified", assessment.outcome_on)
        case Outcome.WITHDRAWN:
            yield days.by_the_survey("request_withdrawn")
        case Outcome.BEFORE if plan is None:
            yield days.known_or(days.before, "plan_agreed", None)
    if plan is not None:
        latest = days.before if assessment.outcome == Outcome.BEFORE else days.header.reference_date
        yield days.known_or(latest, "final_plan_sent", plan.started_on)


def _of_ceasing(plan: NamedPlanReturned, days: _Days) -> Iterator[CaseFact]:
    if plan.ceased_on is not None or plan.cease_reason:
        yield days.by_the_survey("plan_ceased", plan.ceased_on)


def _of_transfer(active: ActivePlanReturned, plan: NamedPlanReturned | None, days: _Days) -> Iterator[CaseFact]:
    """A plan came within the period, and before it ceased."""
    if active.transferred_from:
        ceased_on = plan.ceased_on if plan else None
        latest = min(days.header.period_end, ceased_on or date.max)
        yield days.known_or(latest, "plan_transferred", None)


def _of_reviews(plan: ActivePlanReturned, days: _Days, known: ReturnEvents) -> Iterator[CaseFact]:
    if plan.review_meeting_on is not None:
        yield CaseFact("review_meeting", plan.review_meeting_on)
    if plan.review_decided_on is not None or plan.review_outcome:
        outcome = known.review_outcomes.get(plan.review_outcome, NOT_RECORDED)
        yield days.by_the_survey("review_decision_notified", plan.review_decided_on, outcome=outcome)
    if plan.review_draft_on is not None:
        yield CaseFact("amendment_notice_sent", plan.review_draft_on)


def _of_phase_transfer(plan: ActivePlanReturned, born_on: date | None, known: ReturnEvents) -> Iterator[CaseFact]:
    due = plan.phase_transfer_due_on
    if due is not None and born_on is not None:
        move = moves_to(due, born_on, school_transfer_day=known.school_transfer_day)
        yield CaseFact("phase_transfer_planned", starts_next_phase(due), details={"moves_to": move})
    if plan.phase_transfer_final_on is not None:
        yield CaseFact("amended_plan_sent", plan.phase_transfer_final_on, details={"names_next_setting": True})


def _of_history(
    plan: NamedPlanReturned, active: ActivePlanReturned | None, days: _Days, known: ReturnEvents
) -> Iterator[CaseFact]:
    """The last day whose reviews are not told of, where a review fell due by then.

    A return tells of the latest review alone, so any before it may have been held unseen; where it tells of none, there
    was none in its period.
    """
    reviews = [active.review_meeting_on, active.review_decided_on] if active else []
    firsts = [days_before(day, 1) for day in reviews if day is not None]
    # A plan that came from elsewhere was reviewed there, if it was, until the day it came.
    is_transferred = bool(active and active.transferred_from)
    latest = min(days.header.period_end, plan.ceased_on or date.max)
    unseen_until = days_before(latest, 1) if is_transferred else days.before
    begins = min(firsts, default=unseen_until)
    if plan.started_on is None or period_end(plan.started_on, known.review_months) <= begins:
        yield CaseFact("review_history_starts", begins, DayIs.AT_LATEST)
