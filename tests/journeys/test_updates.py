"""A round of updates: an owner without an account answers by a link; the lead clears what was said and locks it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.delivery_cycles import open_cycle
from oneplan.records.delivery.models import Commission, CycleLock, ReplyLink
from tests.journeys.journey import Walker, faults_here, faults_of

ROLE = "SEND Manager"


@pytest.fixture
def cycle(people, plan) -> str:
    """A round that is open."""
    today = timezone.localdate()
    return open_cycle(plan_id=plan, opens_on=today, by=people.lead, on=today)


class TestAnOwnerAnswersByALink:
    def test_what_they_say_is_cleared_and_locked(self, walker, browser, live_server, people, cycle) -> None:
        context = browser.new_context(java_script_enabled=False)
        outside = Walker(context.new_page(), live_server.url)

        address = self.given_the_lead_sends_a_link(walker, people, cycle)
        self.when_somebody_without_an_account_answers(outside, address)
        self.then_the_lead_clears_and_locks_it(walker, cycle)
        self.then_the_link_opens_nothing_any_more(outside, address)
        context.close()

    def test_its_pages_are_accessible(self, walker, browser, live_server, people, cycle) -> None:
        context = browser.new_context()
        outside = Walker(context.new_page(), live_server.url)
        address = self.given_the_lead_sends_a_link(walker, people, cycle)
        faults = faults_here(walker) + faults_of(outside, address)
        self.when_somebody_without_an_account_answers(outside, address)
        faults += faults_here(outside)
        line = Commission.objects.filter(cycle__public_id=cycle).order_by("position")[0]
        for where in (reverse("delivery-line", args=[line.public_id]), reverse("delivery-lock", args=[cycle])):
            faults += faults_of(walker, where)
        self.then_the_lead_clears_and_locks_it(walker, cycle)
        faults += faults_of(walker, reverse("delivery-locked", args=[cycle]))
        context.close()

        assert faults == []

    def given_the_lead_sends_a_link(self, walker, people, cycle) -> str:
        walker.becomes(people.lead)
        walker.opens(reverse("delivery-cycle", args=[cycle]))
        walker.follows("Send a link to somebody without an account")
        walker.picks("Which role", ROLE)
        walker.fills("Their email address", "kim@school.example")
        walker.presses("Send a link")
        address = walker.page.locator(".op-breaks a").inner_text()
        return address.removeprefix(walker.address)

    def when_somebody_without_an_account_answers(self, outside, address) -> None:
        outside.opens(address)
        assert f"answer as {ROLE}" in outside.words
        line = outside.page.locator("section", has_text="Write the easy read plan").first
        line.get_by_label("Your name").fill("Kim Ray")
        line.get_by_label("What was done?").fill("Half of it is with families")
        line.get_by_label("What difference does it show?").fill("Too early to say")
        line.get_by_role("button", name="Keep this line").click()
        assert "Your update on A1 is kept" in outside.page.inner_text("body")

    def then_the_lead_clears_and_locks_it(self, walker, cycle) -> None:
        walker.opens(reverse("delivery-cycle", args=[cycle]))
        walker.follows("A1")
        assert "Kim Ray" in walker.words
        walker.presses("Clear this update")
        walker.opens(reverse("delivery-lock", args=[cycle]))
        walker.presses("Lock it")
        assert CycleLock.objects.get().cycle.public_id == cycle

    def then_the_link_opens_nothing_any_more(self, outside, address) -> None:
        assert ReplyLink.objects.get().sent_to == "kim@school.example"
        assert outside.opens(address) == 410
