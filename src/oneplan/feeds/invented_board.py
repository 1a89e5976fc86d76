"""A board of invented people that meets after each cycle, takes a decision and signs its minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from oneplan.actions import bodies, challenges, meeting_agendas, meeting_decisions, meetings
from oneplan.actions.bodies import Sitter
from oneplan.answers import governance
from oneplan.answers.challenges import open_challenges
from oneplan.core.governance.agenda import ItemKind
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.delivery import queries
from oneplan.records.governance.quorums import APOLOGY, PRESENT
from oneplan.synthetic.cycles import invented_words


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting: whether it had a quorum, and how its decision stands."""

    is_quorate: bool | None
    decision: str


def found_board(*, lead: Any, chair: Any, on: date) -> str:
    """The partnership board with its seats; its id."""
    told = invented_words()["board"]
    body_id = bodies.open_body(name=told["name"], kind="partnership-board", opens_on=on, by=lead, on=on)
    for place, seat in enumerate(told["seats"]):
        sitter = Sitter(chair.name, chair.email) if place == 0 else Sitter(seat["who"])
        bodies.add_seat(
            body_id=body_id,
            role=seat["role"],
            partner=seat["partner"],
            speaks_for=seat.get("speaks_for", ""),
            is_chair=place == 0,
            first_day=on,
            sitter=sitter,
            by=lead,
            on=on,
        )
    return body_id


def board_meets(body_id: str, *, plan_id: str, away: int, lead: Any, chair: Any, on: date) -> Met:
    """The board meets on this day without the last ``away`` seats, and a decision is recorded as it may stand."""
    told = invented_words()["board"]
    meeting_id = meetings.plan_meeting(
        body_id=body_id, meets_on=on, starts_at=time(14), place=told["place"], by=lead, on=on
    )
    key = meeting_agendas.add_item(
        meeting_id=meeting_id, title=told["item"], kind=ItemKind.DECISION, says=told["asks"], by=lead, on=on
    )
    page = governance.meeting(meeting_id, viewer=viewer_of(lead, on=on), on=on)
    seats = [each.seat.id for each in page.places]
    last = len(seats) - away
    presence = {seat: PRESENT if place < last else APOLOGY for place, seat in enumerate(seats)}
    meeting_decisions.hold_meeting(meeting_id=meeting_id, presence=presence, by=lead, on=on)
    page = governance.meeting(meeting_id, viewer=viewer_of(lead, on=on), on=on)
    for item in page.items:
        meeting_decisions.write_minute(meeting_id=meeting_id, key=item.key, minute=told["minute"], by=lead, on=on)
    lock = queries.latest_lock(plan_id)
    round_number = lock.number if lock else 0
    meeting_decisions.record_decision(
        meeting_id=meeting_id,
        key=key,
        text=told["decision"].format(number=round_number),
        public_words=told["public"],
        by=lead,
        on=on,
    )
    meeting_decisions.sign_minutes(meeting_id=meeting_id, by=chair, on=on)
    page = governance.meeting(meeting_id, viewer=viewer_of(lead, on=on), on=on)
    return Met(page.meeting.is_quorate, str(page.decisions[0].state) if page.decisions else "")


def challenges_answered(plan_id: str, *, lead: Any, on: date, most: int) -> tuple[int, int]:
    """The first challenges that stand have an answer; how many were answered, and how many there were."""
    standing = open_challenges(plan_id, viewer=viewer_of(lead, on=on), on=on)
    for row in standing[:most]:
        challenges.answer_challenge(
            action_id=row.action_id,
            kind=row.kind,
            about=row.about,
            reason=invented_words()["clearing"]["challenge"],
            by=lead,
            on=on,
        )
    return min(most, len(standing)), len(standing)
