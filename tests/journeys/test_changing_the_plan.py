"""Changing an action: an owner says how it is going, with JavaScript and without."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.plan_lines import change_rating
from oneplan.records.improvement.models import Action
from tests.journeys.journey import Walker, faults_here, faults_of


class TestAnOwnerSaysHowItIsGoing:
    def test_a_new_rating_stands_on_the_plan_at_once(self, walker, people, plan) -> None:
        self.given_the_owner_opens_their_action(walker, people)
        self.when_they_say_it_is_delayed(walker)
        self.then_the_plan_says_so(walker)

    def test_it_works_without_javascript(self, browser, live_server, people, plan) -> None:
        context = browser.new_context(java_script_enabled=False)
        walker = Walker(context.new_page(), live_server.url)

        self.given_the_owner_opens_their_action(walker, people)
        self.when_they_say_it_is_delayed(walker)
        self.then_the_plan_says_so(walker)
        context.close()

    def test_its_pages_are_accessible(self, walker, people, plan) -> None:
        walker.becomes(people.lead)
        action = Action.objects.get(ref="A1")
        routes = ("rating", "due", "owners", "update", "evidence", "impact")

        faults = [
            fault
            for route in routes
            for fault in faults_of(walker, reverse(f"action-{route}", args=[action.public_id]))
        ]

        assert faults == []

    def test_a_form_sent_back_is_accessible(self, walker, people, plan) -> None:
        walker.becomes(people.lead)
        walker.opens(reverse("action-evidence", args=[Action.objects.get(ref="A1").public_id]))

        walker.presses("Add the evidence")

        assert "There is something to put right" in walker.words
        assert faults_here(walker) == []

    def given_the_owner_opens_their_action(self, walker, people) -> None:
        walker.becomes(people.owner)
        assert walker.heading == "2 things need you; 1 is late"
        walker.follows("Write the easy read plan")

    def when_they_say_it_is_delayed(self, walker) -> None:
        walker.follows("Change the rating")
        walker.chooses("Delayed")
        walker.fills("Why it changed", "The printer closed")
        walker.presses("Save the rating")

    def then_the_plan_says_so(self, walker) -> None:
        assert "Delayed, and" in walker.words
        assert "The printer closed" in walker.words
        walker.follows("The plan")
        assert "2 delayed" in walker.words


class TestTwoPeopleChangeTheSameThing:
    def test_the_second_sees_both_and_chooses(self, walker, people, plan) -> None:
        self.given_somebody_has_the_form_open(walker, people)
        self.when_another_saves_first(people)
        self.then_both_are_shown(walker)

    def test_its_page_is_accessible(self, walker, people, plan) -> None:
        self.given_somebody_has_the_form_open(walker, people)
        self.when_another_saves_first(people)
        self.then_both_are_shown(walker)

        assert faults_here(walker) == []

    def given_somebody_has_the_form_open(self, walker, people) -> None:
        walker.becomes(people.lead)
        walker.opens(reverse("action-rating", args=[Action.objects.get(ref="A1").public_id]))

    def when_another_saves_first(self, people) -> None:
        action = Action.objects.get(ref="A1")
        common = {"action_id": action.public_id, "by": people.owner, "on": timezone.localdate()}
        change_rating(**common, version=action.version, rating_raw="Delayed", rating=None, reason="First")

    def then_both_are_shown(self, walker) -> None:
        walker.chooses("On track")
        walker.fills("Why it changed", "Second")
        walker.presses("Save the rating")
        assert "What it says now" in walker.words


@pytest.mark.parametrize("path", ["/accounts/", "/accounts/invite/"])
def test_the_pages_of_an_administrator_are_accessible(path, walker, people) -> None:
    walker.becomes(people.admin)

    assert faults_of(walker, path) == []
