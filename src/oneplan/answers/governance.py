"""Governance as other rooms ask for it: bodies, meetings, decisions on an action, reports due, feeds, public notes."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import BinaryIO

from oneplan.adapters.calendar import events, inviting
from oneplan.adapters.files import store
from oneplan.answers.governance_bodies import bodies, body
from oneplan.answers.governance_meetings import (
    ADDRESSED,
    all_meetings,
    meeting,
    my_meetings,
    next_meetings,
    quorum_forecast,
    unrecorded,
)
from oneplan.answers.governance_parts import decision_row
from oneplan.answers.governance_reports import question, questions, report, reports_due, reports_proposed
from oneplan.answers.governance_rows import DecisionRow, NoteRow
from oneplan.core.access import NotFound, Viewer
from oneplan.core.governance.decisions import STANDS
from oneplan.records import rights
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.governance.models import BodyDecision, CalendarFeed, Meeting, Paper, SeatHolding
from oneplan.records.governance.models.meeting import HELD
from oneplan.records.governance.reach import on_day, reach_of
from oneplan.rulebook import governance as rules

__all__ = [
    "all_meetings",
    "bodies",
    "body",
    "decision",
    "decisions_for_action",
    "feed",
    "has_feed",
    "meeting",
    "my_meetings",
    "next_meetings",
    "open_paper",
    "public_notes",
    "question",
    "questions",
    "quorum_forecast",
    "report",
    "reports_due",
    "reports_proposed",
    "unrecorded",
]


def decisions_for_action(action_id: str, *, viewer: Viewer) -> tuple[DecisionRow, ...]:
    """What bodies decided about an action, the newest first; for others than its members only words made public."""
    if not rights.may(viewer, "meeting-read"):
        return ()
    reach = reach_of(viewer)
    rows = BodyDecision.objects.filter(action__public_id=action_id).select_related("body", "meeting__body", "action")
    found = rows.prefetch_related("steps__by").order_by("-meeting__meets_on", "-pk")
    shown = [(row, decision_row(row, viewer, reach)) for row in found]
    return tuple(row for kept, row in shown if reach.reads(kept.body) or (row.stands and row.text))


def decision(decision_id: str, *, viewer: Viewer) -> DecisionRow:
    """One decision, for those who read its body; the same NotFound for everybody else."""
    rows = BodyDecision.objects.filter(public_id=decision_id).select_related("body", "meeting__body", "action")
    found, reach = rows.prefetch_related("steps__by").first(), reach_of(viewer)
    if found is None or not reach.reads(found.body):
        raise NotFound("There is no such decision here.", do="Start from the meeting that noted it.")
    return decision_row(found, viewer, reach)


def open_paper(paper_id: str, *, viewer: Viewer, route: str = "") -> tuple[str, BinaryIO]:
    """The file of a paper, for those who read the body or to whom its item is addressed; its opening is on record."""
    reach = reach_of(viewer)
    row = Paper.objects.filter(public_id=paper_id, document__isnull=False).select_related("item__meeting__body").first()
    is_theirs = row is not None and (
        reach.reads(row.item.meeting.body) or ADDRESSED.get(row.item.kind, "") in reach.kinds
    )
    if row is None or row.document is None or not is_theirs:
        raise NotFound("There is no such paper here.", do="Open the meeting again to see its papers.")
    role = rights.check(viewer, "meeting-read")
    records_read(Act("open-paper", "paper", [row.public_id], role, route), by=viewer)
    return row.document.name, store.open_stored(row.document.stored_as)


def has_feed(*, viewer: Viewer) -> bool:
    """Whether this person has a calendar address that works."""
    return CalendarFeed.objects.filter(user=viewer.user_id, ended_on__isnull=True).exists()


def feed(secret: str, *, on: date, address: str = "") -> bytes:
    """The meetings of whoever made this secret, for their calendar; NotFound for one that is wrong or has ended.

    It names bodies, times and places: no paper, no minute and no person.
    """
    mark = hashlib.sha256(secret.encode()).hexdigest()
    held = CalendarFeed.objects.filter(secret_hash=mark, ended_on__isnull=True, user__is_active=True).first()
    if held is None or not rights.may(viewer_of(held.user, on=on), "meeting-read"):
        raise NotFound("There is no such calendar.", do="Make a new address on the page of your meetings.")
    numbers = rules.numbers()
    mine = SeatHolding.objects.filter(on_day(on), user=held.user_id) | SeatHolding.objects.filter(
        on_day(on), deputy_user=held.user_id
    )
    rows = Meeting.objects.filter(
        body__in=mine.values("seat__body"), meets_on__gte=on - timedelta(days=numbers.feed_days_back)
    )
    found = rows.select_related("body").order_by("meets_on", "pk")
    meetings = [
        inviting.calendar_meeting(row, address=address.format(row.public_id) if address else "") for row in found
    ]
    return events.feed(meetings, name="One Plan meetings", reminder_hours=numbers.reminder_hours)


def public_notes() -> tuple[NoteRow, ...]:
    """What everybody may read of meetings: notes that were published, and the public words of decisions that stand."""
    rows = Meeting.objects.filter(state=HELD, note_published_on__isnull=False).select_related("body")
    return tuple(_note(row) for row in rows.order_by("-meets_on", "pk"))


def _note(row: Meeting) -> NoteRow:
    stands = BodyDecision.objects.filter(meeting=row, state__in=[each.value for each in STANDS]).exclude(
        public_words=""
    )
    words = tuple(stands.order_by("pk").values_list("public_words", flat=True))
    return NoteRow(row.body.name, row.meets_on, row.public_note, row.note_published_on or row.meets_on, words)
