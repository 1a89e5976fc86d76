"""What my work shows, to whom, and in which words."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.cases import make_case, make_person, make_setting, make_team
from tests.support.live_plan import a_person

from oneplan.records.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
REQUEST = "request_received"


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def officer(demonstration, db):
    return a_person("caseworker")


@pytest.fixture
def team(officer):
    return make_team("North", officer)


@pytest.fixture
def late(officer, team, today):
    person = make_person(forename="Ada", surname="Late", born_on=date(today.year - 9, 1, 15))
    facts = [(REQUEST, today - timedelta(days=60))]
    return make_case(
        person=person, officer=officer, team=team, facts=facts, on=today, setting=make_setting(name="Oakfield")
    )


def test_the_title_counts_what_needs_me_and_what_is_late(as_, officer, late) -> None:
    page = text_of(as_(officer).get("/work/"))

    assert "1 thing needs you; 1 is late" in page
    assert "Say whether there will be an assessment" in page
    assert "18 days late" in page


def test_a_row_says_for_whom_and_who_holds_it(as_, officer, late) -> None:
    page = text_of(as_(officer).get("/work/"))

    for expected in ("Ada Late", "Oakfield", "years old", "Caseworker", "North"):
        assert expected in page
