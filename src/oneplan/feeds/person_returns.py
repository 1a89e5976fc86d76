"""A person-level return comes in as a file: past the gate, kept once, read through, then waiting for a person."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from datetime import date, datetime
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
from oneplan.records.returns.queries import stored_name, unread_since

Progress = Callable[[float, int], None]
_log = logging.getLogger(__name__)
_TELL_EVERY = 0.5
WAITING = "waiting"
#: A reading in the queue may take so many seconds; whoever sits at the console may wait longer.
LONGEST = 200.0


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
        read_now(import_id, on=on, longest=LONGEST)
    except Problem as problem:
        # People see it on the page of the return; the queue has nothing to add.
        record_return_failed(import_id=import_id, problem=problem, on=on)
    except Exception as fault:  # noqa: BLE001 - answered here: the return says so, and nobody waits for ever
        # Only the kind is logged: what a fault says may hold what the file says of a child.
        _log.error("return %s could not be read: %s", import_id, type(fault).__name__)
        gave_up(import_id, asked_on)


def gave_up(import_id: str, asked_on: str) -> None:
    """The return says that reading it stopped at something nobody foresaw, and what to do."""
    problem = Problem(
        "The return could not be read: the reader stopped at something it did not understand.",
        why="The file may be damaged. Nothing was changed, and other people were not affected.",
        do="Make the file again and choose the new one. If that fails too, tell the people who run the service.",
    )
    record_return_failed(import_id=import_id, problem=problem, on=date.fromisoformat(asked_on))


def take_up_forgotten(queued: Collection[str], *, before: datetime, on: date) -> int:
    """Returns that wait since before a moment and that no job is going to read are queued again; says how many."""
    forgotten = [each for each in unread_since(before) if each not in queued]
    for import_id in forgotten:
        read_received.enqueue(import_id, on.isoformat())
    return len(forgotten)


def read_now(import_id: str, *, on: date, on_progress: Progress | None = None, longest: float | None = None) -> None:
    """Reads the return through and keeps what it would change; raises Problem, which the return then shows."""
    last_told, began = 0.0, time.monotonic()

    def tell(share: float, persons: int) -> None:
        nonlocal last_told
        if longest is not None and time.monotonic() - began > longest:
            raise _too_slow(longest)
        if time.monotonic() - last_told > _TELL_EVERY:
            last_told = time.monotonic()
            note_reading(import_id=import_id, says=f"Read {persons:,} people, {share:.0%} of the file")
        if on_progress is not None:
            on_progress(share, persons)

    read_person_return(import_id=import_id, on=on, on_progress=tell)


def _too_slow(longest: float) -> Problem:
    return Problem(
        f"Reading the return took more than {longest:.0f} seconds and was stopped.",
        why="A file that takes so long is not the return of one area, or was made to hold readers up.",
        do="Check that it is the return of this authority alone. The people who run the service can read a larger one "
        "with: oneplan import sen2",
    )
