"""An improvement plan comes in as a document: received, read in a process of its own, then waiting for a person."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django_tasks import task

from oneplan.actions.plan_imports import (
    note_reading_progress,
    receive_plan_document,
    record_reading,
    record_reading_failed,
    start_reading,
)
from oneplan.adapters.files import gate, store
from oneplan.adapters.files.capped import LIMITS, PATIENT, read_plan
from oneplan.adapters.files.kinds import PLAN
from oneplan.core.kernel import Problem
from oneplan.feeds.quota import check_quota
from oneplan.records.improvement.queries import stored_name

Progress = Callable[[int, int, str], None]
_TELL_EVERY = 0.5


def receive(
    upload: BinaryIO,
    *,
    name: str,
    declared_type: str,
    by: Any,
    on: date,
    request_key: str = "",
    route: str = "",
    queued: bool = True,
) -> str:
    """The document has passed the gate and waits to be read; returns the import's id. Raises Problem in words.

    A caller that reads it at once by ``read_now`` asks for no place in the queue.
    """
    check_quota(by)
    stored = gate.receive(upload, name=name, declared_type=declared_type, kind=PLAN)
    try:
        with transaction.atomic():
            import_id = receive_plan_document(stored=stored, by=by, on=on, request_key=request_key, route=route)
            # In the same transaction: a document that is on record is always going to be read.
            if queued:
                read_received.enqueue(import_id, on.isoformat())
    except BaseException:
        store.remove(stored.stored_as)
        raise
    if stored_name(import_id) != stored.stored_as:
        store.remove(stored.stored_as)  # the same form sent twice: the first copy is the one on record
    return import_id


@task()
def read_received(import_id: str, asked_on: str) -> None:
    """Reads a document that waits, as of the day it was brought in, unless that has been done."""
    on = date.fromisoformat(asked_on)
    try:
        read_now(import_id, on=on)
    except Problem as problem:
        # People see it on the page of the import; the queue has nothing to add.
        record_reading_failed(import_id=import_id, problem=problem, on=on)


def gave_up(import_id: str, asked_on: str) -> None:
    """The import says that reading its document ended the reader again and again, and what to do."""
    problem = Problem(
        "The document could not be read: reading it stopped before its end each time.",
        why="The file may be damaged. Nothing was changed, and other people were not affected.",
        do="Open it in its own program, save a new copy, and choose that one.",
    )
    record_reading_failed(import_id=import_id, problem=problem, on=date.fromisoformat(asked_on))


def read_now(import_id: str, *, on: date, on_progress: Progress | None = None, patient: bool = False) -> None:
    """Reads the document and keeps what was found; raises Problem, which the import then shows, if it cannot.

    ``patient`` is for somebody at the console, who holds nobody up but themselves.
    """
    last_told = 0.0

    def tell(done: int, total: int, says: str) -> None:
        nonlocal last_told
        if time.monotonic() - last_told > _TELL_EVERY:
            last_told = time.monotonic()
            words = says or f"Read {done} of {total} parts"
            note_reading_progress(import_id=import_id, done=done, total=total, says=words)
        if on_progress is not None:
            on_progress(done, total, says)

    stored_as, name = start_reading(import_id=import_id, on=on)
    try:
        limits = PATIENT if patient else LIMITS
        read = read_plan(store.path_of(stored_as), name=name, as_at=on, on_progress=tell, limits=limits)
        record_reading(import_id=import_id, reading=read.reading, findings=read.findings, on=on)
    except Problem as problem:
        record_reading_failed(import_id=import_id, problem=problem, on=on)
        raise
