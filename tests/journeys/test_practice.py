"""A practice is adopted into the plan, its service set up, and what is referred to it moved on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import referrals
from oneplan.core.improvement.services import Subject
from oneplan.records.improvement.models import Action
from oneplan.records.practice.models import Adoption, Referral
from tests.journeys.journey import faults_here, faults_of
from tests.support.practice import running

STEP = "Agree the inspection framework with young people and a senior sponsor"


class TestAdoptingAPractice:
    def test_its_steps_become_actions_of_the_plan(self, walker, people, plan) -> None:
        self.given_the_lead_looks_for_young_inspectors(walker, people)
        self.when_they_adopt_it(walker)
        self.then_its_steps_stand_in_the_plan(walker, people)

    def test_its_pages_are_accessible(self, walker, people, plan) -> None:
        self.given_the_lead_looks_for_young_inspectors(walker, people)
        faults = faults_here(walker) + faults_of(walker, reverse("practice-adopt", args=["PG03"]))
        walker.presses("Adopt it")
        faults += faults_here(walker)

        assert faults == []

    def given_the_lead_looks_for_young_inspectors(self, walker, people) -> None:
        walker.becomes(people.lead)
        walker.opens(reverse("practice"))
        walker.follows("Young inspectors")
        assert "Blackburn with Darwen" in walker.page.inner_text("body")

    def when_they_adopt_it(self, walker) -> None:
        walker.follows("Adopt")
        walker.page.get_by_label("Which section of the plan takes it up?").select_option(index=1)
        walker.picks("Which role owns it?", "SEND Manager")
        walker.page.get_by_label("Make this an action").nth(2).uncheck()
        walker.presses("Adopt it")

    def then_its_steps_stand_in_the_plan(self, walker, people) -> None:
        assert "Its actions stand in the plan" in walker.page.inner_text("body")
        assert Adoption.objects.get().card == "PG03"
        assert Action.objects.filter(text=STEP).count() == 1
        assert not Action.objects.filter(text__startswith="Agree what is scored").exists()


class TestMovingAReferralOn:
    @pytest.fixture
    def referral(self, people, plan) -> str:
        today = timezone.localdate()
        service = running("PG03", plan, by=people.lead, on=today)
        asked = today - timedelta(days=5)
        return referrals.refer(
            service=service,
            subject=Subject.PROGRAMME,
            named="Harbour Health Centre",
            reason="It is loud",
            referred_on=asked,
            by=people.lead,
            on=today,
        )

    def test_it_enters_its_next_stage(self, walker, people, referral) -> None:
        self.given_the_lead_opens_it_from_the_service(walker, people)
        self.when_they_move_it_on_by_keyboard(walker)
        self.then_it_is_at_the_next_stage(walker, referral)

    def test_its_pages_are_accessible(self, walker, people, referral) -> None:
        walker.becomes(people.lead)
        pages = (reverse("services"), reverse("service", args=["young-inspectors"]))
        pages += (reverse("referral", args=[referral]), reverse("referral-move", args=[referral, "briefed"]))

        faults = [fault for address in pages for fault in faults_of(walker, address)]

        assert faults == []

    def given_the_lead_opens_it_from_the_service(self, walker, people) -> None:
        walker.becomes(people.lead)
        walker.opens(reverse("services"))
        walker.follows("Young inspectors")
        walker.follows("Harbour Health Centre")

    def when_they_move_it_on_by_keyboard(self, walker) -> None:
        walker.page.get_by_role("link", name="Briefed and trained").focus()
        walker.page.keyboard.press("Enter")
        walker.dates("On which day?", timezone.localdate())
        walker.page.get_by_role("button", name="Move it on").focus()
        walker.page.keyboard.press("Enter")
        walker.page.get_by_text("The referral is at").first.wait_for()

    def then_it_is_at_the_next_stage(self, walker, referral) -> None:
        assert "The referral is at “Briefed and trained”." in walker.page.inner_text("body")
        assert Referral.objects.get(public_id=referral).stage == "briefed"
