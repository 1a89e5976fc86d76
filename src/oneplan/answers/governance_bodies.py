"""Bodies: who answers to whom, and all that one of them has done and still holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from oneplan.answers.governance_parts import YOUNG, arising_row, question_row, report_row, seat_row
from oneplan.answers.governance_rows import BodyPage, BodyRow, MeetingRow, QuestionRow, RecurringRow, SeatRow, TermsRow
from oneplan.core.access import NotFound, Viewer
from oneplan.core.governance import meetings as rules
from oneplan.core.governance.attendance import PartnerAttendance, SeatAt, by_partner, overall
from oneplan.records import rights
from oneplan.records.governance import quorums
from oneplan.records.governance.held import held_by
from oneplan.records.governance.models import (
    ArisingAction,
    Attendance,
    Body,
    BodyTie,
    DueReport,
    Handover,
    Meeting,
    Paper,
    Question,
    RecurringItem,
    SeatHolding,
    TermsVersion,
)
from oneplan.records.governance.models.meeting import CANCELLED, HELD, PLANNED
from oneplan.records.governance.reach import Reach, may_write, reach_of
from oneplan.rulebook import governance

_DAYS_IN_A_MONTH = 31


def bodies(*, viewer: Viewer, on: date) -> tuple[BodyRow, ...]:
    """Every body, the highest tier first; those that have closed come last."""
    reach = reach_of(viewer)
    rows = Body.objects.select_related("parent").order_by("tier", "name", "pk")
    found = [body_row(each, reach, on) for each in rows]
    return tuple(sorted(found, key=lambda row: row.closes_on is not None))


def body(body_id: str, *, viewer: Viewer, on: date) -> BodyPage:
    """One body; what is said in it is empty for those who have no seat there."""
    reach, found = reach_of(viewer), _body(body_id)
    reads = reach.reads(found)
    meetings = list(Meeting.objects.filter(body=found).order_by("meets_on", "pk"))
    attendance = _attendance(found)
    return BodyPage(
        body=body_row(found, reach, on),
        terms=_terms(found, sees_names=reads),
        seats=tuple(seat_row(seat, held, sees_names=reads) for seat, held in quorums.seats_on(found, on)),
        former=_former(found, on) if reads else (),
        attendance=attendance,
        everybody=overall(attendance) if attendance else None,
        lived_experience=_lived_experience(found),
        upcoming=tuple(meeting_row(row) for row in meetings if row.state == PLANNED),
        past=tuple(_past(row) for row in reversed(meetings) if row.state != PLANNED),
        recurring=_recurring(found, meetings, on),
        questions=_questions(found, viewer, reach) if reads else (),
        reports=tuple(report_row(row, on) for row in _reports(found)),
        arising=tuple(arising_row(row, viewer, reach, on) for row in _open_arising(found)) if reads else (),
        children=tuple(body_row(row, reach, on) for row in found.children.order_by("closes_on", "name", "pk")),
        held=held_by(found) if reads else (),
        handed_over=_handed_over(found) if reads else (),
        paper_days=found.paper_days,
        closed_reason=found.closed_reason,
        may_write=may_write(viewer, found, reach) and found.closes_on is None,
        may_ask=reads and rights.may(viewer, "question-raise") and found.closes_on is None,
    )


def body_row(row: Body, reach: Reach, on: date) -> BodyRow:
    """A body as lists show it."""
    upcoming = Meeting.objects.filter(body=row, state=PLANNED, meets_on__gte=on).order_by("meets_on", "pk").first()
    seats = quorums.seats_on(row, on)
    chair = next((seat.role for seat, _ in seats if seat.is_chair), "")
    ties = BodyTie.objects.filter(from_body=row).select_related("to_body").order_by("pk")
    return BodyRow(
        id=row.public_id,
        name=row.name,
        kind=row.kind,
        kind_title=governance.kind(row.kind).title,
        tier=row.tier,
        purpose=row.purpose,
        parent_id=row.parent.public_id if row.parent else "",
        parent_name=row.parent.name if row.parent else "",
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        ties=tuple((tie.kind, tie.to_body.public_id, tie.to_body.name) for tie in ties),
        chair=chair,
        next_meeting=upcoming.meets_on if upcoming else None,
        next_meeting_id=upcoming.public_id if upcoming else "",
        seats=len(seats),
        vacant=sum(1 for _, held in seats if held is None),
        open_questions=Question.objects.filter(to_body=row, answered_on__isnull=True).count(),
        sits_here=row.pk in reach.sits_in,
        reads_papers=reach.reads(row),
    )


def meeting_row(row: Meeting) -> MeetingRow:
    """A meeting as lists show it."""
    return MeetingRow(
        id=row.public_id,
        body_id=row.body.public_id,
        body=row.body.name,
        meets_on=row.meets_on,
        starts_at=row.starts_at,
        place=row.place,
        state=row.state,
        is_signed=row.minutes_signed_on is not None,
        has_note=row.note_published_on is not None,
        papers_due_on=rules.papers_due_on(governance.working_days(), row.meets_on, row.body.paper_days),
    )


def _past(row: Meeting) -> MeetingRow:
    shown = meeting_row(row)
    if row.state != HELD:
        return shown
    return replace(shown, is_quorate=quorums.is_quorate_for(row, ""))


def _body(body_id: str) -> Body:
    found = Body.objects.select_related("parent").filter(public_id=body_id).first()
    if found is None:
        raise NotFound("There is no such body here.", do="Start from the page of who answers to whom.")
    return found


def _terms(body: Body, *, sees_names: bool) -> tuple[TermsRow, ...]:
    rows = TermsVersion.objects.filter(body=body).select_related("made_by").order_by("-number")
    return tuple(
        TermsRow(
            each.number,
            each.valid_from,
            each.text,
            quorums.rule_of(each),
            each.reason if sees_names else "",
            each.made_by.name if sees_names else "",
        )
        for each in rows
    )


def _former(body: Body, on: date) -> tuple[SeatRow, ...]:
    rows = SeatHolding.objects.filter(seat__body=body, last_day__lt=on).select_related("seat", "user", "deputy_user")
    named = rows.exclude(seat__speaks_for=YOUNG).order_by("-last_day", "pk")
    return tuple(seat_row(row.seat, row, sees_names=True) for row in named)


def _attendance(body: Body) -> tuple[PartnerAttendance, ...]:
    rows = Attendance.objects.filter(meeting__body=body, meeting__state=HELD).exclude(presence="")
    return by_partner(
        SeatAt(
            row.seat.partner or "No partner named",
            is_taken=row.presence in {quorums.PRESENT, quorums.DEPUTY},
            is_deputy=row.presence == quorums.DEPUTY,
        )
        for row in rows.select_related("seat").order_by("pk")
    )


def _lived_experience(body: Body) -> tuple[int, int]:
    papers = list(
        Paper.objects.filter(item__meeting__body=body, item__meeting__state=HELD).values_list(
            "has_lived_experience", flat=True
        )
    )
    return sum(papers), len(papers)


def _recurring(body: Body, meetings: Iterable[Meeting], on: date) -> tuple[RecurringRow, ...]:
    live = [row.meets_on for row in meetings if row.state != CANCELLED]
    horizon = on + timedelta(days=_DAYS_IN_A_MONTH * governance.numbers().forward_months)
    found = []
    for row in RecurringItem.objects.filter(body=body).order_by("pk"):
        rule = rules.Recurrence(row.first_day, every=row.every, months=tuple(row.months), last_day=row.last_day)
        days = tuple(day for day in rules.falls_on(rule, live) if on <= day <= horizon)
        missed = rules.missed_seasons(rule, live, last_year=horizon.year - 1) if row.months else ()
        later = tuple(year for year in missed if year >= on.year)
        found.append(RecurringRow(row.public_id, row.title, row.lead_role, row.every, tuple(row.months), days, later))
    return tuple(found)


def _questions(body: Body, viewer: Viewer, reach: Reach) -> tuple[QuestionRow, ...]:
    rows = [
        *Question.objects.filter(to_body=body).select_related("from_body", "to_body", "answered_by"),
        *Question.objects.filter(from_body=body).select_related("from_body", "to_body", "answered_by"),
    ]
    rows.sort(key=lambda row: (row.answered_on is not None, row.due_on, row.pk))
    return tuple(question_row(row, viewer, reach) for row in rows)


def _reports(body: Body) -> Iterable[DueReport]:
    rows = DueReport.objects.filter(due_body=body).exclude(status__in=["proposed", "not-needed"])
    return rows.select_related("due_body", "meeting__body", "action").order_by("due_on", "pk")


def _open_arising(body: Body) -> Iterable[ArisingAction]:
    rows = ArisingAction.objects.filter(body=body, done_on__isnull=True)
    return rows.select_related("body", "meeting", "plan_action").order_by("due_on", "pk")


def _handed_over(body: Body) -> tuple[tuple[str, str, str, date], ...]:
    rows = Handover.objects.filter(from_body=body).select_related("to_body").order_by("pk")
    return tuple((row.kind, row.words, row.to_body.name, row.handed_on) for row in rows)
