"""The rows of each table of facts, read from the records in streams."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, Value, When

from oneplan.core.improvement.rating import Rating
from oneplan.records.casework.models import EhcPlan, Need, NeedsAssessment, Placement, Review, Standing
from oneplan.records.casework.standing import unknown
from oneplan.records.improvement.models import Action, ImprovementPlan
from oneplan.records.returns.models import PersonReturn
from oneplan.rulebook.placement_files import load_placement_groups

Row = tuple[Any, ...]
_AT_ONCE = 5_000
HERE = "here"


def area_of_the_records() -> str:
    """The authority's number from its newest applied return; a word that says “this one” before the first."""
    found = PersonReturn.objects.filter(applied_at__isnull=False).exclude(lea="").order_by("-applied_at")
    return found.values_list("lea", flat=True).first() or HERE


def requests(area: str, on: date) -> Iterator[Row]:
    """One row for each request; a day that has not come is no fact yet."""
    rows = NeedsAssessment.objects.values_list(
        "case__public_id",
        "case__person__public_id",
        "received_on",
        "source",
        "request_outcome",
        "request_outcome_on",
        "request_mediation",
        "request_tribunal",
    )
    for case, person, received, source, outcome, decided, mediation, tribunal in _each(rows):
        if received is None or received <= on:
            yield (area, case, person, received, source, outcome, _by(decided, on), mediation, tribunal)


def assessments(area: str, on: date) -> Iterator[Row]:
    """One row for each assessment; a plan is issued on the day the outcome was told, else on the day it began."""
    rows = NeedsAssessment.objects.exclude(outcome="").values_list(
        "case__public_id",
        "case__person__public_id",
        "received_on",
        "outcome",
        "outcome_on",
        "case__ehc_plan__started_on",
        "exceptions_apply",
        "request_mediation",
        "request_tribunal",
        "mediation",
        "tribunal",
        "other_mediation",
        "other_tribunal",
        "case__ehc_plan__transferred_from",
    )
    for case, person, received, outcome, outcome_on, started, exceptions, *challenges, from_ in _each(rows):
        issued = (outcome_on or started) if started else None
        yield (
            area,
            case,
            person,
            received,
            outcome,
            _by(outcome_on, on),
            _by(issued, on),
            exceptions,
            any(challenges),
            bool(from_),
        )


def plans(area: str, on: date) -> Iterator[Row]:
    """One row for each plan, with the primary need and the placement as they are on the day."""
    needs = dict(Need.objects.filter(rank=1).values_list("case_id", "code"))
    groups = _placement_groups(on)
    unknown = load_placement_groups().unknown
    rows = EhcPlan.objects.filter(Q(started_on__lte=on) | Q(started_on__isnull=True)).values_list(
        "case_id",
        "case__public_id",
        "case__person__public_id",
        "started_on",
        "ceased_on",
        "cease_reason",
        "transferred_from",
        "case__person__born_on",
    )
    for key, case, person, started, ceased, reason, from_, born in _each(rows):
        held = groups.get(key, unknown)
        yield (area, case, person, started, _by(ceased, on), reason, bool(from_), needs.get(key, ""), held, born)


def reviews(area: str, on: date) -> Iterator[Row]:
    """One row for each review that was held or decided."""
    rows = Review.objects.filter(Q(meeting_on__lte=on) | Q(decided_on__lte=on)).values_list(
        "case__public_id", "case__person__public_id", "meeting_on", "decided_on", "outcome"
    )
    for case, person, meeting, decided, outcome in _each(rows):
        yield (area, case, person, _by(meeting, on), _by(decided, on), outcome)


def open_limits(area: str, on: date) -> Iterator[Row]:
    """One row for each limit that is open and applies; one that nobody can tell the end of on that day says so."""
    is_told = When(unknown(on), then=Value(value=False))
    rows = (
        Standing.objects.filter(is_disapplied=False, is_conditional=False, started_on__lte=on)
        .annotate(is_told=Case(is_told, default=Value(value=True)))
        .values_list("case__public_id", "case__person__public_id", "output", "started_on", "due_on", "is_told")
    )
    for case, person, *rest in _each(rows):
        yield (area, case, person, *rest)


def improvement_actions(area: str, on: date) -> Iterator[Row]:
    """One row for each action that the area's plan holds; one that another took the place of is left out."""
    del on  # the plan is read as it stands
    plan = ImprovementPlan.objects.filter(is_withdrawn=False).order_by("-created_at", "-pk").first()
    rows = (
        Action.objects.filter(plan=plan, is_withdrawn=False, is_superseded=False)
        .annotate(owner_count=Count("owners"))
        .order_by("position", "pk")
        .values_list("public_id", "section__slug", "rating", "due_on", "owner_count")
    )
    for action, section, rating, due, owners in rows:
        if Rating(rating) is not Rating.SUPERSEDED:
            yield (area, action, section or "", rating, due, Rating(rating).is_finished, owners)


TABLES: Mapping[str, Callable[[str, date], Iterator[Row]]] = {
    "requests": requests,
    "assessments": assessments,
    "plans": plans,
    "reviews": reviews,
    "open_limits": open_limits,
    "improvement_actions": improvement_actions,
}


def _placement_groups(on: date) -> dict[int, str]:
    """The group of the placement that counts for each case: current on the day, the lowest rank first."""
    groups = load_placement_groups()
    current = Placement.objects.filter(
        Q(entered_on__lte=on) | Q(entered_on__isnull=True), Q(left_on__gt=on) | Q(left_on__isnull=True)
    )
    rows = current.order_by("case_id", "-rank", "entered_on", "pk").values_list(
        "case_id", "sen_setting", "setting__kind", "setting__urn", "setting__ukprn"
    )
    # Later rows overwrite: the lowest rank comes last and, within it, the newest.
    return {
        case: groups.group_of(code=code, kind=kind or "", urn=urn or "", ukprn=ukprn or "")
        for case, code, kind, urn, ukprn in rows.iterator(chunk_size=_AT_ONCE)
    }


def _each(rows: Any) -> Iterator[Row]:
    return iter(rows.order_by("pk").iterator(chunk_size=_AT_ONCE))


def _by(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None
