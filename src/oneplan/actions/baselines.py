"""Asking for an action's date to be counted from anew; somebody else decides, and the first date is always kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from oneplan.actions import events
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_locks import locked_plan
from oneplan.core.access import NotAllowed, NotFound, Viewer
from oneplan.core.improvement.facets import Facet as PartOf
from oneplan.core.improvement.facets import due_from_plain, due_to_plain, in_words
from oneplan.core.improvement.history import EventKind
from oneplan.core.improvement.reading import Due
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action, BaselineRequest
from oneplan.records.improvement.models.baseline import APPROVED, ASKED, OVERTAKEN, REFUSED

ASK, APPROVE = "baseline-ask", "baseline-approve"


def ask_for_baseline(
    *,
    action_id: str,
    version: int,
    due: Due,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """It is asked that the action be counted from another date; nothing else changes yet. Returns the request's id."""
    request = Request("ask-for-baseline", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        action = events.locked_action(action_id)
        locked_plan(action.plan.public_id)
        state = events.state_now(action)
        role = events.check_right(viewer, ASK, state)
        if state.version != version:
            mine, theirs = in_words(PartOf.DUE, due), in_words(PartOf.DUE, state.facets.due)
            raise Stale(action.ref, mine=mine, theirs=theirs, version=state.version)
        _check_asked(action, state.baseline, due, reason)
        row = BaselineRequest.objects.create(
            action=action,
            due=due_to_plain(due),
            was=due_to_plain(state.baseline),
            reason=reason.strip(),
            asked_by=by,
            asked_on=on,
        )
        details = {"before": due_to_plain(state.baseline), "after": due_to_plain(due), "request": row.public_id}
        events.append(
            action, EventKind.BASELINE_ASKED, details, request=request, acting_role=role, reason=reason.strip()
        )
        _traced(request, viewer, role, action, row)
        return row.public_id

    return carry_out(request, work, asked={"action": action_id, "due": due_to_plain(due), "reason": reason})


def decide_baseline(
    *, request_id: str, approve: bool, words: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """Somebody who neither asked nor owns the action agrees or refuses, in words; returns the action's id."""
    request = Request("decide-baseline", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row = BaselineRequest.objects.select_related("action").filter(public_id=request_id).first()
        if row is None:
            raise NotFound("There is no such request.", do="Start from the requests that wait.")
        action = events.locked_action(row.action.public_id)
        locked_plan(action.plan.public_id)
        row.refresh_from_db()
        state = events.state_now(action)
        role = rights.check(viewer, APPROVE, owner_roles=[each.role for each in state.facets.owners])
        _check_open(row, by, words)
        row.state, row.decided_by, row.decided_on = (APPROVED if approve else REFUSED), by, on
        row.words = words.strip()
        row.save()
        details: dict[str, Any] = {"before": row.was, "after": row.due, "request": row.public_id}
        kind = EventKind.BASELINE_SET if approve else EventKind.BASELINE_REFUSED
        events.append(action, kind, details, request=request, acting_role=role, reason=words.strip())
        _traced(request, viewer, role, action, row)
        return action.public_id

    return carry_out(request, work, asked={"request": request_id, "approve": approve, "words": words})


def overtake_requests(action: Action, on: date) -> None:
    """Requests that wait for an action which left the plan are closed, so that nobody decides about nothing."""
    BaselineRequest.objects.filter(action=action, state=ASKED).update(state=OVERTAKEN, decided_on=on)


def _check_asked(action: Action, baseline: Due, due: Due, reason: str) -> None:
    if due.due_on is None:
        raise Problem("Give the day it would be counted from.", why="Without a day nothing can be counted.")
    if due.due_on == baseline.due_on:
        raise Problem("It is counted from that day already.", do="Ask for another day, or leave it as it is.")
    if not reason.strip():
        raise Problem(
            "Say why the date should be counted from anew.",
            why="Somebody else decides, and this is what they read.",
            do="Say what changed that could not be known when the plan was made.",
        )
    if BaselineRequest.objects.filter(action=action, state=ASKED).exists():
        raise Problem(
            f"Somebody has asked already for {action.ref} to be counted from anew.",
            why="One request is decided before the next is made.",
            do="Wait for the decision, or speak to whoever asked.",
        )


def _check_open(row: BaselineRequest, by: User, words: str) -> None:
    if row.state != ASKED:
        raise Problem("This request has been decided already.", why=f"It was {row.state}.", do="Open the action.")
    if row.asked_by_id == by.pk:
        raise NotAllowed(
            "You asked for this yourself, so somebody else decides.",
            why="A date that one person can move by themselves is no promise.",
            do="Ask another member of the board, or the chair.",
        )
    if not words.strip():
        raise Problem("Say why.", why="Whoever asked reads it, and so does anybody who looks in a year.")


def _traced(request: Request, viewer: Viewer, role: str, action: Action, row: BaselineRequest) -> None:
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="action",
        subject_ids=[action.public_id],
        details={"request": row.public_id, "state": row.state, "due": str(due_from_plain(row.due).due_on)},
    )
