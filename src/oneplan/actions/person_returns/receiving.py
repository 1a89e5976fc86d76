"""A person-level return arrives; the same bytes are kept once and are one return, however often they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from oneplan.actions.contributions import keep_document
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.documents.stored import StoredFile
from oneplan.records.returns.models import PersonReturn, ReturnState

DOCUMENT_KIND = "person-return"
_BEGIN_AGAIN = (ReturnState.FAILED, ReturnState.SET_ASIDE)


@dataclass(frozen=True, slots=True)
class ReceivedReturn:
    """The return that a file is; ``came_before`` says that these very bytes were brought in earlier."""

    id: str
    state: str
    came_before: bool


def receive_person_return(
    *, stored: StoredFile, by: User, on: date, request_key: str = "", route: str = ""
) -> ReceivedReturn:
    """The file waits to be read; a file that came before is the return that it was then."""
    request = Request("receive-person-return", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, Any]:
        role = rights.check(viewer, "return-import")
        earlier = PersonReturn.objects.filter(document__sha256=stored.sha256).order_by("pk").first()
        if earlier is None:
            document = keep_document(stored, kind=DOCUMENT_KIND, by=by)
            row = PersonReturn.objects.create(document=document, received_by=by, says="Waiting to be read")
        else:
            row = earlier
            if row.state in _BEGIN_AGAIN:
                row.state, row.says, row.problem = ReturnState.WAITING, "Waiting to be read", None
                # Reading acts with the rights of whoever asks for it now: the first may have left since.
                row.received_by, row.received_at = by, timezone.now()
                row.save(update_fields=["state", "says", "problem", "received_by", "received_at"])
        came_before = earlier is not None
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="person-return",
            subject_ids=[row.public_id],
            details={"sha256": stored.sha256, "came_before": came_before},
        )
        return {"id": row.public_id, "state": str(row.state), "came_before": came_before}

    return ReceivedReturn(**carry_out(request, work, asked={"sha256": stored.sha256}))


def note_reading(*, import_id: str, says: str) -> None:
    """People who wait see how far the reading is."""
    PersonReturn.objects.filter(public_id=import_id, state=ReturnState.READING).update(says=says[:600])


def record_return_failed(*, import_id: str, problem: Problem, on: date) -> None:
    """The return could not be read, and says why and what to do."""
    with transaction.atomic():
        row = find_return(import_id, lock=True)
        if row.state not in {ReturnState.WAITING, ReturnState.READING}:
            return
        row.state, row.says = ReturnState.FAILED, problem.what[:600]
        row.problem = {"what": problem.what, "why": problem.why, "do": problem.do}
        row.save(update_fields=["state", "says", "problem"])
        leaves_trace(
            Request("read-person-return-failed", row.received_by, on),
            viewer_of(row.received_by, on=on),
            acting_role="",
            subject_kind="person-return",
            subject_ids=[import_id],
        )


def set_aside_person_return(*, import_id: str, by: User, on: date, request_key: str = "", route: str = "") -> None:
    """A return that was read is not going to be applied."""
    request = Request("set-aside-person-return", by, on, request_key, route)

    def work(viewer: Viewer) -> None:
        role = rights.check(viewer, "return-import")
        row = find_return(import_id, lock=True)
        if row.state == ReturnState.APPLIED:
            raise Problem(
                "This return has been applied, so it cannot be set aside.",
                why="What it told is part of the record.",
                do="Import a corrected return of the same year: what differs is put right.",
            )
        row.state, row.says = ReturnState.SET_ASIDE, "Set aside"
        row.save(update_fields=["state", "says"])
        leaves_trace(request, viewer, acting_role=role, subject_kind="person-return", subject_ids=[import_id])

    carry_out(request, work, asked={"return": import_id})


def find_return(import_id: str, *, lock: bool = False) -> PersonReturn:
    """The return with this id; raises NotFound."""
    rows = PersonReturn.objects.select_for_update(of=("self",)) if lock else PersonReturn.objects.all()
    found = rows.filter(public_id=import_id).select_related("document", "received_by").first()
    if found is None:
        raise NotFound("There is no such return here.", do="Start from the list of returns.")
    return found
