"""A child's page is drawn again whenever anything on it has changed, and for each way of seeing it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.integration.web.children.conftest import TODAY
from tests.support.cases import add_events, make_case, make_person, make_setting

from oneplan.records.casework.models import Case, Placement
from oneplan.records.documents.models import Document
from oneplan.records.people.models import NamedOnRecord, PersonFlag
from oneplan.records.returns.models import DataProblem, PersonReturn


@pytest.fixture
def case(office):
    setting = make_setting(name="Rowan Lane School")
    facts = [("request_received", date(2026, 1, 5))]
    person = make_person(surname="Fernsby", upn="A801200001001")
    return make_case(person=person, officer=office.caseworker, team=office.team, setting=setting, facts=facts)


@pytest.fixture
def shown(case, office, as_):
    client = as_(office.caseworker)

    def look() -> str:
        answer = client.get(reverse("child", args=[case.public_id]))
        return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)

    assert "Rowan Lane School" in look()
    return look


def test_a_new_event_is_on_it(case, shown) -> None:
    add_events(case, [("draft_plan_sent", date(2026, 2, 20))])

    assert "Draft plan sent to the family" in shown()


def test_a_setting_that_got_another_name_is_on_it(case, shown) -> None:
    case.setting.name = "Birch Lane School"
    case.setting.save()

    assert "Birch Lane School" in shown()


def test_a_flag_is_on_it_and_gone_when_it_ends(case, shown) -> None:
    flag = PersonFlag.objects.create(person=case.person, kind="interpreter", first_day=TODAY)
    with_flag = shown()
    flag.last_day = date(2026, 3, 2)
    flag.first_day = date(2026, 3, 1)
    flag.save()

    assert "Interpreter" in with_flag
    assert "until 2 March 2026" in shown()


def test_a_data_problem_is_counted(case, shown, office) -> None:
    document = Document.objects.create(
        name="r.xml", size=1, sha256="0" * 64, stored_as="r", kind="person-return", uploaded_by=office.caseworker
    )
    held = PersonReturn.objects.create(document=document, received_by=office.caseworker)
    DataProblem.objects.create(person_return=held, rule="P01", level="E", message="No name.", case=case)

    assert "1 thing in a return to put right" in shown()


def test_a_row_put_right_in_its_place_is_on_it(case, shown) -> None:
    placement = Placement.objects.create(case=case, setting=case.setting, entered_on=date(2024, 9, 3))
    before = shown()
    Placement.objects.filter(pk=placement.pk).update(entered_on=date(2024, 10, 4))

    assert "3 September 2024" in before
    assert "4 October 2024" in shown()


def test_another_officer_is_on_it(case, shown, office) -> None:
    Case.objects.filter(pk=case.pk).update(officer=office.elsewhere)

    assert shown().count(office.elsewhere.name) > 0


def test_a_record_that_became_restricted_is_gone_at_once(case, shown, office) -> None:
    case.person.is_restricted = True
    case.person.save()

    assert shown() == "404"


def test_somebody_named_on_it_sees_the_notes_that_others_do_not(case, shown, office) -> None:
    PersonFlag.objects.create(person=case.person, kind="safeguarding", note="Ring first.", first_day=TODAY)
    before = shown()
    NamedOnRecord.objects.create(person=case.person, user=office.caseworker, first_day=TODAY)

    assert "Ring first." not in before
    assert "Ring first." in shown()


def test_tomorrow_it_is_another_page(shown, today_is) -> None:
    today_is(date(2026, 3, 3))

    assert "Today, Tuesday 3 March 2026" in shown()
