"""The parts that pages of bodies and of meetings share: seats, decisions, actions arising, questions and reports."""

from __future__ import annotations

from datetime import date

from oneplan.answers.governance_rows import ArisingRow, DecisionRow, QuestionRow, ReportRow, SeatRow
from oneplan.core.access import Viewer
from oneplan.core.governance.decisions import NEXT, STANDS, WORDS, DecisionState
from oneplan.core.governance.meetings import papers_due_on
from oneplan.core.governance.reports import STATE_WORDS, ReportState, is_late
from oneplan.records import rights
from oneplan.records.governance.agendas import WAITING_REPORTS
from oneplan.records.governance.models import (
    ArisingAction,
    BodyDecision,
    DueReport,
    Meeting,
    Question,
    Seat,
    SeatHolding,
)
from oneplan.records.governance.models.meeting import PLANNED
from oneplan.records.governance.reach import TAKE_PART, Reach, may_chair, may_write
from oneplan.rulebook import governance

YOUNG = "young-people"


def seat_row(seat: Seat, held: SeatHolding | None, *, sees_names: bool) -> SeatRow:
    """A seat; a young person in it is never named, and nobody is to those who do not read the body."""
    is_named = sees_names and seat.speaks_for != YOUNG
    return SeatRow(
        id=seat.public_id,
        role=seat.role,
        partner=seat.partner,
        speaks_for=seat.speaks_for,
        is_chair=seat.is_chair,
        is_voting=seat.is_voting,
        is_vacant=held is None,
        holder=_holder(held) if held and is_named else "",
        deputy=(held.deputy_name or (held.deputy_user.name if held.deputy_user else "")) if held and is_named else "",
        since=held.first_day if held else None,
        until=held.last_day if held else None,
    )


def decision_row(row: BodyDecision, viewer: Viewer, reach: Reach) -> DecisionRow:
    """A decision; whoever does not read its body gets its public words, and only if it stands."""
    state, reads = DecisionState(row.state), reach.reads(row.body)
    chairs = may_chair(viewer, row.body, reach)
    return DecisionRow(
        id=row.public_id,
        body=row.meeting.body.name,
        meeting_id=row.meeting.public_id,
        meets_on=row.meeting.meets_on,
        text=row.text if reads else row.public_words,
        public_words=row.public_words,
        state=state.value,
        state_words=WORDS[state],
        stands=state in STANDS,
        decided_on=row.decided_on,
        action_id=row.action.public_id if row.action else "",
        action_ref=row.action.ref if row.action else "",
        steps=_steps(row) if reads else (),
        may_take_chairs_action=chairs and DecisionState.CHAIRS_ACTION in NEXT[state],
        may_ratify=chairs and DecisionState.RATIFIED in NEXT[state],
    )


def arising_row(row: ArisingAction, viewer: Viewer, reach: Reach, on: date) -> ArisingRow:
    """An action that arose, and whether this reader may say it is done."""
    is_own = row.owner_role in viewer.owner_roles and rights.may(viewer, TAKE_PART)
    return ArisingRow(
        id=row.public_id,
        text=row.text,
        owner_role=row.owner_role,
        due_on=row.due_on,
        done_on=row.done_on,
        done_words=row.done_words,
        plan_action_id=row.plan_action.public_id if row.plan_action else "",
        is_late=row.done_on is None and row.due_on < on,
        may_finish=row.done_on is None and (is_own or may_write(viewer, row.body, reach)),
        meets_on=row.meeting.meets_on,
        meeting_id=row.meeting.public_id,
    )


def question_row(row: Question, viewer: Viewer, reach: Reach) -> QuestionRow:
    """A question with its answer, if there is one."""
    may_answer = row.answered_on is None and rights.may(viewer, "question-answer") and reach.reads(row.to_body)
    return QuestionRow(
        id=row.public_id,
        from_id=row.from_body.public_id,
        from_body=row.from_body.name,
        to_id=row.to_body.public_id,
        to_body=row.to_body.name,
        direction=row.direction,
        text=row.text,
        why=row.why,
        raised_on=row.raised_on,
        due_on=row.due_on,
        answer=row.answer,
        answered_on=row.answered_on,
        answered_by=row.answered_by.name if row.answered_by else "",
        may_answer=may_answer,
    )


def report_row(row: DueReport, on: date) -> ReportRow:
    """A report due, with the meeting it goes to and the day its paper is due."""
    state, body, meeting = ReportState(row.status), row.due_body, _goes_to(row, on)
    due = papers_due_on(governance.working_days(), meeting.meets_on, meeting.body.paper_days) if meeting else None
    return ReportRow(
        id=row.public_id,
        title=row.title,
        kind=row.kind,
        kind_title=governance.report_words().titles.get(row.kind, row.kind),
        owner_role=row.owner_role,
        audience=row.audience,
        sign_off_route=row.sign_off_route,
        body_id=body.public_id if body else "",
        body=body.name if body else "",
        due_on=row.due_on,
        meeting_id=meeting.public_id if meeting else "",
        meets_on=meeting.meets_on if meeting else None,
        papers_due_on=due,
        status=state.value,
        status_words=STATE_WORDS[state],
        status_on=row.status_on,
        is_late=is_late(state, row.due_on, on),
        because=row.because,
        why_not_needed=row.why_not_needed,
        action_id=row.action.public_id if row.action else "",
        action_ref=row.action.ref if row.action else "",
        promise=row.promise_text,
        link=row.published_link,
    )


def _goes_to(row: DueReport, on: date) -> Meeting | None:
    """The meeting a report was placed on, or else the last one of its body before its day."""
    if row.meeting or row.status not in WAITING_REPORTS or row.due_on is None:
        return row.meeting
    upcoming = Meeting.objects.filter(body=row.due_body, state=PLANNED, meets_on__gte=on, meets_on__lte=row.due_on)
    return upcoming.select_related("body").order_by("-meets_on", "-pk").first() if row.due_body else None


def _holder(held: SeatHolding) -> str:
    return held.name or (held.user.name if held.user else "")


def _steps(row: BodyDecision) -> tuple[tuple[date, str, str, str], ...]:
    steps = row.steps.all()
    return tuple((each.on_day, WORDS[DecisionState(each.state)], each.reason, each.by.name) for each in steps)
