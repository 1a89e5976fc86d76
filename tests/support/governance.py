"""A small partnership with a board, its seats and its people, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from oneplan.actions.bodies import Sitter, add_seat, open_body
from oneplan.actions.meeting_decisions import hold_meeting
from oneplan.actions.meetings import plan_meeting
from oneplan.core.governance.quorum import QuorumRule
from oneplan.records.accounts.models import User
from oneplan.records.governance.models import Meeting, Seat
from tests.support.people import person

FIRST_DAY = date(2026, 1, 5)
TODAY = date(2026, 3, 2)
NINE = time(9, 30)


@dataclass(frozen=True, slots=True)
class Board:
    """A board of four seats: its id, the people who sit on it and the seats by role."""

    id: str
    lead: User
    chair: User
    member: User
    forum: User
    seats: dict[str, str]

    def meets(self, on: date, *, asked_on: date = TODAY) -> str:
        """A planned meeting."""
        return plan_meeting(body_id=self.id, meets_on=on, starts_at=NINE, place="Room 2", by=self.lead, on=asked_on)

    def held(self, on: date, *, absent: tuple[str, ...] = ()) -> str:
        """A meeting that was held, with everybody there but those named."""
        meeting = self.meets(on)
        presence = {seat: "absent" if role in absent else "present" for role, seat in self.seats.items()}
        hold_meeting(meeting_id=meeting, presence=presence, by=self.lead, on=on)
        return meeting


CHAIR, HEALTH, FORUM, SCHOOLS = "Director of children's services", "Chief nurse", "Forum chair", "Headteacher"


def a_board(*, name: str = "Partnership board", kind: str = "partnership-board") -> Board:
    """A board whose quorum is half of four seats, with somebody for families among them."""
    lead = User.objects.filter(email="lead@example.org").first() or person(
        "transformation-lead", owner_role="SEND Transformation Lead", email="lead@example.org"
    )
    chair = person("chair")
    member = person("board-member", owner_role=HEALTH)
    forum = person("parent-carer-forum")
    body = open_body(
        name=name,
        kind=kind,
        opens_on=FIRST_DAY,
        rule=QuorumRule(share=(1, 2), needs_families=kind == "partnership-board"),
        by=lead,
        on=FIRST_DAY,
    )
    people = {
        CHAIR: ("Council", "", True, chair),
        HEALTH: ("NHS", "", False, member),
        FORUM: ("Parent carer forum", "families", False, forum),
        SCHOOLS: ("Schools", "", False, None),
    }
    seats = {
        role: add_seat(
            body_id=body,
            role=role,
            partner=partner,
            speaks_for=voice,
            is_chair=is_chair,
            first_day=FIRST_DAY,
            sitter=Sitter(name=f"Holder of {role}", email=user.email if user else ""),
            by=lead,
            on=FIRST_DAY,
        )
        for role, (partner, voice, is_chair, user) in people.items()
    }
    return Board(body, lead, chair, member, forum, seats)


def meeting_row(meeting_id: str) -> Meeting:
    """The meeting as it is kept."""
    return Meeting.objects.select_related("body").get(public_id=meeting_id)


def seat_row(seat_id: str) -> Seat:
    """The seat as it is kept."""
    return Seat.objects.get(public_id=seat_id)
