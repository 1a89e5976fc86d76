"""Meetings as calendar events: name of the body, when and where, and never a word of a paper or a person's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

LONDON = ZoneInfo("Europe/London")
PRODUCT = "-//One Plan//Meetings//EN"


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """What a calendar is told of a meeting; ``sequence`` rises with every change, so that calendars follow."""

    id: str
    body: str
    meets_on: date
    starts_at: time
    lasts_minutes: int
    place: str
    sequence: int
    made_at: datetime
    is_cancelled: bool = False
    address: str = ""


def feed(meetings: Iterable[CalendarMeeting], *, name: str, reminder_hours: int) -> bytes:
    """A whole calendar, which programs read again by themselves."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT6H")
    for each in meetings:
        calendar.add_component(_event(each, reminder_hours))
    return bytes(calendar.to_ical())


def invitation(meeting: CalendarMeeting) -> bytes:
    """One meeting to put into a calendar, or to take out of it once it is cancelled."""
    calendar = _calendar("CANCEL" if meeting.is_cancelled else "PUBLISH")
    calendar.add_component(_event(meeting, 0))
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(meeting: CalendarMeeting, reminder_hours: int) -> Event:
    # Every moment goes out in universal time, so that a calendar needs no table of zones to be right.
    starts = datetime.combine(meeting.meets_on, meeting.starts_at, tzinfo=LONDON).astimezone(UTC)
    event = Event()
    event.add("uid", f"{meeting.id}@oneplan")
    event.add("summary", meeting.body)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=meeting.lasts_minutes))
    event.add("dtstamp", meeting.made_at.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.address:
        event.add("url", meeting.address)
    if reminder_hours and not meeting.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", meeting.body)
        alarm.add("trigger", timedelta(hours=-reminder_hours))
        event.add_component(alarm)
    return event
