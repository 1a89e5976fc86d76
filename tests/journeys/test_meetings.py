"""A meeting without a quorum: seen before the day, noted on the day, ratified by a later meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import bodies, meeting_agendas, meeting_decisions, meetings
from oneplan.core.governance.agenda import ItemKind
from oneplan.core.governance.quorum import QuorumRule
from oneplan.records.accounts.models import User
from oneplan.records.governance.models import BodyDecision, Meeting, Seat
from tests.journeys.journey import faults_here, faults_of
from tests.support.live_plan import a_person


@dataclass(frozen=True, slots=True)
class Board:
    """A board of two, both of whom must come, and whoever chairs it."""

    id: str
    chair: User
    common: dict[str, object]


@pytest.fixture
def board(people, plan) -> Board:
    today, chair = timezone.localdate(), a_person("chair")
    common = {"by": people.lead, "on": today}
    start = today - timedelta(days=60)
    rule = QuorumRule(number=2)
    body = bodies.open_body(name="Board", kind="partnership-board", opens_on=start, rule=rule, **common)
    for role, user in (("Chair", chair), ("Commissioner", people.board)):
        sitter = bodies.Sitter(role, user.email)
        bodies.add_seat(body_id=body, role=role, is_chair=user == chair, first_day=start, sitter=sitter, **common)
    return Board(body, chair, common)


def a_meeting(board: Board, *, days: int) -> str:
    day = timezone.localdate() + timedelta(days=days)
    return meetings.plan_meeting(body_id=board.id, meets_on=day, starts_at=time(9), **board.common)


class TestApologiesBeforeAMeeting:
    def test_the_chair_sees_that_it_will_not_be_quorate(self, walker, people, board) -> None:
        meeting = a_meeting(board, days=10)

        self.given_a_member_sends_apologies_by_keyboard(walker, people, meeting)
        self.then_the_chair_sees_the_forecast(walker, board, meeting)

    def test_its_pages_are_accessible(self, walker, people, board) -> None:
        meeting = a_meeting(board, days=10)
        seat = Seat.objects.get(role="Commissioner").public_id
        walker.becomes(people.board)

        faults = faults_of(walker, reverse("governance-reply", args=[meeting, seat]))
        self.given_a_member_sends_apologies_by_keyboard(walker, people, meeting)
        self.then_the_chair_sees_the_forecast(walker, board, meeting)

        assert faults + faults_here(walker) == []

    def given_a_member_sends_apologies_by_keyboard(self, walker, people, meeting) -> None:
        walker.becomes(people.board)
        walker.opens(reverse("governance-meeting", args=[meeting]))
        walker.page.get_by_role("link", name="Answer for Commissioner").focus()
        walker.page.keyboard.press("Enter")
        walker.page.get_by_label("No, apologies").focus()
        walker.page.keyboard.press("Space")
        walker.page.get_by_role("button", name="Send the answer").focus()
        walker.page.keyboard.press("Enter")
        walker.page.get_by_text("Your answer is noted.").first.wait_for()

    def then_the_chair_sees_the_forecast(self, walker, board, meeting) -> None:
        walker.becomes(board.chair)
        walker.opens(reverse("governance-meeting", args=[meeting]))
        forecast = walker.page.locator("section", has_text="Will it be quorate?").first.inner_text()
        assert "Not quorate even if everybody who is silent comes" in forecast
        assert "Commissioner" in forecast


class TestADecisionWithoutAQuorum:
    def test_it_is_only_noted_until_a_later_meeting_ratifies_it(self, walker, people, board) -> None:
        self.given_a_meeting_without_a_quorum(walker, people, board)
        self.when_a_later_meeting_has_one(board)
        self.then_the_chair_says_that_it_was_ratified(walker, board)

    def test_its_pages_are_accessible(self, walker, people, board) -> None:
        self.given_a_meeting_without_a_quorum(walker, people, board)
        self.when_a_later_meeting_has_one(board)
        walker.becomes(board.chair)
        decision = BodyDecision.objects.get()

        pages = [("governance-meeting", decision.meeting.public_id), ("governance-chairs-action", decision.public_id)]
        pages.append(("governance-ratify", decision.public_id))
        faults = [fault for route, name in pages for fault in faults_of(walker, reverse(route, args=[name]))]

        assert faults == []

    def given_a_meeting_without_a_quorum(self, walker, people, board) -> None:
        meeting = a_meeting(board, days=-10)
        meeting_agendas.add_item(meeting_id=meeting, title="Fees", kind=ItemKind.DECISION, **board.common)
        walker.becomes(people.lead)
        walker.opens(reverse("governance-held", args=[meeting]))
        walker.page.get_by_role("group", name="Chair").get_by_label("There", exact=True).check()
        walker.page.get_by_role("group", name="Commissioner").get_by_label("Apologies").check()
        walker.presses("Save who was there")
        walker.follows("Record a decision on Fees")
        walker.fills("What was decided?", "Pay the fees")
        walker.presses("Record it")
        assert BodyDecision.objects.get().state == "noted-inquorate"

    def when_a_later_meeting_has_one(self, board) -> None:
        there = dict.fromkeys(Seat.objects.values_list("public_id", flat=True), "present")
        meeting_decisions.hold_meeting(meeting_id=a_meeting(board, days=-2), presence=there, **board.common)

    def then_the_chair_says_that_it_was_ratified(self, walker, board) -> None:
        decision = BodyDecision.objects.get()
        later = Meeting.objects.order_by("-meets_on")[0]
        walker.becomes(board.chair)
        walker.opens(reverse("governance-meeting", args=[decision.meeting.public_id]))
        walker.follows("Say what a later meeting made of it")
        walker.page.get_by_label("At which meeting?").select_option(later.public_id)
        walker.chooses("Ratified it")
        walker.fills("Why?", "Both had read the paper")
        walker.presses("Save")
        assert "What became of it is on record" in walker.page.inner_text("body")
        decision.refresh_from_db()
        assert decision.state == "ratified"
