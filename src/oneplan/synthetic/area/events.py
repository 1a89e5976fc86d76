"""What happened after a day: the facts of the live caseload since the last return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from oneplan.core.pathways.facts import DetailValue
from oneplan.synthetic.area.days import on_a_working_day
from oneplan.synthetic.area.shapes import (
    AssessmentMade,
    InventedChild,
    PhaseMove,
    PlanLife,
    RequestMade,
    ReviewHeld,
)
from oneplan.synthetic.area.streams import stream

EVENTS_KEY = 31
BODIES = ("educational psychologist", "health", "social care", "setting")
ASKED_BY = {"1": "parent", "2": "setting", "3": "other", "4": "other", "5": "other"}
CLOSES, REOPENS = (7, 22), (9, 3)
TRANSFERRED_OUT = "5"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Whose event it is, and under which request or plan; ``number`` is the child's in the invented area."""

    number: int
    upn: str
    uln: str
    surname: str
    forename: str
    born_on: date
    sex: str
    ethnicity: str
    postcode: str
    received_on: date | None
    started_on: date | None
    primary_need: str = ""


class Happened(NamedTuple):
    """One fact of the pathways with its day and details."""

    identifiers: Identifiers
    fact: str
    on: date
    details: Mapping[str, DetailValue]


Told = tuple[str, date | None, dict[str, DetailValue]]


def events_after(children: Iterable[InventedChild], *, after: date, on: date, seed: int) -> Iterator[Happened]:
    """Everything dated after a day, child by child and in order of day; a move still to come is told when planned."""
    for child in children:
        for place, request in enumerate(child.requests):
            random = stream(seed, EVENTS_KEY, child.number, place)
            told = [each for each in _of(request, random) if each[1] is not None and after < each[1] <= on]
            told += list(_moves(request.plan, after, on))
            if told:
                whose = _identifiers(child, request)
                yield from (Happened(whose, fact, day, said) for fact, day, said in sorted(told, key=_order) if day)


def _order(told: Told) -> tuple[date, str]:
    assert told[1] is not None
    return told[1], told[0]


def _of(request: RequestMade, random: Random) -> Iterator[Told]:
    received = request.received_on
    if received:
        yield "request_received", received, {"by": ASKED_BY.get(request.source, "other")}
        consulted = _working(received, 4 + int(random.random() * 10))
        if not request.decided_on or consulted < request.decided_on:
            yield "family_consulted", consulted, {}
    yield "request_withdrawn", request.withdrawn_on, {}
    if request.decision:
        yield "assess_decision_notified", request.decided_on, {"decision": request.decision}
    yield "refusal_reversed", request.reversed_on, {}
    yield "child_moved_out", request.exported_on, {}
    if request.assessment and (request.reversed_on or request.decided_on):
        yield from _of_assessment(request, request.assessment, random)
    if request.plan:
        yield from _of_plan(request.plan, random)


def _of_assessment(request: RequestMade, made: AssessmentMade, random: Random) -> Iterator[Told]:
    began = request.reversed_on or request.decided_on
    assert began is not None
    asked = _working(began, 2)
    until = made.agreed_on or made.told_no_plan_on or request.exported_on
    for body in BODIES:
        days = 20 + int(random.random() * 21) if random.random() < 0.8 else 43 + int(random.random() * 25)  # noqa: PLR2004
        answered = _working(asked, days)
        yield "advice_request_received", asked, {"body": body}
        yield "advice_received", min(answered, until) if until else answered, {"body": body}
    if made.exception == "summer closure":
        closed, reopens = date(asked.year, *CLOSES), date(asked.year, *REOPENS)
        said: dict[str, DetailValue] = {"setting_kind": "school", "closed_from": closed, "reopens_on": reopens}
        yield "head_advice_requested", asked, said
    elif made.exception:
        yield "exceptional_circumstances", _working(asked, 12), {"last_day": _working(asked, 40)}
    yield "plan_agreed", made.agreed_on, {}
    yield "plan_refused_notified", made.told_no_plan_on, {}
    if made.draft_on:
        yield "draft_plan_sent", made.draft_on, {"by": "email"}
        replied = made.draft_on + timedelta(days=10 + int(random.random() * 6))
        yield "representations_received", replied, {}
    yield "final_plan_sent", made.issued_on, {}
    if made.issued_on:
        yield "provision_secured", made.issued_on, {}


def _of_plan(plan: PlanLife, random: Random) -> Iterator[Told]:
    if plan.transferred_on:
        yield "plan_transferred", plan.transferred_on, {}
        yield "transfer_letter_sent", _working(plan.transferred_on, 10 + int(random.random() * 25)), {}
    for review in plan.reviews:
        yield from _of_review(review, random)
    for move in plan.phase_moves:
        yield "amended_plan_sent", move.final_on, {"names_next_setting": True}
    if plan.ceased_on:
        if plan.cease_reason != TRANSFERRED_OUT:
            yield "cease_notice_sent", _working(plan.ceased_on, -60), {}
        yield "plan_ceased", plan.ceased_on, {}


def _of_review(review: ReviewHeld, random: Random) -> Iterator[Told]:
    met = review.meeting_on
    yield "review_notice_given", met - timedelta(days=16 + int(random.random() * 14)), {}
    yield "review_papers_sent", met - timedelta(days=14 + int(random.random() * 2)), {}
    yield "review_meeting", met, {}
    if review.decided_on:
        report = min(_working(met, 8 + int(random.random() * 8)), review.decided_on)
        yield "review_report_sent", report, {}
        yield "review_decision_notified", review.decided_on, {"outcome": review.outcome}
    elif random.random() < 0.7:  # noqa: PLR2004 - some reports are still being written
        yield "review_report_sent", _working(met, 12), {}
    if review.draft_on:
        yield "amendment_notice_sent", review.draft_on, {"by": "email"}
        yield "amendment_representations_received", review.draft_on + timedelta(days=13), {}
    yield "amended_plan_sent", review.amended_on, {"names_next_setting": False}


def _moves(plan: PlanLife | None, after: date, on: date) -> Iterator[Told]:
    """A planned transfer is a fact of the day it will happen, known from the day it was planned."""
    for move in plan.phase_moves if plan else ():
        if after < move.planned_on <= on:
            yield "phase_transfer_planned", starts_there(move), {"moves_to": move.moves_to}


def starts_there(move: PhaseMove) -> date:
    """The day on which somebody is due to start in the next phase."""
    return date(move.due_on.year, 9, 1)


def _identifiers(child: InventedChild, request: RequestMade) -> Identifiers:
    plan = request.plan
    return Identifiers(
        number=child.number,
        upn=child.upn,
        uln=child.uln,
        surname=child.surname,
        forename=child.forename,
        born_on=child.born_on,
        sex=child.sex,
        ethnicity=child.ethnicity,
        postcode=child.postcode,
        received_on=request.received_on,
        started_on=plan.started_on if plan else None,
        primary_need=plan.needs[0] if plan else "",
    )


def _working(day: date, later: int) -> date:
    return date.fromordinal(on_a_working_day(day.toordinal() + later))
