"""A person-level return comes in as a file: past the gate, kept once, read through, then waiting for a person."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django_tasks import task

from oneplan.actions.person_returns import (
    ReceivedReturn,
    note_reading,
    read_person_return,
    receive_person_return,
    record_return_failed,
)
from oneplan.adapters.files import gate, store
from oneplan.adapters.files.kinds import PERSON_RETURN
from oneplan.core.kernel import Problem
from oneplan.feeds.quota import check_quota
from oneplan.records.returns.queries import stored_name

Progress = Callable[[float, int], None]
_TELL_EVERY = 0.5
WAITING = "waiting"


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
) -> ReceivedReturn:
    """The file has passed the gate and waits to be read; one that came before is the return it was then.

    A caller that reads it at once by ``read_now`` asks for no place in the queue. Raises Problem in words.
    """
    check_quota(by)
    stored = gate.receive(upload, name=name, declared_type=declared_type, kind=PERSON_RETURN)
    try:
        with transaction.atomic():
            received = receive_person_return(stored=stored, by=by, on=on, request_key=request_key, route=route)
            # In the same transaction: a return that is on record is always going to be read.
            if queued and received.state == WAITING:
                read_received.enqueue(received.id, on.isoformat())
    except BaseException:
        store.remove(stored.stored_as)
        raise
    if stored_name(received.id) != stored.stored_as:
        store.remove(stored.stored_as)  # the same bytes came before: the first copy is the one on record
    return received


@task()
def read_received(import_id: str, asked_on: str) -> None:
    """Reads a return that waits, as of the day it was brought in, unless that has been done."""
    on = date.fromisoformat(asked_on)
    try:
        read_now(import_id, on=on)
    except Problem as problem:
        # People see it on the page of the return; the queue has nothing to add.
        record_return_failed(import_id=import_id, problem=problem, on=on)


def read_now(import_id: str, *, on: date, on_progress: Progress | None = None) -> None:
    """Reads the return through and keeps what it would change; raises Problem, which the return then shows."""
    last_told = 0.0

    def tell(share: float, persons: int) -> None:
        nonlocal last_told
        if time.monotonic() - last_told > _TELL_EVERY:
            last_told = time.monotonic()
            note_reading(import_id=import_id, says=f"Read {persons:,} people, {share:.0%} of the file")
        if on_progress is not None:
            on_progress(share, persons)

    read_person_return(import_id=import_id, on=on, on_progress=tell)
