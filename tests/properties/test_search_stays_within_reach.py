"""Whatever is searched for, by whomever, nobody is found or counted whom they may not see."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.cases import make_team
from tests.support.people import person

from oneplan.answers.search import search
from oneplan.answers.work import Question, look
from oneplan.core.access import NotAllowed
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.casework.models import Case, Standing
from oneplan.records.people.models import NamedOnRecord, Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 3, 2)
SURNAMES = ("Marsh", "March", "Mars", "Hall", "Hale", "Smith", "Smyth")
ROLES = ("caseworker", "manager", "operator", "analyst", "board-member")
CHECKED = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

A_CASE = st.tuples(
    st.sampled_from(SURNAMES), st.integers(0, 2), st.booleans(), st.booleans(), st.booleans(), st.integers(-90, 90)
)


@contextmanager
def _gone_afterwards():
    """Each example starts from nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _place(told, teams, viewer):
    """A case with these answers; its number and whether the viewer may see it by name."""
    surname, team, is_own, is_restricted, is_named, due_in = told
    child = Person.objects.create(surname=surname, forename="Robin", born_on=None, is_restricted=is_restricted)
    held = viewer if is_own else None
    case = Case.objects.create(person=child, team=teams[team], officer=held)
    if is_named:
        NamedOnRecord.objects.create(person=child, user=viewer, first_day=date(2020, 1, 1))
    due_on = TODAY + timedelta(days=due_in)
    Standing.objects.create(
        case=case, pathway="needs-assessment", rule="EHCNA-01", output="assess_decision_due", kind="duty", nature="act",
        owner="local authority", started_on=TODAY, due_on=due_on, prudent_on=due_on, rulebook_hash="", team=teams[team].pk,
        worked_out_on=TODAY, officer=held.pk if held else None, person_id=child.pk, is_restricted=is_restricted,
    )  # fmt: skip
    return case.public_id, (is_own or team == 0) and (not is_restricted or is_named), not is_restricted or is_named


@CHECKED
@given(
    role=st.sampled_from(ROLES), told=st.lists(A_CASE, max_size=8), words=st.sampled_from((*SURNAMES, "Robin", "Mrsh"))
)
def test_nobody_is_found_or_counted_whom_the_viewer_may_not_see(role, told, words) -> None:
    with _gone_afterwards():
        _searches(role, told, words)


def _searches(role, told, words) -> None:
    user = person(role)
    teams = [make_team("", user), make_team(), make_team()]
    placed = [_place(each, teams, user) for each in told]
    allowed = {case for case, in_team, anywhere in placed if (anywhere if role == "operator" else in_team)}

    try:
        found = search(words, viewer=viewer_of(user, on=TODAY))
    except NotAllowed:
        assert role in {"analyst", "board-member"}
        return

    assert {row.case_id for row in found.rows} <= allowed
    assert found.total == len(found.rows)


@CHECKED
@given(role=st.sampled_from(ROLES), told=st.lists(A_CASE, max_size=8))
def test_work_lists_and_counts_exactly_what_is_within_reach(role, told) -> None:
    with _gone_afterwards():
        _works(role, told)


def _works(role, told) -> None:
    user = person(role)
    teams = [make_team("", user), make_team(), make_team()]
    placed = [_place(each, teams, user) for each in told]
    unrestricted = {case for (case, *_), each in zip(placed, told, strict=True) if not each[3]}
    by_role = {
        "operator": {case for case, _, anywhere in placed if anywhere},
        "analyst": unrestricted,
    }
    allowed = by_role.get(role, {case for case, in_team, _ in placed if in_team})

    try:
        page = look(viewer=viewer_of(user, on=TODAY), on=TODAY).page(Question())
    except NotAllowed:
        assert role == "board-member"
        return

    assert {row.case_id for row in page.rows} == allowed
    assert page.total == len(allowed)
    assert all(not row.surname for row in page.rows) if role == "analyst" else True
