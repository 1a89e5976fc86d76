"""The thread as a page, and the first screen of each role."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.figures_on_record import NEEDS, OVERDUE, TIMELY, figures_on_record, linked
from tests.support.live_plan import a_person

from oneplan.records.improvement.models import ActionEvent, Section

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def thread(people, plan):
    figures_on_record(timezone.localdate())
    section = Section.objects.get(number="1")
    linked(TIMELY, section, by=people.lead)
    linked(OVERDUE, section)
    linked(NEEDS, section)
    return section


def test_every_priority_stands_with_its_sections_on_one_page(as_, people, thread) -> None:
    page = text_of(as_(people.board).get("/thread/"))

    for expected in (
        "Right support",
        "1. Leadership",
        "Leaders must own the results",
        "1 complete, 1 with evidence not seen · 1 on track · 1 delayed · 1 not started · 1 late",
        "Plans issued within 20 weeks, all plans",
        "49.2%",
        "Better",
        "matched by words",
        "1 more",
        "1 overdue, rated as going well",
        "1 without a date",
    ):
        assert expected in page


def test_decisions_money_and_replies_that_nobody_recorded_are_said_out_loud(as_, people, thread) -> None:
    page = text_of(as_(people.board).get("/thread/"))

    assert "No decision, money or reply recorded" in page


def test_the_page_says_from_when_it_counts_what_is_new(as_, people, thread) -> None:
    since = timezone.localdate() - timedelta(days=60)

    page = text_of(as_(people.board).get("/thread/"))

    assert f"New since {since.day} {since:%B %Y}" in page
    assert "no meeting of the board is recorded yet" in page


def test_what_changed_is_told_and_opens(as_, people, thread, action) -> None:
    browser = as_(people.lead)
    form = {"version": action("A1").version, "rating": "Delayed", "reason": "The printer closed"}
    browser.post(reverse("action-rating", args=[action("A1").public_id]), form)

    page = as_(people.board).get("/thread/").content.decode()

    assert re.search(rf'href="{reverse("action", args=[action("A1").public_id])}">A1 delayed, was on track', page)


def test_what_happened_longer_ago_is_not_new(as_, people, thread, action) -> None:
    today = timezone.localdate()
    events = {61: "A1", 60: "A3"}
    for days, ref in events.items():
        on = today - timedelta(days=days)
        ActionEvent.objects.create(action=action(ref), kind="update_recorded", on=on, by=people.lead)

    page = text_of(as_(people.board).get("/thread/"))

    assert "1 update" in page
    assert "2 updates" not in page


def test_each_number_of_a_line_opens_just_what_it_counts(as_, people, thread) -> None:
    browser = as_(people.board)
    page = browser.get("/thread/").content.decode()
    opens = dict(re.findall(r'<a href="([^"]+section=[^"]+)"[^>]*>(\d+) ', page))

    shown = {address: text_of(browser.get(address.replace("&amp;", "&"))) for address in opens}

    assert len(opens) > 4
    for address, number in opens.items():
        assert re.search(rf"\b{number} actions?: ", shown[address]), address


def test_before_there_is_a_plan_the_thread_teaches(as_, people) -> None:
    assert "No plan yet" in text_of(as_(people.board).get("/thread/"))


def test_before_there_are_figures_the_thread_says_that_nothing_shows_whether_it_works(as_, people, plan) -> None:
    page = text_of(as_(people.board).get("/thread/"))

    assert "No measure is linked to the plan yet, so nothing here shows whether it works." in page


def test_the_thread_is_not_for_the_public(as_, people, thread) -> None:
    assert as_(people.public).get("/thread/").status_code == 403


def test_a_board_members_first_screen_is_the_thread(as_, people, thread) -> None:
    page = text_of(as_(people.board).get("/"))

    assert "49.2%" in page
    assert "What nobody is saying" in page


def test_an_owner_with_late_work_sees_that_first_and_the_thread_beneath(as_, people, thread) -> None:
    page = text_of(as_(people.owner).get("/"))

    assert page.index("2 things need you; 1 is late") < page.index("What must improve")


@pytest.mark.parametrize("role", ["caseworker", "manager"])
def test_those_who_run_cases_see_first_what_falls_due(role, as_, people, thread) -> None:
    page = text_of(as_(people.caseworker if role == "caseworker" else a_person(role)).get("/"))

    assert (
        page.index("Nothing falls due in the next two weeks") < page.index("0 late") < page.index("What must improve")
    )
    assert "Open my work" in page


def test_an_analyst_sees_first_how_the_last_return_stands(as_, people, thread) -> None:
    page = text_of(as_(a_person("analyst")).get("/"))

    assert page.index("No return has been brought in yet") < page.index("What must improve")


@pytest.mark.parametrize("role", ["caseworker", "manager", "analyst", "board-member", "transformation-lead"])
def test_every_first_screen_has_one_first_heading_with_and_without_a_plan(role, as_, db, demonstration) -> None:
    page = as_(a_person(role)).get("/").content.decode()

    assert page.count("<h1") == 1
