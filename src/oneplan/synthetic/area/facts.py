"""The facts that measures are reckoned from, row by row and straight from the truth of each child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from oneplan.core.calendar import period_end, weeks_after
from oneplan.rulebook.invented_area import ROOT
from oneplan.rulebook.law_files import load_parameters
from oneplan.rulebook.placement_files import load_placement_groups
from oneplan.synthetic.area.counted import AS_OF
from oneplan.synthetic.area.inventing import AreaOutline
from oneplan.synthetic.area.returned_plans import OUTCOMES, current_stay
from oneplan.synthetic.area.shapes import AssessmentMade, PlanLife, RequestMade, Stay

Row = tuple[object, ...]
Keys = tuple[str, str, str]
TABLES = ("requests", "assessments", "plans", "reviews", "open_limits")


def facts_of(area: AreaOutline) -> Iterator[tuple[str, Row]]:
    """Each row with the table it belongs to; a case is a request or a plan that came from elsewhere."""
    on = area.on
    for number, born_on, requests in area.stories():
        person = f"{area.authority}-{number}"
        for place, request in enumerate(requests, start=1):
            keys = (area.authority, f"{person}-{place}", person)
            if request.received_on is not None:
                yield "requests", _request(keys, request)
            yield from _assessment(keys, request)
            if request.plan is not None:
                yield "plans", _plan(keys, request.plan, born_on, on)
                for review in request.plan.reviews:
                    outcome = OUTCOMES.get(review.outcome, "")
                    yield "reviews", (*keys, review.meeting_on, review.decided_on, outcome)
            yield from _open_limits(keys, request)


def _request(keys: Keys, request: RequestMade) -> Row:
    outcome = {"assess": "Y", "refuse": "N"}.get(request.decision) or ("W" if request.withdrawn_on else "A")
    return (
        *keys,
        request.received_on,
        request.source,
        outcome,
        request.decided_on,
        request.mediation if request.decision else None,
        request.tribunal if request.decision else None,
    )


def _assessment(keys: Keys, request: RequestMade) -> Iterator[tuple[str, Row]]:
    made, plan = request.assessment, request.plan
    if request.received_on is None and plan is not None:
        yield "assessments", (*keys, None, "H", None, plan.started_on, None, False, True)
    elif made is not None:
        outcome, told = _outcome(made)
        excepted = bool(made.exception) if made.issued_on else None
        row = (request.received_on, outcome, told, made.issued_on, excepted, request.has_any_challenge, False)
        yield "assessments", (*keys, *row)


def _outcome(made: AssessmentMade) -> tuple[str, date | None]:
    if made.told_no_plan_on:
        return "N", made.told_no_plan_on
    if made.issued_on:
        return "Y", made.issued_on
    return ("Y" if made.agreed_on else "A"), None


def _plan(keys: Keys, plan: PlanLife, born_on: date, on: date) -> Row:
    group = _group(current_stay(plan, on))
    moved_in = bool(plan.transferred_from)
    return (*keys, plan.started_on, plan.ceased_on, plan.cease_reason, moved_in, plan.needs[0], group, born_on)


def _group(stay: Stay) -> str:
    place = stay.setting
    if place is None:
        return _group_named(stay.code, "", has_urn=False, has_ukprn=False)
    return _group_named("", place.kind, has_urn=bool(place.urn), has_ukprn=bool(place.ukprn))


@cache
def _group_named(code: str, kind: str, *, has_urn: bool, has_ukprn: bool) -> str:
    return load_placement_groups().group_of(code=code, kind=kind, urn="*" * has_urn, ukprn="*" * has_ukprn)


@cache
def _limits() -> tuple[int, int, int]:
    law = load_parameters(ROOT)
    names = ("send-regulations-2014-reg-5-1", "send-regulations-2014-reg-13-2", "children-and-families-act-2014-s-44-1")
    decide, issue, review = (law[name].number(AS_OF) for name in names)
    return decide, issue, review


def _open_limits(keys: Keys, request: RequestMade) -> Iterator[tuple[str, Row]]:
    """The three limits that national measures ask about, where they are open."""
    decide, issue, review = _limits()
    received, plan = request.received_on, request.plan
    if plan is not None and not plan.ceased_on:
        decided = [each.decided_on for each in plan.reviews if each.decided_on]
        anchor = max([plan.started_on, plan.transferred_on or plan.started_on, *decided[-1:]])
        yield "open_limits", (*keys, "review_complete_by", anchor, period_end(anchor, review), True)
    if received is None or plan or request.withdrawn_on or request.exported_on or request.decision == "refuse":
        return
    if not request.decided_on:
        yield "open_limits", (*keys, "assess_decision_due", received, weeks_after(received, decide), True)
    if not (request.assessment and request.assessment.told_no_plan_on):
        yield "open_limits", (*keys, "final_plan_due", received, weeks_after(received, issue), True)
