"""Green: an owner asks for it on evidence, and somebody who does not own the action approves it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from oneplan.core.improvement.rating import Rating
from oneplan.records.improvement.models import Action, GreenRequest, RatingKeyEntry
from oneplan.web.plan.key import KEYS
from tests.journeys.journey import Walker, faults_here, faults_of

MISSING = "Missing"


@pytest.fixture
def green(plan) -> Action:
    """An action of a plan whose key has a word for green."""
    action = Action.objects.get(ref="A1")
    RatingKeyEntry.objects.create(plan=action.plan, position=9, word="Green", meaning="Done", rating=Rating.COMPLETE)
    KEYS.clear()
    return action


class TestAnOwnerAsksForGreen:
    def test_it_is_refused_without_evidence_and_approved_by_another_after_it(self, walker, people, green) -> None:
        self.given_the_owner_is_told_what_is_missing(walker, people, green)
        self.when_they_add_it_and_ask_again(walker, green)
        self.then_a_board_member_approves_it(walker, people, green)

    def test_it_works_without_javascript(self, browser, live_server, people, green) -> None:
        context = browser.new_context(java_script_enabled=False)
        walker = Walker(context.new_page(), live_server.url)

        self.given_the_owner_is_told_what_is_missing(walker, people, green)
        self.when_they_add_it_and_ask_again(walker, green)
        self.then_a_board_member_approves_it(walker, people, green)
        context.close()

    def test_its_pages_are_accessible(self, walker, people, green) -> None:
        self.given_the_owner_is_told_what_is_missing(walker, people, green)
        faults = faults_here(walker)
        self.when_they_add_it_and_ask_again(walker, green)
        walker.becomes(people.board)
        asked = GreenRequest.objects.get().public_id
        for address in (reverse("ratings"), *_pages(asked, "green-request", "green-approve", "green-send-back")):
            faults += faults_of(walker, address)

        assert faults == []

    def given_the_owner_is_told_what_is_missing(self, walker, people, green) -> None:
        walker.becomes(people.owner)
        self._ask(walker, green)
        assert "Action A1 cannot be rated complete yet" in walker.words
        assert walker.words.count(MISSING) == 3

    def when_they_add_it_and_ask_again(self, walker, green) -> None:
        today = timezone.localdate()
        walker.opens(reverse("action-evidence", args=[green.public_id]))
        walker.page.get_by_label("Families' voice").first.check()
        walker.fills("What does it show?", "Nine of ten families can read it")
        walker.dates("What day is it from?", today)
        walker.presses("Add the evidence")
        walker.opens(reverse("action-impact", args=[green.public_id]))
        walker.fills("What difference did it make?", "Families know what to expect")
        walker.dates("When was that true?", today)
        walker.presses("Save the difference")
        self._ask(walker, green)
        assert "is asked to approve it as green" in walker.page.inner_text("body")

    def then_a_board_member_approves_it(self, walker, people, green) -> None:
        walker.becomes(people.board)
        walker.opens(reverse("ratings"))
        walker.follows("Look and decide")
        assert "Nine of ten families can read it" in walker.words
        walker.follows("Approve it as green")
        walker.fills("What convinced you?", "What the families said")
        walker.presses("Approve it as green")
        green.refresh_from_db()
        assert (green.rating, green.is_evidence_unseen) == (Rating.COMPLETE, False)

    def _ask(self, walker, green) -> None:
        walker.opens(reverse("action-rating", args=[green.public_id]))
        walker.chooses("Green")
        walker.fills("Why it changed", "It is read everywhere")
        walker.presses("Save the rating")


def _pages(name: str, *routes: str) -> list[str]:
    return [reverse(route, args=[name]) for route in routes]
