"""Every address, opened as every role, names only the children and young people whom that role reaches."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.cases import make_case, make_person, make_team
from tests.support.people import person
from tests.support.unseen import ROLES, address_of, arguments_of, routes_to_get

from oneplan.actions.figures import compute_figures
from oneplan.records.accounts.models import User
from oneplan.records.casework.models import Case
from oneplan.records.documents.models import Document
from oneplan.records.returns.models import DataProblem, PersonReturn, ReturnState

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Surnames that occur nowhere else, so that finding one in a page means the page named that person.
NAMES = {
    "own": "Quillfeather",
    "team": "Brackenthorpe",
    "other": "Wolstanmere",
    "closed": "Ostlethwaite",
    "restricted": "Zephyrhurst",
    "named": "Ivelchester",
    "unheld": "Tarrantford",
}
BY_REACH = {
    "caseworker": {"own", "team", "closed", "named"},
    "manager": {"own", "team", "closed", "named", "unheld"},
}
# A return is brought in for the whole area, so whoever may read it reads of all but restricted records.
WHOLE_RETURN = re.compile(r"^/returns/")


@pytest.fixture
def world(settings, tmp_path, demonstration):
    """One case of each kind, and one person of each role; the caseworker and the manager are in one team."""
    users = {role: person(role) for role in ROLES}
    User.objects.update(is_demo=True)
    team = make_team("North", users["caseworker"], users["manager"])
    far = make_team("South")
    facts = [
        ("final_plan_sent", date(2020, 3, 2)),
        ("review_decision_notified", date(2024, 5, 7), {"outcome": "amend"}),
    ]
    ended = [*facts, ("plan_ceased", date(2025, 7, 18))]
    held = {
        "own": {"officer": users["caseworker"], "team": team},
        "team": {"team": team},
        "other": {"team": far},
        "closed": {"officer": users["caseworker"], "team": team},
        "restricted": {"officer": users["caseworker"], "team": team},
        "named": {"officer": users["caseworker"], "team": team},
        "unheld": {},
    }
    cases = {}
    for kind, surname in NAMES.items():
        child = make_person(
            surname=surname,
            is_restricted=kind in {"restricted", "named"},
            named=[users["caseworker"], users["manager"]] if kind == "named" else [],
        )
        cases[kind] = make_case(person=child, facts=ended if kind == "closed" else facts, **held[kind])
    a_return = _a_return(users["manager"], cases)
    compute_figures(on=timezone.localdate())
    return users, cases, a_return


def _a_return(by, cases):
    document = Document.objects.create(
        kind="person-return", name="sen2.xml", content_type="application/xml", size=1, sha256="0" * 64,
        stored_as="nowhere", uploaded_by=by,
    )  # fmt: skip
    row = PersonReturn.objects.create(
        document=document, year=2026, lea="500", reference_date=date(2026, 1, 15), state=ReturnState.APPLIED,
        received_by=by, applied_by=by, applied_at=timezone.now(), persons=len(cases),
    )  # fmt: skip
    for position, case in enumerate(cases.values(), start=1):
        DataProblem.objects.create(
            person_return=row, rule="P09", level="Q", position=position, message="The postcode is missing.",
            person=case.person, case=case,
        )  # fmt: skip
    return row


def _browser(user):
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def _expected(role, address):
    if role == "manager" and WHOLE_RETURN.match(address):
        return set(NAMES) - {"restricted"}
    return BY_REACH.get(role, set())


@pytest.mark.parametrize("role", ROLES)
def test_a_page_names_only_whom_the_role_reaches_and_nobody_in_its_title(role, world):
    users, cases, a_return = world
    browser, seen, wrong = _browser(users[role]), set(), []
    ids = {"case_id": [case.public_id for case in cases.values()], "return_id": [a_return.public_id]}

    for name in routes_to_get():
        for address in address_of(name, ids):
            response = browser.get(address)
            body = response.content.decode(errors="replace") if not response.streaming else ""
            found = {kind for kind, surname in NAMES.items() if surname in body}
            seen |= found
            is_titled = any(surname in body.partition("</title>")[0] for surname in NAMES.values())
            if response.status_code >= 500 or is_titled or found - _expected(role, address):
                wrong.append((address, response.status_code, found))

    assert wrong == []
    assert BY_REACH.get(role, set()) <= seen  # the walk did reach the pages that name people


@pytest.mark.parametrize("role", ROLES)
def test_a_record_out_of_reach_answers_as_one_that_is_not_there(role, world):
    users, cases, _ = world
    browser = _browser(users[role])
    missing = browser.get(reverse("child", args=["222222222222"]))

    answers = {kind: browser.get(reverse("child", args=[case.public_id])) for kind, case in cases.items()}

    within = BY_REACH.get(role, set()) | (set(NAMES) - {"restricted", "named"} if role == "analyst" else set())
    for kind, answer in answers.items():
        if kind in within:
            assert answer.status_code == 200, kind
        else:
            assert answer.status_code == missing.status_code, kind
            assert _plain(answer, cases[kind]) == _plain(missing, None), kind


def _plain(response, case):
    """The body without what differs on every request: tokens, nonces and the address asked for."""
    text = re.sub(r'(nonce|value|content)="[^"]*"', "", response.content.decode())
    return text.replace(case.public_id if case else "222222222222", "")


def test_a_search_finds_only_whom_the_viewer_reaches(world):
    users, _, _ = world
    for role in ("caseworker", "manager"):
        for kind, surname in NAMES.items():
            answer = _browser(users[role]).post(reverse("search"), {"words": surname})

            is_found = any("Robin" in line.name for line in answer.context["lines"])
            assert is_found is (kind in BY_REACH[role]), (role, kind)


def test_a_caseworker_gives_away_no_case_and_a_manager_only_their_teams(world):
    users, cases, _ = world
    address = reverse("team-allocate")
    before = dict(Case.objects.values_list("public_id", "officer"))

    refused = _browser(users["caseworker"]).post(address, {"case": cases["own"].public_id})
    manager = _browser(users["manager"])
    for kind in ("other", "restricted"):
        manager.post(
            address, {"case": cases[kind].public_id, "cases": cases[kind].public_id, "officer": users["manager"].pk}
        )

    assert refused.status_code == 403
    assert dict(Case.objects.values_list("public_id", "officer")) == before


def test_yesterdays_member_of_a_team_opens_nothing_of_it_today(world):
    users, cases, _ = world
    manager = users["manager"]
    manager.team_memberships.update(last_day=timezone.localdate() - timedelta(days=1))

    answer = _browser(manager).get(reverse("child", args=[cases["team"].public_id]))

    assert answer.status_code == 404


def test_every_address_that_takes_a_case_is_among_those_walked():
    with_case = {name for name in routes_to_get() if "case_id" in arguments_of(name)}

    assert {"child", "child-why"} <= with_case
    assert all(address_of(name, {"case_id": ["one"], "return_id": ["two"]}) for name in with_case)
