"""What a meeting leaves behind: who was there, minutes, decisions as they may stand, and a note for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from oneplan.actions.meetings import meeting_row, planned_meeting, traced
from oneplan.actions.once import Request, carry_out
from oneplan.core.access import NotFound, Viewer
from oneplan.core.governance.decisions import DecisionState, check_may_become, recorded_as
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import User
from oneplan.records.governance import agendas, quorums, reach
from oneplan.records.governance.models import AgendaItem, Attendance, BodyDecision, DecisionStep, Meeting
from oneplan.records.governance.models.meeting import CANCELLED, HELD
from oneplan.records.improvement.models import Action, Section

PRESENCES = (quorums.PRESENT, quorums.DEPUTY, quorums.APOLOGY, quorums.ABSENT)
OUTCOMES = ("discussed", agendas.CARRIED, "noted")


def hold_meeting(
    *, meeting_id: str, presence: Mapping[str, str], by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The meeting has been held, with who was there by seat; its agenda is from now on what it was."""
    request = Request("hold-meeting", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = planned_meeting(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        if meeting.meets_on > on:
            raise Problem(
                f"This meeting is on {meeting.meets_on.day} {meeting.meets_on:%B %Y}.",
                why="Who was there can only be said once it has begun.",
                do="Move it first if it was held on another day.",
            )
        seats = {seat.public_id: seat for seat, _ in quorums.seats_on(meeting.body, meeting.meets_on)}
        unsaid = [seat.role for key, seat in seats.items() if presence.get(key) not in PRESENCES]
        if unsaid:
            raise Problem(
                f"Say who was there: {'; '.join(unsaid)}.", why="The quorum is reckoned from who was in the room."
            )
        agendas.settle(meeting, on=on)
        for key, seat in seats.items():
            Attendance.objects.update_or_create(meeting=meeting, seat=seat, defaults={"presence": presence[key]})
        meeting.state = HELD
        meeting.save(update_fields=["state"])
        traced(request, viewer, role, meeting)
        return meeting.public_id

    return carry_out(request, work, asked={"meeting": meeting_id, "presence": dict(presence)})


def write_minute(
    *,
    meeting_id: str,
    key: str,
    minute: str,
    outcome: str = "discussed",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The item has its minute; one that is carried stands on the next agenda by itself."""
    request = Request("write-minute", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = _held(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        _check_unsigned(meeting)
        if outcome not in OUTCOMES or (not minute.strip() and outcome != agendas.CARRIED):
            raise Problem("Write what was said.", why="An item without a minute looks as if it never came up.")
        row = _item(meeting, key)
        row.minute, row.outcome = minute.strip(), outcome
        row.save(update_fields=["minute", "outcome"])
        traced(request, viewer, role, meeting, item=key)
        return outcome

    return carry_out(request, work, asked={"meeting": meeting_id, "item": key, "minute": minute, "outcome": outcome})


def record_decision(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    meeting_id: str,
    key: str,
    text: str,
    public_words: str = "",
    action_id: str = "",
    section: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The decision is on record: made where the item had a quorum, and only noted where it had none; returns its id."""
    request = Request("record-decision", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = _held(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        _check_unsigned(meeting)
        if not text.strip():
            raise Problem("Write the decision.", why="It is held to its words.")
        state = recorded_as(is_quorate=quorums.is_quorate_for(meeting, key))
        row = BodyDecision.objects.create(
            body=meeting.body,
            meeting=meeting,
            item=_item(meeting, key),
            text=text.strip(),
            public_words=public_words.strip(),
            action=_action(action_id),
            section=_section(section, action_id),
            state=state.value,
            decided_on=meeting.meets_on if state is DecisionState.MADE else None,
        )
        _step(row, state, meeting, "Recorded in the minutes.", by=by, role=role, on=on)
        traced(request, viewer, role, meeting, decision=row.public_id, state=state.value)
        return row.public_id

    return carry_out(request, work, asked={"meeting": meeting_id, "item": key, "text": text, "action": action_id})


def take_chairs_action(
    *, decision_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """What was only noted stands by the chair's action, with the reason, until a meeting ratifies or refuses it."""
    request = Request("take-chairs-action", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row = _decision(decision_id)
        role = reach.check_chair(viewer, row.body)
        return _move(
            request, viewer, row, DecisionState.CHAIRS_ACTION, reason=reason, meeting=None, role=role, decided_on=on
        )

    return carry_out(request, work, asked={"decision": decision_id, "why": reason})


def ratify_decision(
    *,
    decision_id: str,
    meeting_id: str,
    is_refused: bool = False,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A later meeting with a quorum ratified the decision, or refused it; recorded as such and never as made."""
    request = Request("ratify-decision", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row, meeting = _decision(decision_id), _held(meeting_id)
        role = reach.check_chair(viewer, row.body)
        if meeting.body_id != row.body_id or meeting.pk == row.meeting_id or meeting.meets_on < row.meeting.meets_on:
            raise Problem(
                "Choose a later meeting of the same body.", why="Only a meeting that came after can ratify it."
            )
        if not quorums.is_quorate_for(meeting, f"ratify-{row.public_id}"):
            raise Problem(
                "That meeting had no quorum for this item.",
                why="A meeting without a quorum can ratify nothing.",
                do="Leave it on the agenda of the next one: it stands there by itself.",
            )
        state = DecisionState.REFUSED if is_refused else DecisionState.RATIFIED
        day = None if is_refused else row.decided_on or meeting.meets_on
        return _move(request, viewer, row, state, reason=reason, meeting=meeting, role=role, decided_on=day)

    asked = {"decision": decision_id, "meeting": meeting_id, "refused": is_refused, "why": reason}
    return carry_out(request, work, asked=asked)


def sign_minutes(*, meeting_id: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The chair signs the minutes, and nothing in them changes any more."""
    request = Request("sign-minutes", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = _held(meeting_id)
        role = reach.check_chair(viewer, meeting.body)
        _check_unsigned(meeting)
        open_items = AgendaItem.objects.filter(meeting=meeting, outcome="", removed_on__isnull=True)
        left = list(open_items.order_by("position", "pk").values_list("title", flat=True))
        if left:
            raise Problem(
                f"{len(left)} {'item has' if len(left) == 1 else 'items have'} no minute yet.",
                why=f"Signed minutes cannot be added to. Still open: {'; '.join(left)}.",
                do="Write a minute for each, or carry it to the next meeting.",
            )
        meeting.minutes_signed_on, meeting.minutes_signed_by = on, by
        meeting.save(update_fields=["minutes_signed_on", "minutes_signed_by"])
        traced(request, viewer, role, meeting)
        return meeting.public_id

    return carry_out(request, work, asked={"meeting": meeting_id})


def publish_note(*, meeting_id: str, note: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """Everybody may read this note and the public words of decisions that stand; an empty note takes it back."""
    request = Request("publish-meeting-note", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = meeting_row(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        if meeting.state == CANCELLED:
            raise Problem("This meeting did not take place, so there is nothing to tell.")
        meeting.public_note = note.strip()
        meeting.note_published_on = on if note.strip() else None
        meeting.save(update_fields=["public_note", "note_published_on"])
        traced(request, viewer, role, meeting)
        return meeting.public_id

    return carry_out(request, work, asked={"meeting": meeting_id, "note": note})


def _move(
    request: Request,
    viewer: Viewer,
    row: BodyDecision,
    state: DecisionState,
    *,
    reason: str,
    meeting: Meeting | None,
    role: str,
    decided_on: date | None,
) -> str:
    check_may_become(DecisionState(row.state), state)
    if not reason.strip():
        raise Problem("Say why.", why="The record shows the reason beside what became of the decision.")
    row.state, row.decided_on = state.value, decided_on
    row.save(update_fields=["state", "decided_on"])
    _step(row, state, meeting, reason.strip(), by=request.by, role=role, on=request.on)
    traced(request, viewer, role, row.meeting, decision=row.public_id, state=state.value)
    return state.value


def _step(
    row: BodyDecision, state: DecisionState, meeting: Meeting | None, reason: str, *, by: User, role: str, on: date
) -> None:
    DecisionStep.objects.create(
        decision=row, state=state.value, meeting=meeting, reason=reason, by=by, acting_role=role, on_day=on
    )


def _held(meeting_id: str) -> Meeting:
    found = meeting_row(meeting_id)
    if found.state != HELD:
        raise Problem(
            "Say first who was there.",
            why="What a meeting may decide depends on who was in the room.",
            do="Open the meeting on its day and record who came.",
        )
    return found


def _item(meeting: Meeting, key: str) -> AgendaItem:
    found = AgendaItem.objects.select_for_update().filter(meeting=meeting, key=key, removed_on__isnull=True).first()
    if found is None:
        raise NotFound("There was no such item at this meeting.", do="Open the meeting again to see what it had.")
    return found


def _decision(decision_id: str) -> BodyDecision:
    found = (
        BodyDecision.objects.select_for_update(of=("self",))
        .select_related("body", "meeting")
        .filter(public_id=decision_id)
        .first()
    )
    if found is None:
        raise NotFound("There is no such decision here.", do="Start from the meeting that noted it.")
    return found


def _check_unsigned(meeting: Meeting) -> None:
    if meeting.minutes_signed_on is not None:
        raise Problem(
            "The minutes of this meeting are signed.",
            why=f"They were signed on {meeting.minutes_signed_on.day} {meeting.minutes_signed_on:%B %Y}.",
            do="Raise it at the next meeting, and let its minutes say what was wrong.",
        )


def _action(action_id: str) -> Action | None:
    if not action_id:
        return None
    found = Action.objects.filter(public_id=action_id, is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such action in the plan.", do="Choose one that the plan holds.")
    return found


def _section(slug: str, action_id: str) -> Section | None:
    if slug:
        return Section.objects.filter(slug=slug, is_withdrawn=False, plan__is_withdrawn=False).order_by("-pk").first()
    action = _action(action_id)
    return action.section if action else None
