"""Letters about a meeting, with the meeting itself attached for a calendar."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import EmailMessage

from oneplan.adapters.calendar.events import CalendarMeeting, invitation
from oneplan.records.governance.models import Meeting
from oneplan.records.governance.models.meeting import CANCELLED

log = logging.getLogger(__name__)
OPENINGS = {
    "invited": "You are invited to a meeting.",
    "moved": "This meeting has moved. Please say again whether you can come.",
    "cancelled": "This meeting does not take place.",
    "papers": "The agenda and the papers are ready to read in One Plan.",
}
SUBJECTS = {"invited": "Invitation", "moved": "Moved", "cancelled": "Cancelled", "papers": "Papers ready"}


@dataclass(frozen=True, slots=True)
class MeetingLetter:
    """A letter with its calendar attachment: it names the body, the time and the place, and nothing else."""

    subject: str
    text: str
    attachment: bytes


def calendar_meeting(meeting: Meeting, *, address: str = "") -> CalendarMeeting:
    """A meeting as calendars are told of it."""
    return CalendarMeeting(
        id=meeting.public_id,
        body=meeting.body.name,
        meets_on=meeting.meets_on,
        starts_at=meeting.starts_at,
        lasts_minutes=meeting.lasts_minutes,
        place=meeting.place,
        sequence=meeting.sequence,
        made_at=meeting.made_at,
        is_cancelled=meeting.state == CANCELLED,
        address=address,
    )


def letter_of(meeting: Meeting, kind: str) -> MeetingLetter:
    """The letter that tells of an invitation, a move, a cancellation or papers."""
    day = f"{meeting.meets_on:%A} {meeting.meets_on.day} {meeting.meets_on:%B %Y}"
    lines = [
        OPENINGS[kind],
        "",
        meeting.body.name,
        f"{day} at {meeting.starts_at:%H:%M}",
        meeting.place or "The place is not said yet.",
        "",
        "Open One Plan to answer, to read the agenda and to send a deputy.",
    ]
    subject = f"{SUBJECTS[kind]}: {meeting.body.name}, {day}"
    # A name with a line break in it would be a second header, and is refused by what sends.
    return MeetingLetter(" ".join(subject.split()), "\n".join(lines), invitation(calendar_meeting(meeting)))


def is_sent(letter: MeetingLetter, *, to: str) -> bool:
    """Whether the mail server took the letter; a refusal is logged without the address or a word of the letter."""
    message = EmailMessage(letter.subject, letter.text, None, [to])
    message.attach("meeting.ics", letter.attachment, "text/calendar")
    try:
        return message.send() == 1
    except (SMTPException, OSError) as refusal:
        log.warning("a letter about a meeting was not taken by the mail server: %s", type(refusal).__name__)
        return False
