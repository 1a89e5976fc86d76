"""A caseworker opens a child's page: by keyboard, on a phone, without scripts, and on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from oneplan.records.casework.models import CaseEvent, EhcPlan, Need, Placement, Review
from oneplan.records.people.models import PersonFlag
from tests.journeys.every_page import cookies, signed_in
from tests.journeys.journey import faults_of
from tests.support.cases import make_case, make_person, make_setting


@pytest.fixture
def case(people: Any) -> Any:
    today = timezone.localdate()
    school = make_setting(name="Rowan Lane School")
    person = make_person(surname="Fernsby", forename="Rosalind", preferred_name="Rosie")
    facts = [
        ("request_received", today - timedelta(days=500)),
        ("assess_decision_notified", today - timedelta(days=460), {"decision": "assess"}),
        ("final_plan_sent", today - timedelta(days=360)),
        ("review_meeting", today - timedelta(days=20)),
    ]
    made = make_case(person=person, officer=people.caseworker, setting=school, facts=facts, on=today)
    PersonFlag.objects.create(person=person, kind="interpreter", first_day=today)
    plan = EhcPlan.objects.create(case=made, started_on=today - timedelta(days=360))
    plan.named_settings.create(setting=school)
    Placement.objects.create(case=made, setting=school, entered_on=today - timedelta(days=300))
    Need.objects.create(case=made, code="ASD", rank=1)
    Review.objects.create(case=made, meeting_on=today - timedelta(days=20))
    CaseEvent.objects.create(case=made, fact="child_moved_out", on=today, day_is="at latest", source="officer")
    first = made.events.get(fact="review_meeting")
    CaseEvent.objects.create(case=made, fact="review_meeting", on=today, source="officer", supersedes=first)
    return made


def test_the_page_and_a_reason_have_no_faults_at_either_width(case, people, walker) -> None:
    walker.becomes(people.caseworker)
    address = reverse("child", args=[case.public_id])

    faults = faults_of(walker, address)
    walker.opens(address)
    reason = walker.page.locator('.op-limit a[href*="/why/"]').first.get_attribute("href")

    assert [*faults, *faults_of(walker, reason)] == []


def test_an_empty_case_has_no_faults(people, walker) -> None:
    made = make_case(person=make_person(born_on=None), officer=people.caseworker)
    walker.becomes(people.caseworker)

    assert faults_of(walker, reverse("child", args=[made.public_id])) == []


def test_why_this_date_opens_by_keyboard(case, people, walker) -> None:
    walker.becomes(people.caseworker)
    walker.opens(reverse("child", args=[case.public_id]))
    why = walker.page.locator(".op-limit details").first

    why.locator("summary").focus()
    walker.page.keyboard.press("Enter")

    assert why.locator(".op-why__law").is_visible()


def test_on_a_phone_the_line_of_time_is_a_list_and_on_a_desk_a_picture_too(case, people, walker) -> None:
    walker.becomes(people.caseworker)
    walker.opens(reverse("child", args=[case.public_id]))
    line = walker.page.locator(".op-case-line")

    on_a_desk = line.is_visible()
    walker.page.set_viewport_size({"width": 320, "height": 800})

    assert on_a_desk
    assert not line.is_visible()
    assert walker.page.locator(".op-moments").is_visible()
    assert "Final plan sent" in walker.page.locator(".op-moments").inner_text()


def test_it_reads_and_opens_without_scripts(case, people, browser, live_server) -> None:
    client = signed_in(people.caseworker)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies(client, live_server.url))
    page = context.new_page()

    page.goto(live_server.url + reverse("child", args=[case.public_id]))
    page.locator(".op-limit summary").first.click()

    assert page.locator(".op-limit .op-why__law").first.is_visible()
    assert "Today" in page.locator(".op-moments__today").inner_text()
    context.close()
