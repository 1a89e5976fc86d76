"""What people add to an action: updates, evidence, what difference it made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from oneplan.actions import events
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.history import EventKind
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import User
from oneplan.records.documents.models import Document
from oneplan.records.documents.stored import StoredFile
from oneplan.records.improvement.models import Action, DatedUpdate, Evidence, ImpactStatement


def record_update(
    *,
    action_id: str,
    text: str,
    happened_on: date,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The action has a dated update; returns its id."""
    request = Request("record-update", by, on, request_key, route)

    def add(action: Action) -> str:
        row = DatedUpdate.objects.create(plan=action.plan, action=action, on=happened_on, text=text.strip(), by=by)
        return row.public_id

    kind = _Kind("action-update", EventKind.UPDATE_RECORDED, "update")
    return _add(request, kind, action_id, words=text, happened_on=happened_on, add=add)


def add_evidence(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    action_id: str,
    kind: EvidenceKind,
    note: str,
    happened_on: date,
    document: StoredFile | None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The action has a piece of evidence, with the document that shows it if there is one; returns its id."""
    request = Request("add-evidence", by, on, request_key, route)

    def add(action: Action) -> str:
        kept = keep_document(document, kind="evidence", by=by) if document else None
        row = Evidence.objects.create(
            action=action, kind=kind.value, note=note.strip(), on=happened_on, document=kept, by=by
        )
        return row.public_id

    what = _Kind("evidence-add", EventKind.EVIDENCE_ADDED, "evidence")
    return _add(request, what, action_id, words=note, happened_on=happened_on, add=add)


def state_impact(
    *,
    action_id: str,
    text: str,
    happened_on: date,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The action says what is different because of it; returns the statement's id."""
    request = Request("state-impact", by, on, request_key, route)

    def add(action: Action) -> str:
        row = ImpactStatement.objects.create(action=action, text=text.strip(), on=happened_on, by=by)
        return row.public_id

    kind = _Kind("impact-state", EventKind.IMPACT_STATED, "statement")
    return _add(request, kind, action_id, words=text, happened_on=happened_on, add=add)


def keep_document(stored: StoredFile, *, kind: str, by: User) -> Document:
    """The record of a file that is already kept."""
    return Document.objects.create(
        kind=kind,
        name=stored.name[:255],
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        stored_as=stored.stored_as,
        uploaded_by=by,
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    permission: str
    event: EventKind
    noun: str


def _add(
    request: Request,
    kind: _Kind,
    action_id: str,
    *,
    words: str,
    happened_on: date,
    add: Callable[[Action], str],
) -> str:
    def work(viewer: Viewer) -> str:
        action = events.locked_action(action_id)
        role = events.check_right(viewer, kind.permission, events.state_now(action))
        _check(words, happened_on, request.on)
        row_id = add(action)
        details = {kind.noun: row_id, "text": words.strip()}
        event = events.append(action, kind.event, details, request=request, acting_role=role)
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="action",
            subject_ids=[action.public_id],
            details={"event": event.pk, kind.noun: row_id},
        )
        return row_id

    return carry_out(request, work, asked={"action": action_id, "words": words, "on": happened_on})


def _check(words: str, happened_on: date, today: date) -> None:
    if not words.strip():
        raise Problem("Write something first.", why="An empty entry tells nobody anything.")
    if happened_on > today:
        raise Problem(
            f"{happened_on.day} {happened_on:%B %Y} has not come yet.",
            why="Only what has already happened can be recorded.",
            do="Give today's date or an earlier one.",
        )
