"""What the walk through every page needs of bodies and meetings: one to come, one that was held, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

from django.urls import reverse
from django.utils import timezone

from oneplan.actions import arising, bodies, meeting_agendas, meeting_decisions, meetings, questions, report_calendar
from oneplan.core.governance.agenda import ItemKind
from oneplan.core.governance.meetings import Recurrence
from oneplan.core.governance.quorum import QuorumRule
from oneplan.records.governance.models import (
    AgendaItem,
    ArisingAction,
    Body,
    BodyDecision,
    DueReport,
    Meeting,
    Paper,
    Question,
    Seat,
)
from oneplan.records.improvement.models import ImprovementPlan
from tests.support.live_plan import People, a_person

HELD_ROUTES = ("minute", "decision-new", "arising-new", "arising-done", "arising-plan", "note")
FIELDS = {"purpose": "To decide", "asked": "Agree it", "difference": "Shorter waits"}


def meeting_needs() -> Mapping[str, object]:
    """Values for the addresses of bodies, meetings, questions and reports."""
    item = AgendaItem.objects.get(title="Fees")
    held = item.meeting
    coming = AgendaItem.objects.get(title="Waits")
    return {
        "body_id": Body.objects.get(name="Board").public_id,
        "seat_id": Seat.objects.get(role="Commissioner").public_id,
        "meeting_id": Meeting.objects.get(state="planned").public_id,
        **{f"governance-{name} meeting_id": held.public_id for name in HELD_ROUTES},
        **{f"governance-{name} key": item.key for name in HELD_ROUTES},
        **{f"governance-{name} key": coming.key for name in ("item-remove", "interest", "paper")},
        "arising_id": ArisingAction.objects.get().public_id,
        "decision_id": BodyDecision.objects.get().public_id,
        "question_id": Question.objects.get().public_id,
        "report_id": DueReport.objects.get(title="Annual report").public_id,
        "paper_id": Paper.objects.get().public_id,
        "secret": "no-such-secret",
    }


def meeting_addresses() -> Mapping[str, tuple[str, ...]]:
    """Pages with more than one state."""
    rows = Meeting.objects.order_by("pk")
    return {
        "governance-meeting": tuple(reverse("governance-meeting", args=[row.public_id]) for row in rows),
        "governance-body": tuple(
            reverse("governance-body", args=[row.public_id]) for row in Body.objects.order_by("pk")
        ),
        "reports": ("/reports/", "/reports/?by=body"),
    }


def meetings_have_come(people: People) -> None:
    """A board and a group: a held meeting without a quorum, one to come that moved, a question and a report."""
    today = timezone.localdate()
    common = {"by": people.lead, "on": today}
    start = today - timedelta(days=90)
    board = bodies.open_body(
        name="Board", kind="partnership-board", opens_on=start, rule=QuorumRule(number=2), **common
    )
    group = bodies.open_body(name="Group", kind="action-group", parent=board, opens_on=start, **common)
    for role, user in (("Commissioner", people.board), ("SEND lead", people.lead), ("Forum chair", None)):
        sitter = bodies.Sitter("Somebody", user.email) if user else None
        bodies.add_seat(body_id=board, role=role, partner="Council", first_day=start, sitter=sitter, **common)
    sitter = bodies.Sitter("Somebody", a_person("chair").email)
    bodies.add_seat(body_id=board, role="Chair", is_chair=True, first_day=start, sitter=sitter, **common)
    rule = Recurrence(start, every=1)
    meeting_agendas.add_recurring(body_id=board, title="Money", rule=rule, **common)
    _held_without_a_quorum(board, common)
    _held(board, common, days_ago=5, presence="present")
    _coming(people, board, common)
    questions.raise_question(from_body=board, to_body=group, text="How far?", **common)
    plan = ImprovementPlan.objects.order_by("pk").first().public_id
    report_calendar.propose_reports(plan_id=plan, **common)
    wish = report_calendar.ReportWish("Annual report", "annual-report", "SEND lead", due_body=board, due_on=today)
    report_calendar.add_report(plan_id=plan, wish=wish, **common)


def _held(board: str, common: dict[str, object], *, days_ago: int, presence: str, decides: str = "") -> tuple[str, str]:
    day = timezone.localdate() - timedelta(days=days_ago)
    meeting = meetings.plan_meeting(body_id=board, meets_on=day, starts_at=time(9), **common)
    key = (
        meeting_agendas.add_item(meeting_id=meeting, title=decides, kind=ItemKind.DECISION, **common) if decides else ""
    )
    there = dict.fromkeys(Seat.objects.values_list("public_id", flat=True), presence)
    meeting_decisions.hold_meeting(meeting_id=meeting, presence=there, **common)
    return meeting, key


def _held_without_a_quorum(board: str, common: dict[str, object]) -> None:
    meeting, key = _held(board, common, days_ago=10, presence="absent", decides="Fees")
    meeting_decisions.record_decision(meeting_id=meeting, key=key, text="Agree", public_words="Agreed", **common)
    arising.add_arising(
        meeting_id=meeting, key=key, text="Write", owner_role="SEND Manager", due_on=timezone.localdate(), **common
    )
    meeting_decisions.publish_note(meeting_id=meeting, note="We talked about fees.", **common)


def _coming(people: People, board: str, common: dict[str, object]) -> None:
    day = timezone.localdate() + timedelta(days=20)
    meeting = meetings.plan_meeting(body_id=board, meets_on=day, starts_at=time(9), place="Room 1", **common)
    key = meeting_agendas.add_item(
        meeting_id=meeting, title="Waits", kind=ItemKind.DISCUSSION, needs_paper=True, **common
    )
    meeting_agendas.hand_in_paper(meeting_id=meeting, key=key, title="Waits", fields=FIELDS, **common)
    seat = Seat.objects.get(role="Commissioner").public_id
    meetings.declare_interest(meeting_id=meeting, key=key, seat_id=seat, says="A contract", **common)
    meetings.reply(meeting_id=meeting, seat_id=seat, says="coming", by=people.board, on=timezone.localdate())
    meeting_agendas.send_papers(meeting_id=meeting, **common)
    meetings.move_meeting(
        meeting_id=meeting,
        meets_on=day + timedelta(days=7),
        starts_at=time(9),
        place="",
        reason="Snow",
        **common,
    )
