"""Cases with dated rows, as a return would leave them, for figures to be reckoned from."""

from __future__ import annotations

from datetime import date
from itertools import count

from oneplan.records.casework.models import Case, EhcPlan, Need, NeedsAssessment, Placement, Review, Standing
from oneplan.records.people.models import Person
from oneplan.records.settings.models import Setting

_NUMBERS = count(1)


def a_case(*, is_restricted: bool = False, born_on: date = date(2015, 5, 5), **parts: object) -> Case:
    """A case of somebody invented."""
    number = next(_NUMBERS)
    person = Person.objects.create(
        surname=f"Example{number}", forename="Ash", born_on=born_on, is_restricted=is_restricted
    )
    return Case.objects.create(person=person, **parts)


def a_request(case: Case, received_on: date | None, **parts: object) -> NeedsAssessment:
    """The request of a case, and what became of it."""
    return NeedsAssessment.objects.create(case=case, received_on=received_on, **parts)


def an_ehc_plan(
    case: Case, started_on: date | None, *, need: str = "", kind: str = "", code: str = "", **parts: object
) -> EhcPlan:
    """The plan of a case, with a primary need and a place where they are given."""
    if need:
        Need.objects.create(case=case, code=need, rank=1)
    if kind or code:
        urn = str(100000 + next(_NUMBERS)) if kind else ""
        setting = Setting.objects.create(urn=urn, kind=kind) if kind else None
        Placement.objects.create(case=case, setting=setting, sen_setting=code, rank=1, entered_on=started_on)
    return EhcPlan.objects.create(case=case, started_on=started_on, **parts)


def a_review(case: Case, meeting_on: date, decided_on: date | None = None) -> Review:
    """A review of a plan."""
    return Review.objects.create(case=case, meeting_on=meeting_on, decided_on=decided_on)


def an_open_limit(case: Case, output: str, due_on: date, *, is_knowable: bool = True) -> Standing:
    """A limit that is open on a case."""
    return Standing.objects.create(
        case=case,
        pathway="p",
        rule="R-1",
        output=output,
        kind="limit",
        nature="duty",
        owner="council",
        started_on=date(2020, 1, 1),
        due_on=due_on,
        is_knowable=is_knowable,
        rulebook_hash="0" * 64,
        worked_out_on=date(2026, 3, 2),
        person_id=case.person_id,
    )
