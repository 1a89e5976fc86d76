"""The page of a child or young person: who it is today, where the case is, what falls due and why."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.support.cases import make_case, make_person, make_setting

from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import RoleHeld
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import CaseEvent, EhcPlan, Need, Placement
from oneplan.records.people.models import PersonFlag
from oneplan.records.settings.models import Setting

BORN = date(2016, 2, 29)
FACTS = [
    ("request_received", date(2024, 1, 8)),
    ("assess_decision_notified", date(2024, 2, 20), {"decision": "assess"}),
    ("final_plan_sent", date(2024, 6, 20)),
]


def child(case) -> str:
    return reverse("child", args=[case.public_id])


def words(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def known_by_number(urn: str) -> Setting:
    return Setting.objects.create(urn=urn)


@pytest.fixture
def case(office):
    person = make_person(surname="Fernsby", forename="Rosalind", preferred_name="Rosie", born_on=BORN)
    school = make_setting(name="Rowan Lane School", urn="123456")
    made = make_case(person=person, officer=office.caseworker, team=office.team, setting=school, facts=FACTS)
    EhcPlan.objects.create(case=made, started_on=date(2024, 6, 20))
    Placement.objects.create(case=made, setting=school, entered_on=date(2024, 9, 3))
    Need.objects.create(case=made, code="ASD", rank=1)
    return made


def test_it_says_who_this_is_today_and_where_the_case_is(case, office, as_) -> None:
    page = words(as_(office.caseworker).get(child(case)).content.decode())

    assert page.startswith("Child or young person Rosie Fernsby There is a plan, made on 20 June 2024;")
    assert "Rosalind Fernsby, known as Rosie 10 years old Year 5 Rowan Lane School co-ordinator: Caseworker" in page
    assert "Co-ordinator Caseworker" in page


def test_a_setting_known_by_number_and_a_case_without_an_officer_say_so(office, as_) -> None:
    made = make_case(person=make_person(), team=office.team, setting=known_by_number("654321"), facts=FACTS)

    page = words(as_(office.caseworker).get(child(made)).content.decode())

    assert "setting 654321" in page
    assert "co-ordinator: unallocated" in page


def test_a_running_date_stands_with_its_arithmetic_its_law_and_how_sure_we_are(office, as_) -> None:
    made = make_case(person=make_person(), officer=office.caseworker, facts=[("request_received", date(2026, 1, 5))])

    page = words(as_(office.caseworker).get(child(made)).content.decode())

    assert "Send the final plan Monday 25 May 2026 in 3 months" in page
    assert "5 January 2026 + 20 weeks (140 days) = Monday 25 May 2026" in page
    assert "Aim for Friday 22 May 2026" in page
    assert "SEND Regulations 2014 reg 13(2)" in page
    assert "Verified" in page


def test_a_late_date_is_said_late_and_counted(office, as_) -> None:
    made = make_case(person=make_person(), officer=office.caseworker, facts=[("request_received", date(2025, 12, 1))])

    page = words(as_(office.caseworker).get(child(made)).content.decode())

    assert "1 date is late. Next: " in page
    assert "Say whether there will be an assessment Monday 12 January 2026 7 weeks late Late" in page


def test_the_reason_of_one_date_has_an_address_of_its_own(office, as_) -> None:
    made = make_case(person=make_person(), officer=office.caseworker, facts=[("request_received", date(2026, 1, 5))])

    answer = as_(office.caseworker).get(f"{child(made)}why/final_plan_due.2026-01-05/")

    assert answer.status_code == 200
    assert "Send the final plan: Monday 25 May 2026" in words(answer.content.decode())
    assert as_(office.caseworker).get(f"{child(made)}why/no-such-date/").status_code == 404


def test_out_of_reach_missing_and_restricted_are_the_same_page(case, office, as_) -> None:
    hidden = make_case(person=make_person(is_restricted=True), officer=office.caseworker, facts=FACTS)
    own, other = as_(office.caseworker), as_(office.elsewhere)

    answers = [
        other.get(child(case)),
        own.get(reverse("child", args=["nobodyatall2"])),
        own.get(child(hidden)),
        own.get(f"{child(hidden)}why/final_plan_due.2024-01-08/"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({words(answer.content.decode()) for answer in answers}) == 1


def test_a_restricted_record_opens_to_those_named_on_it_with_its_notes(office, as_) -> None:
    person = make_person(is_restricted=True, named=[office.caseworker])
    PersonFlag.objects.create(person=person, kind="safeguarding-plan", note="Ring first.", first_day=date(2025, 11, 3))
    made = make_case(person=person, officer=office.caseworker, facts=FACTS)

    page = words(as_(office.caseworker).get(child(made)).content.decode())

    assert "Safeguarding plan Ring first. Recorded from 3 November 2025." in page


def test_a_note_on_a_flag_is_not_shown_to_those_who_are_not_named(case, office, as_) -> None:
    PersonFlag.objects.create(person=case.person, kind="interpreter", note="Aunt's address", first_day=date(2025, 1, 1))

    page = words(as_(office.caseworker).get(child(case)).content.decode())

    assert "Interpreter" in page
    assert "Aunt" not in page


def test_an_analyst_reads_the_page_without_anything_that_names(case, office, as_) -> None:
    html = as_(office.analyst).get(child(case)).content.decode()

    for telling in ("Fernsby", "Rosalind", "Rosie", "29 February 2016", "Rowan", "Autis"):
        assert telling not in html
    assert "Final plan sent" in html


def test_a_board_member_may_not_open_it_at_all(case, office, as_) -> None:
    assert as_(office.board).get(child(case)).status_code == 403


def test_the_reading_is_on_record_once_with_the_case(case, office, as_) -> None:
    as_(office.caseworker).get(child(case))

    read = AuditEntry.objects.filter(subject_kind="case")
    assert [(entry.by_id, entry.subject_ids, entry.route) for entry in read] == [
        (office.caseworker.pk, [case.public_id], "child")
    ]


def test_nothing_is_shown_if_the_reading_cannot_be_recorded(case, office, as_, monkeypatch) -> None:
    def fails(*_, **__):
        raise Problem("The audit log could not be written, so nothing was done.")

    client = as_(office.caseworker)
    monkeypatch.setattr("oneplan.answers.case_pages.records_act", fails)
    answer = client.get(child(case))

    assert answer.status_code == 400
    assert "Fernsby" not in answer.content.decode()


def test_a_day_that_is_only_the_latest_possible_says_so(office, as_) -> None:
    made = make_case(person=make_person(), officer=office.caseworker, facts=[])
    CaseEvent.objects.create(
        case=made, fact="child_moved_out", on=date(2026, 1, 15), day_is="at latest", source="officer"
    )

    html = as_(office.caseworker).get(child(made)).content.decode()

    assert "Thursday 15 January 2026, at the latest" in words(html)
    assert "by 15 Jan 2026 at the latest" in html


def test_a_correction_shows_what_was_said_before(office, as_) -> None:
    made = make_case(person=make_person(), officer=office.caseworker, facts=[("request_received", date(2026, 1, 5))])
    first = made.events.get()
    CaseEvent.objects.create(
        case=made, fact="request_received", on=date(2026, 1, 7), source="officer", supersedes=first
    )

    html = as_(office.caseworker).get(child(made)).content.decode()

    assert "<s>Request for a needs assessment received</s>" in html
    assert "Corrects an earlier entry" in words(html)
    assert "Wednesday 27 May 2026" in words(html)


def test_an_empty_case_says_what_would_be_there(office, as_) -> None:
    made = make_case(person=make_person(born_on=None), officer=office.caseworker)

    page = words(as_(office.caseworker).get(child(made)).content.decode())

    assert "Date of birth not known" in page
    assert "Nothing is due." in page
    assert "Nothing is dated yet." in page
    assert "There is no plan." in page


def test_who_opened_the_file_is_shown_to_those_who_may_read_the_log_alone(case, office, as_) -> None:
    RoleHeld.objects.create(user=office.elsewhere, role="data-protection-officer", first_day=date(2020, 1, 1))
    office.elsewhere.team_memberships.create(team=office.team, first_day=date(2020, 1, 1))

    own = words(as_(office.caseworker).get(child(case)).content.decode())
    officers = words(as_(office.elsewhere).get(child(case)).content.decode())

    assert "Who has opened this file" not in own
    assert "Who has opened this file 2" in officers
    assert f"{office.caseworker.name} Caseworker" in officers
