"""How the work of a team is shared, and giving cases to an officer."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support.cases import make_case, make_person, make_setting, make_team
from tests.support.live_plan import a_person

from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Case

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def manager(demonstration, db):
    return a_person("manager")


@pytest.fixture
def officers(demonstration, db):
    return [a_person("caseworker", email=f"{name}@merrowdale.invalid") for name in ("first", "second")]


@pytest.fixture
def team(manager, officers):
    first, second = officers
    first.name, second.name = "First Officer", "Second Officer"
    first.save()
    second.save()
    return make_team("North", manager, *officers)


@pytest.fixture
def requested(team):
    def make(officer=None, days_ago: int = 10, **columns):
        today = timezone.localdate()
        facts = [("request_received", today - timedelta(days=days_ago))]
        return make_case(officer=officer, team=team, facts=facts, on=today, **columns)

    return make


def test_each_officer_is_shown_with_what_they_carry(as_, manager, officers, requested) -> None:
    requested(officers[0], 60)
    requested(officers[0], 40)
    requested(officers[1], 1)

    page = text_of(as_(manager).get("/team/"))

    assert "3 open cases, 2 officers" in page
    assert "1 case has something late; 1 more within 14 days. First Officer carries most: 2 cases." in page


def test_a_number_opens_to_the_work_it_counts(as_, manager, officers, requested) -> None:
    requested(officers[0], 60, person=make_person(forename="Ada", surname="Late"))
    requested(officers[1], 60, person=make_person(forename="Bea", surname="Later"))
    browser = as_(manager)
    page = browser.get("/team/").content.decode().replace("&amp;", "&")
    address = next(
        found for found in re.findall(r'href="(/my-work/\?[^"]+group=late)"', page) if f"who={officers[0].pk}" in found
    )

    work = text_of(browser.get(address))

    assert "Held by First Officer." in work
    assert "Ada Late" in work
    assert "Bea Later" not in work


def test_what_only_one_person_holds_is_said(as_, manager, officers, requested) -> None:
    special = make_setting(name="Highfield", kind="special academy")
    requested(officers[0], 60, setting=special)
    requested(officers[1], 1, setting=make_setting(kind="maintained school"))

    page = text_of(as_(manager).get("/team/"))

    assert "First Officer alone holds kind of setting “special academy”: 1 case." in page
    assert "If they were away: 1 is late or due within 14 days" in page


def test_a_team_of_another_manager_is_not_counted(as_, manager, team, requested) -> None:
    requested()
    make_case(team=make_team("South"))

    page = text_of(as_(manager).get("/team/"))

    assert "1 open case, no officers" in page
    assert "1 open case is held by nobody" in page


def test_nothing_is_allocated_before_the_effect_is_confirmed(as_, manager, officers, team, requested) -> None:
    case = requested(person=make_person(forename="Ada", surname="Marsh"))
    browser = as_(manager)
    choice = {"cases": [case.public_id], "officer": f"{officers[0].pk}.{team.public_id}"}

    asked = text_of(browser.post("/team/allocate/", choice))

    assert "Give 1 case to First Officer, North?" in asked
    assert "Ada Marsh will be held by First Officer, North, from today" in asked
    assert Case.objects.get(pk=case.pk).officer_id is None


def test_a_confirmed_allocation_is_in_the_officers_work_at_once(as_, manager, officers, team, requested) -> None:
    case = requested(days_ago=60, person=make_person(forename="Ada", surname="Marsh"))
    officer = as_(officers[0])
    before = text_of(officer.get("/my-work/?who=mine"))
    choice = {"cases": [case.public_id], "officer": f"{officers[0].pk}.{team.public_id}", "confirmed": "yes"}

    as_(manager).post("/team/allocate/", choice)

    assert "Ada Marsh" not in before
    assert "Ada Marsh" in text_of(officer.get("/my-work/?who=mine"))
    assert AuditEntry.objects.filter(verb="allocate-cases", subject_ids=[case.public_id]).exists()


def test_a_case_of_another_team_cannot_be_given_away(as_, manager, officers, team) -> None:
    case = make_case(team=make_team("South"))
    choice = {"cases": [case.public_id], "officer": f"{officers[0].pk}.{team.public_id}", "confirmed": "yes"}

    answer = as_(manager).post("/team/allocate/", choice)

    assert answer.status_code == 400
    assert Case.objects.get(pk=case.pk).officer_id is None


def test_choosing_nothing_says_what_to_choose(as_, manager, requested) -> None:
    requested()

    answer = as_(manager).post("/team/allocate/", {})

    assert answer.status_code == 400
    assert "Choose at least one case" in text_of(answer)
    assert "Choose an officer" in text_of(answer)


def test_a_caseworker_does_not_see_how_the_team_is_loaded(as_, officers, team) -> None:
    assert as_(officers[0]).get("/team/").status_code == 403


def test_an_empty_team_is_told_how_it_fills(as_, manager) -> None:
    assert "Nobody is in your team yet" in text_of(as_(manager).get("/team/"))
