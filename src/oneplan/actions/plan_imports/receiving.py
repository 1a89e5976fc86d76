"""A plan document arrives and is read."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from oneplan.actions.contributions import keep_document
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.core.improvement.reading import Finding, PlanReading
from oneplan.core.improvement.reading_json import to_json
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.documents.stored import StoredFile
from oneplan.records.improvement.importing import find_import
from oneplan.records.improvement.models import ImportLine, PlanImport
from oneplan.records.improvement.models.plan_import import ImportState

_UNREAD = (ImportState.RECEIVED, ImportState.READING)


def receive_plan_document(*, stored: StoredFile, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """A document that passed the gate waits to be read; returns the import's id."""
    request = Request("receive-plan-document", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, "import-write")
        document = keep_document(stored, kind="improvement plan", by=by)
        row = PlanImport.objects.create(document=document, by=by, says="Waiting to be read")
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="import",
            subject_ids=[row.public_id],
            details={"document": document.public_id, "sha256": stored.sha256},
        )
        return row.public_id

    return carry_out(request, work, asked={"sha256": stored.sha256})


def start_reading(*, import_id: str, on: date) -> tuple[str, str]:
    """The import is being read, with the rights of whoever asked; gives where its file is and what it is called."""
    with transaction.atomic():
        row = find_import(import_id, lock=True)
        rights.check(viewer_of(row.by, on=on), "import-write")
        if row.state not in _UNREAD:
            raise Problem("This document has been read already.", do="Open the import to see what was found.")
        row.state, row.says, row.done, row.total = ImportState.READING, "Opening the document", 0, 0
        row.heard_at = timezone.now()
        row.save(update_fields=["state", "says", "done", "total", "heard_at"])
        return row.document.stored_as, row.document.name


def note_reading_progress(*, import_id: str, done: int, total: int, says: str) -> None:
    """People who wait see how far the reading is."""
    PlanImport.objects.filter(public_id=import_id, state=ImportState.READING).update(
        done=done, total=total, says=says[:300], heard_at=timezone.now()
    )


def record_reading(*, import_id: str, reading: PlanReading, findings: tuple[Finding, ...], on: date) -> None:
    """What was read is kept, every line with its fate; nothing in any plan has changed yet."""
    with transaction.atomic():
        row = find_import(import_id, lock=True)
        request = Request("read-plan", row.by, on)
        viewer = viewer_of(row.by, on=on)
        role = rights.check(viewer, "import-write")
        if row.state != ImportState.READING:
            raise Problem("This document is not being read.", do="Open the import to see where it stands.")
        ImportLine.objects.filter(plan_import=row).delete()
        ImportLine.objects.bulk_create(
            (
                ImportLine(plan_import=row, line=each.line, text=each.text, fate=each.fate.value, why=each.why)
                for each in reading.lines
            ),
            batch_size=500,
        )
        row.reading, row.findings = _without_lines(reading), [asdict(each) for each in findings]
        row.state, row.says, row.problem = ImportState.READ, "Read", None
        row.done = row.total = max(row.total, 1)
        row.save()
        leaves_trace(request, viewer, acting_role=role, subject_kind="import", subject_ids=[import_id])


def record_reading_failed(*, import_id: str, problem: Problem, on: date) -> None:
    """The document could not be read, and the import says why and what to do."""
    with transaction.atomic():
        row = find_import(import_id, lock=True)
        if row.state not in _UNREAD:
            return
        row.state, row.says = ImportState.FAILED, problem.what[:300]
        row.problem = {"what": problem.what, "why": problem.why, "do": problem.do}
        row.save(update_fields=["state", "says", "problem"])
        leaves_trace(
            Request("read-plan-failed", row.by, on),
            viewer_of(row.by, on=on),
            acting_role="",
            subject_kind="import",
            subject_ids=[import_id],
        )


def _without_lines(reading: PlanReading) -> Any:
    plain = to_json(reading)
    plain["lines"] = []
    return plain
