"""Actions that arise from a meeting: who does what by when, done or not, and sometimes a line of the plan."""

from __future__ import annotations

from datetime import date

from oneplan.actions import plan_parts
from oneplan.actions.meetings import meeting_row, traced
from oneplan.actions.once import Request, carry_out
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.reading import Due, DuePrecision, Owner
from oneplan.core.improvement.source import Source, SourceKind
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.governance import reach
from oneplan.records.governance.models import AgendaItem, ArisingAction, Meeting
from oneplan.records.governance.models.meeting import HELD
from oneplan.records.improvement.models import Action


def add_arising(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    meeting_id: str,
    key: str = "",
    text: str,
    owner_role: str,
    due_on: date,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A role does this by a day because of the meeting; returns its id."""
    request = Request("add-arising-action", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        meeting = meeting_row(meeting_id)
        role = reach.check_write(viewer, meeting.body)
        _check(meeting, text, owner_role, due_on)
        row = ArisingAction.objects.create(
            body=meeting.body,
            meeting=meeting,
            item=AgendaItem.objects.filter(meeting=meeting, key=key).first() if key else None,
            text=text.strip(),
            owner_role=owner_role.strip(),
            due_on=due_on,
            made_on=on,
        )
        traced(request, viewer, role, meeting, arising=row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"meeting": meeting_id, "text": text, "who": owner_role, "due": due_on})


def finish_arising(*, arising_id: str, words: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The action is done, with what came of it; by the role that owns it or by who writes for the body."""
    request = Request("finish-arising-action", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row = _open(arising_id)
        is_own = row.owner_role in viewer.owner_roles
        if is_own:
            role = rights.check(viewer, reach.TAKE_PART, owner_roles=[row.owner_role])
        else:
            role = reach.check_write(viewer, row.body)
        if not words.strip():
            raise Problem("Say what came of it.", why="The next meeting reads it instead of asking.")
        row.done_on, row.done_words = on, words.strip()
        row.save(update_fields=["done_on", "done_words"])
        traced(request, viewer, role, row.meeting, arising=row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"arising": arising_id, "words": words})


def take_into_plan(
    *, arising_id: str, plan_id: str, section: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The action becomes a line of the plan that says which meeting it came from; returns the line's id."""
    request = Request("take-into-plan", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row = _open(arising_id)
        role = reach.check_write(viewer, row.body)
        day = f"{row.meeting.meets_on.day} {row.meeting.meets_on:%B %Y}"
        due = Due(f"{row.due_on.day} {row.due_on:%B %Y}", row.due_on, row.due_on, DuePrecision.DAY)
        action_id = plan_parts.add_action(
            plan_id=plan_id,
            section=section,
            text=row.text,
            owners=(Owner(row.owner_role),),
            due=due,
            source=Source(SourceKind.BOARD_DECISION.value, f"{row.meeting.body.name}, {day}", row.meeting.public_id),
            reason=f"It arose at the meeting of {row.meeting.body.name} on {day}.",
            by=by,
            on=on,
        )
        row.plan_action = Action.objects.get(public_id=action_id)
        row.done_on, row.done_words = on, "It is now a line of the plan."
        row.save(update_fields=["plan_action", "done_on", "done_words"])
        traced(request, viewer, role, row.meeting, arising=row.public_id, action=action_id)
        return action_id

    return carry_out(request, work, asked={"arising": arising_id, "section": section})


def arising_row(arising_id: str) -> ArisingAction:
    """The action with this id; raises NotFound in words."""
    found = (
        ArisingAction.objects.select_for_update(of=("self",))
        .select_related("body", "meeting__body")
        .filter(public_id=arising_id)
        .first()
    )
    if found is None:
        raise NotFound("There is no such action here.", do="Start from the meeting it arose at.")
    return found


def _open(arising_id: str) -> ArisingAction:
    row = arising_row(arising_id)
    if row.done_on is not None:
        raise Problem("This is done already.", why=row.done_words, do="Nothing more is needed.")
    return row


def _check(meeting: Meeting, text: str, owner_role: str, due_on: date) -> None:
    if meeting.state != HELD:
        raise Problem("Say first who was there.", do="Record who came to the meeting, then what arose.")
    if not text.strip() or not owner_role.strip():
        raise Problem("Say what is to be done, and which role does it.", why="What nobody owns is not done.")
    if due_on < meeting.meets_on:
        raise Problem("It cannot be due before the meeting.", do="Give the day of the meeting or a later one.")
