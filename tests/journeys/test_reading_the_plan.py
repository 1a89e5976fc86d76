"""Reading the plan: a number opens to the actions behind it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from oneplan.records.improvement.models import Action
from tests.journeys.journey import faults_of


def pages() -> list[str]:
    action = Action.objects.get(ref="A3")
    return [
        "/",
        "/plan/",
        "/plan/?due=late",
        "/plan/?rating=paused",
        "/plan/ratings/",
        reverse("section", args=[action.section.slug]),
        reverse("action", args=[action.public_id]),
        "/timeline/",
        "/owners/",
        "/owners/send-manager/",
    ]


class TestADirectorAsksSoWhat:
    def test_a_number_opens_to_the_actions_and_an_action_to_its_reasons(self, walker, people, plan) -> None:
        self.given_a_director_looks_at_the_plan(walker, people)
        self.when_they_open_what_is_late(walker)
        self.then_they_see_only_what_is_late(walker)
        self.when_they_open_the_action(walker)
        self.then_they_see_why_that_date_and_who_owns_it(walker)

    @pytest.mark.parametrize("who", ["lead", "owner", "public"])
    def test_its_pages_are_accessible(self, who, walker, people, plan) -> None:
        walker.becomes(getattr(people, who))

        faults = [fault for path in pages() for fault in faults_of(walker, path)]

        assert faults == []

    def given_a_director_looks_at_the_plan(self, walker, people) -> None:
        walker.becomes(people.board)
        walker.follows("The plan")

    def when_they_open_what_is_late(self, walker) -> None:
        walker.follows("1 late")

    def then_they_see_only_what_is_late(self, walker) -> None:
        assert "Write the easy read plan" in walker.words
        assert "Train every school" not in walker.words

    def when_they_open_the_action(self, walker) -> None:
        walker.follows("Write the easy read plan")

    def then_they_see_why_that_date_and_who_owns_it(self, walker) -> None:
        assert "Due by Wednesday 31 March 2021" in walker.words
        assert "SEND Manager" in walker.words


class TestByKeyboard:
    def test_the_first_thing_reached_skips_to_the_page_itself(self, walker, people, plan) -> None:
        walker.becomes(people.board)
        walker.opens("/plan/")

        walker.page.keyboard.press("Tab")
        first = walker.page.evaluate("document.activeElement.innerText")
        walker.page.keyboard.press("Enter")
        walker.page.keyboard.press("Tab")

        assert first == "Skip to main content"
        assert walker.page.evaluate("document.activeElement.closest('main') !== null")

    def test_what_has_the_focus_can_be_seen(self, walker, people, plan) -> None:
        walker.becomes(people.board)
        walker.opens("/plan/")
        seen = "getComputedStyle(document.activeElement).backgroundColor"

        for _ in range(6):
            walker.page.keyboard.press("Tab")

        assert walker.page.evaluate(seen) == "rgb(255, 221, 0)"
