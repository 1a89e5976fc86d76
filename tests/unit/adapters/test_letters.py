"""A name with a line break in it adds no header to a letter, and keeps no letter back."""

from datetime import UTC, date, datetime, time

from oneplan.adapters.calendar.inviting import letter_of
from oneplan.adapters.mail.sending import is_sent
from oneplan.records.governance.models import Body, Meeting

NAME = "Board\r\nBcc: everybody@example.org\nBEGIN:VALARM"


def test_a_subject_of_two_lines_leaves_as_one(mailoutbox):
    sent = is_sent(to="ada@example.org", subject=NAME, text="Hello")

    assert sent
    assert mailoutbox[0].subject == "Board Bcc: everybody@example.org BEGIN:VALARM"
    assert mailoutbox[0].recipients() == ["ada@example.org"]


def test_a_body_whose_name_has_two_lines_adds_nothing_to_its_invitation():
    meeting = Meeting(
        body=Body(name=NAME),
        meets_on=date(2026, 11, 30),
        starts_at=time(10),
        lasts_minutes=60,
        place="Hall\nATTENDEE:x",
        made_at=datetime(2026, 11, 1, tzinfo=UTC),
    )

    letter = letter_of(meeting, "invited")

    lines = letter.attachment.decode().splitlines()
    assert "\n" not in letter.subject
    assert not [line for line in lines if line.startswith(("BEGIN:VALARM", "ATTENDEE", "Bcc"))]
