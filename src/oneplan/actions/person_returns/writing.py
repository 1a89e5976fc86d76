"""The entries of a return are written: people, cases, events, projections, problems, doubts and open limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from oneplan.actions.person_returns.opening import facts_of
from oneplan.core.casework import PersonReturned, ReturnHeader
from oneplan.records.casework import standing
from oneplan.records.returns import doubts, problems
from oneplan.records.returns.absent import absent_cases
from oneplan.records.returns.changes.events import FromReturn
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn
from oneplan.records.returns.passage import Passage, decisions_of
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.returns import load

Entries = Iterable[tuple[PersonReturned, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, counted, and how many doubts wait for a person."""

    effect: dict[str, Any]
    waiting_matches: int


def write_entries(
    row: PersonReturn,
    header: ReturnHeader,
    entries: Entries,
    *,
    source: FromReturn,
    limits_on: date,
    on_progress: Callable[[int], None] | None = None,
) -> Written:
    """Writes them in the running transaction; the limits of all touched cases are worked out once, at the end."""
    passage = Passage(header, source, facts_of=facts_of(header), decisions=decisions_of(row.pk), saves=True)
    doubtful = list[DoubtfulMatch]()
    for passed in passage.go(entries, on_progress=on_progress):
        problems.join(row.pk, passed)
        doubtful += doubts.rows_of(row.pk, passed)
    doubts.store(row.pk, doubtful, people_at=passage.people_at)
    missing = store_missing(row, passage)
    standing.refresh(passage.collected.touched, on=limits_on, book=load_rulebook())
    return Written(passage.effect() | {"missing_people": missing}, len(doubtful))


def store_missing(row: PersonReturn, passage: Passage) -> int:
    """One problem for each open case that the file should tell of and does not; history need not tell of any."""
    if passage.is_history:
        return 0
    return problems.store_absent(row.pk, absent_cases(passage), message=load().checks[problems.ABSENT].says)
