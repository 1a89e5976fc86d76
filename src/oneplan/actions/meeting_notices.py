"""Who is told about a meeting, and what of it had already gone out."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from oneplan.adapters.calendar import inviting
from oneplan.records.accounts.models import User
from oneplan.records.governance.models import Attendance, Meeting, MeetingNotice, Paper, SeatHolding
from oneplan.records.governance.reach import on_day

INVITED, MOVED, CANCELLED, PAPERS = "invited", "moved", "cancelled", "papers"
_CANNOT_RECEIVE = re.compile(r"\.(example|invalid|test|localhost)$")


def tell(meeting: Meeting, kind: str, *, on: date) -> int:
    """Everybody with an account and a seat is told once this change stands; returns how many that is."""
    rows = [
        MeetingNotice.objects.create(meeting=meeting, user=user, kind=kind, made_on=on) for user in members(meeting)
    ]
    if rows:
        transaction.on_commit(lambda: _send([row.pk for row in rows]))
    return len(rows)


def members(meeting: Meeting) -> list[User]:
    """The accounts of those who hold a seat on the day of the meeting, each once."""
    held = SeatHolding.objects.filter(on_day(meeting.meets_on), seat__body=meeting.body, user__is_active=True)
    found = {row.user_id: row.user for row in held.select_related("user").order_by("seat__position", "pk")}
    return [user for user in found.values() if user is not None]


def went_out(meeting: Meeting) -> list[str]:
    """What people already hold of a meeting: invitations, papers and their own answers, each in words."""
    told = MeetingNotice.objects.filter(meeting=meeting, kind__in=[INVITED, MOVED]).values("user").distinct().count()
    said = [f"Invitations to {told} {'person' if told == 1 else 'people'}."] if told else []
    papers = Paper.objects.filter(item__meeting=meeting, sent_on__isnull=False).order_by("sent_on", "pk")
    said += [f"Paper sent on {row.sent_on.day} {row.sent_on:%B %Y}: {row.title}." for row in papers if row.sent_on]
    if meeting.papers_sent_on and not papers:
        day = meeting.papers_sent_on
        said.append(f"The agenda, on {day.day} {day:%B %Y}.")
    answered = Attendance.objects.filter(meeting=meeting).exclude(reply="").count()
    if answered:
        said.append(f"{answered} {'member' if answered == 1 else 'members'} had answered, and must answer again.")
    return said


def _send(notices: list[int]) -> None:
    rows = MeetingNotice.objects.filter(pk__in=notices).select_related("meeting__body", "user").order_by("pk")
    for row in rows:
        if _CANNOT_RECEIVE.search(row.user.email):
            continue  # invented people: nothing is sent and nothing is said to have been
        row.is_sent = inviting.is_sent(inviting.letter_of(row.meeting, row.kind), to=row.user.email)
        row.save(update_fields=["is_sent"])
