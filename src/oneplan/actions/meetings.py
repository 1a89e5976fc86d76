"""Meetings before their day: planned, moved, cancelled and answered."""

from __future__ import annotations

from datetime import date, time

from oneplan.actions import meeting_notices as notices
from oneplan.actions.bodies import live_body, seat_row
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import User
from oneplan.records.governance import agendas, quorums, reach
from oneplan.records.governance.models import Attendance, Interest, Meeting, MeetingMove
from oneplan.records.governance.models.meeting import CANCELLED, PLANNED
from oneplan.rulebook import governance

REPLIES = (quorums.COMING, quorums.APOLOGY, quorums.DEPUTY)


def plan_meeting(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    body_id: str,
    meets_on: date,
    starts_at: time,
    lasts_minutes: int = 0,
    place: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The body meets on this day, and its members are told; returns the meeting's id."""
    request = Request("plan-meeting", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        body = live_body(body_id)
        role = reach.check_write(viewer, body)
        if Meeting.objects.filter(body=body, meets_on=meets_on).exclude(state=CANCELLED).exists():
            raise Problem(f"{body.name} already meets on that day.", do="Choose another day.")
        meeting = Meeting.objects.create(
            body=body,
            meets_on=meets_on,
            starts_at=starts_at,
            lasts_minutes=lasts_minutes or governance.numbers().lasts_minutes,
            place=place.strip(),
            made_by=by,
        )
        notices.tell(meeting, notices.INVITED, on=on)
        traced(request, viewer, role, meeting)
        return meeting.public_id

    return carry_out(request, work, asked={"body": body_id, "on": meets_on, "at": starts_at, "place": place})


def move_meeting(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    meeting_id: str,
    meets_on: date,
    starts_at: time,
    place: str,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The meeting is on another day; what had gone out is kept, people are told, and all must answer again."""
    request = Request("move-meeting", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        meeting = planned_meeting(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        if not reason.strip():
            raise Problem("Say why it moves.", why="Everybody who is told will ask.")
        if meets_on == meeting.meets_on and starts_at == meeting.starts_at:
            raise Problem("That is when it meets already.", do="Give another day or another time.")
        MeetingMove.objects.create(
            meeting=meeting,
            was_on=meeting.meets_on,
            now_on=meets_on,
            reason=reason.strip(),
            went_out=notices.went_out(meeting),
            by=by,
            moved_on=on,
        )
        if meets_on != meeting.meets_on:
            # A yes to one day is no yes to another.
            Attendance.objects.filter(meeting=meeting).update(reply="", deputy_name="", replied_on=None)
        meeting.meets_on, meeting.starts_at = meets_on, starts_at
        meeting.place = place.strip() or meeting.place
        meeting.sequence += 1
        meeting.save()
        notices.tell(meeting, notices.MOVED, on=on)
        traced(request, viewer, role, meeting)
        return meeting.sequence

    return carry_out(request, work, asked={"meeting": meeting_id, "on": meets_on, "at": starts_at, "why": reason})


def cancel_meeting(*, meeting_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The meeting does not take place, with the reason; what waited for it falls on the next one."""
    request = Request("cancel-meeting", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = planned_meeting(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        if not reason.strip():
            raise Problem("Say why it does not take place.", why="Everybody who is told will ask.")
        agendas.settle(meeting, on=on)
        meeting.state, meeting.why_cancelled = CANCELLED, reason.strip()
        meeting.sequence += 1
        meeting.save()
        notices.tell(meeting, notices.CANCELLED, on=on)
        traced(request, viewer, role, meeting)
        return meeting.public_id

    return carry_out(request, work, asked={"meeting": meeting_id, "why": reason})


def reply(
    *,
    meeting_id: str,
    seat_id: str,
    says: str,
    deputy_name: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The seat says whether it comes, sends apologies or sends a deputy; the last word counts."""
    request = Request("reply-to-meeting", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting, seat = planned_meeting(meeting_id), seat_row(seat_id)
        role = reach.check_seat(viewer, seat)
        if seat.body_id != meeting.body_id or says not in REPLIES:
            raise Problem("Say whether you come, send apologies or send a deputy.")
        if says == quorums.DEPUTY and not deputy_name.strip() and not seat.speaks_for:
            raise Problem("Say who comes instead.", why="The minutes name who was there.")
        Attendance.objects.update_or_create(
            meeting=meeting,
            seat=seat,
            defaults={
                "reply": says,
                "deputy_name": deputy_name.strip() if says == quorums.DEPUTY else "",
                "replied_on": on,
                "replied_by": by,
            },
        )
        traced(request, viewer, role, meeting, seat=seat_id, says=says)
        return says

    return carry_out(request, work, asked={"meeting": meeting_id, "seat": seat_id, "says": says, "who": deputy_name})


def declare_interest(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    meeting_id: str,
    key: str,
    seat_id: str,
    says: str,
    is_personal: bool = False,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The seat stands aside for one item and does not count towards its quorum."""
    request = Request("declare-interest", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        meeting, seat = planned_meeting(meeting_id), seat_row(seat_id)
        role = reach.check_seat(viewer, seat)
        if seat.body_id != meeting.body_id:
            raise Problem("That seat is not on this body.", do="Choose a seat of the body that meets.")
        if not says.strip():
            raise Problem("Say what the interest is.", why="The minutes record it, so that a decision can be trusted.")
        item = agendas.item_for(meeting, key, on=on)
        if Interest.objects.filter(item=item, seat=seat).exists():
            raise Problem("This interest is declared already.", do="Nothing more is needed.")
        row = Interest.objects.create(
            item=item, seat=seat, says=says.strip(), is_personal=is_personal, declared_on=on, by=by
        )
        traced(request, viewer, role, meeting, item=key, seat=seat_id)
        return row.pk

    return carry_out(request, work, asked={"meeting": meeting_id, "item": key, "seat": seat_id, "says": says})


def meeting_row(meeting_id: str) -> Meeting:
    """The meeting with this id, held for this transaction; raises NotFound in words."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("body").filter(public_id=meeting_id).first()
    if found is None:
        raise NotFound("There is no such meeting here.", do="Start from the list of meetings.")
    return found


def planned_meeting(meeting_id: str) -> Meeting:
    """A meeting that is still to be held; raises in words for one that is over or does not take place."""
    found = meeting_row(meeting_id)
    if found.state != PLANNED:
        raise Problem(
            "This meeting is over." if found.state != CANCELLED else "This meeting does not take place.",
            why="What it had before it stays as it was.",
            do="Do this for the next meeting of the same body.",
        )
    return found


def traced(request: Request, viewer: Viewer, role: str, meeting: Meeting, **details: str | int) -> None:
    """The audit entry of anything done about a meeting."""
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="meeting",
        subject_ids=[meeting.public_id],
        details=dict(details),
    )
