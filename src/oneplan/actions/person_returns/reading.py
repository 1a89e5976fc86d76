"""A return is read through and shows what it would change; nothing about any person changes yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from oneplan.actions.once import Request, leaves_trace
from oneplan.actions.person_returns.opening import OpenedReturn, check_problems, check_size, facts_of, opened, source_of
from oneplan.actions.person_returns.receiving import find_return, record_return_failed
from oneplan.actions.person_returns.writing import store_missing
from oneplan.core.access import Viewer
from oneplan.core.casework import ReturnHeader
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.returns import doubts, problems
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn, ReturnState
from oneplan.records.returns.passage import Passage, decisions_of

Progress = Callable[[float, int], None]
_BEING_READ = (ReturnState.READING, ReturnState.READ)  # the console and the queue may read the same return at once
_READABLE = (ReturnState.WAITING, ReturnState.READING, ReturnState.READ)


def read_person_return(*, import_id: str, on: date, on_progress: Progress | None = None) -> None:
    """The return has been read: counts, effect, problems and doubtful matches are kept. Raises Problem if it cannot."""
    row, viewer = _start(import_id, on)
    try:
        with opened(row, on=on) as found:
            _read(row, found, viewer, on, on_progress)
    except Problem as problem:
        record_return_failed(import_id=import_id, problem=problem, on=on)
        raise


def _start(import_id: str, on: date) -> tuple[PersonReturn, Viewer]:
    with transaction.atomic():
        row = find_return(import_id, lock=True)
        viewer = viewer_of(row.received_by, on=on)
        rights.check(viewer, "return-import")
        if row.state not in _READABLE:
            raise Problem("This return is not waiting to be read.", do="Open it to see where it stands.")
        row.state, row.says, row.problem = ReturnState.READING, "Opening the file", None
        row.save(update_fields=["state", "says", "problem"])
    return row, viewer


def _read(row: PersonReturn, found: OpenedReturn, viewer: Viewer, on: date, on_progress: Progress | None) -> None:
    source = source_of(row, found.header, is_history=found.is_history, by_id=None, acting_role="", at=timezone.now())
    passage = Passage(
        found.header, source, facts_of=facts_of(found.header), decisions=decisions_of(row.pk), saves=False
    )
    doubtful, persons = list[DoubtfulMatch](), 0
    with problems.Findings() as findings:
        for passed in passage.go(found.reading.persons()):
            persons += len(passed)
            check_size(persons)
            findings.add(passed)
            check_problems(findings.count)
            doubtful += doubts.rows_of(row.pk, passed)
            if on_progress is not None:
                on_progress(found.share_read(), persons)
        findings.add_of_the_whole(found.reading.findings)
        _keep(row, found, viewer, on, Kept(passage, findings, doubtful, persons))


class Kept:
    """What going through the file has left to be stored."""

    def __init__(
        self, passage: Passage, findings: problems.Findings, doubtful: list[DoubtfulMatch], persons: int
    ) -> None:
        self.passage, self.findings, self.doubtful, self.persons = passage, findings, doubtful, persons


def _keep(row: PersonReturn, found: OpenedReturn, viewer: Viewer, on: date, kept: Kept) -> None:
    with transaction.atomic():
        fresh = find_return(row.public_id, lock=True)
        if fresh.state not in _BEING_READ:
            raise Problem("This return is not being read.", do="Open it to see where it stands.")
        role = rights.check(viewer, "return-import")
        kept.findings.store(fresh.pk)
        doubts.store(fresh.pk, kept.doubtful, people_at={})
        missing = store_missing(fresh, kept.passage)
        set_header(fresh, found.header)
        fresh.state, fresh.says, fresh.problem = ReturnState.READ, "Read", None
        fresh.is_history, fresh.persons = found.is_history, kept.persons
        fresh.counts = _plain_counts(found.reading.counts)
        fresh.effect = kept.passage.effect() | {"missing_people": missing}
        fresh.save()
        request = Request("read-person-return", fresh.received_by, on)
        leaves_trace(
            request, viewer, acting_role=role, subject_kind="person-return", subject_ids=[fresh.public_id],
            details={"persons": kept.persons, "problems": kept.findings.count},
        )  # fmt: skip


def set_header(row: PersonReturn, header: ReturnHeader) -> None:
    """What the file says of itself."""
    row.collection, row.year, row.lea = header.collection[:10], header.year, header.lea[:3]
    row.reference_date = header.reference_date
    row.header = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(header).items()
        if value not in (None, "")
    }


def _plain_counts(counts: Any) -> dict[str, Any]:
    plain = {each.name: getattr(counts, each.name) for each in fields(counts)}
    return {name: dict(value) if isinstance(value, dict) else value for name, value in plain.items()}
