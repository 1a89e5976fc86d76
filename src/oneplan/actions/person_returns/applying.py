"""A return that was read becomes the record, or corrects it: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.person_returns.opening import OpenedReturn, check_size, facts_of, opened, source_of
from oneplan.actions.person_returns.receiving import find_return
from oneplan.core.access import Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.casework import standing
from oneplan.records.returns import doubts, problems
from oneplan.records.returns.absent import absent_cases
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn, ReturnState
from oneplan.records.returns.passage import Passage, decisions_of
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.returns import load

Progress = Callable[[float, int], None]


@dataclass(frozen=True, slots=True)
class ReturnResult:
    """What applying a return did; ``was_applied_before`` says that it did nothing because it had been done."""

    id: str
    effect: dict[str, Any] = field(default_factory=dict)
    waiting_matches: int = 0
    was_applied_before: bool = False


def apply_person_return(
    *,
    import_id: str,
    by: User,
    on: date,
    limits_on: date | None = None,
    request_key: str = "",
    route: str = "",
    on_progress: Progress | None = None,
) -> ReturnResult:
    """The record says what the return says, in one transaction; what is doubtful waits. Twice is the same as once.

    Limits are worked out as they stand on ``limits_on``; without it, on the day itself.
    """
    request = Request("apply-person-return", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, Any]:
        role = rights.check(viewer, "return-import")
        row = _locked(import_id)
        if row.state == ReturnState.APPLIED:
            waiting = DoubtfulMatch.objects.filter(person_return=row, decision="").count()
            return asdict(ReturnResult(import_id, row.effect, waiting, was_applied_before=True))
        if row.state != ReturnState.READ:
            raise Problem(
                "This return has not been read, so it cannot be applied.",
                why="Only what a person could look at first is applied.",
                do="Open the return to see where it stands.",
            )
        with opened(row, on=on) as found:
            waiting = _apply(row, found, _By(request, role, limits_on or on), on_progress)
        result = ReturnResult(import_id, row.effect, waiting)
        leaves_trace(
            request, viewer, acting_role=role, subject_kind="person-return", subject_ids=[import_id],
            details=row.effect | {"waiting_matches": waiting},
        )  # fmt: skip
        return asdict(result)

    return ReturnResult(**carry_out(request, work, asked={"return": import_id}))


def _locked(import_id: str) -> PersonReturn:
    # Every return's row is held, so that two returns are applied one after the other.
    list(PersonReturn.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    return find_return(import_id)


@dataclass(frozen=True, slots=True)
class _By:
    """Who applies, in which role, and the day as of which limits are worked out."""

    request: Request
    role: str
    limits_on: date


def _apply(row: PersonReturn, found: OpenedReturn, by: _By, on_progress: Progress | None) -> int:
    request = by.request
    source = source_of(row, found, by_id=request.by.pk, acting_role=by.role, at=timezone.now())
    passage = Passage(found.header, source, facts_of=facts_of(found.header), decisions=decisions_of(row.pk), saves=True)
    doubtful, persons = list[DoubtfulMatch](), 0
    for passed in passage.go(found.reading.persons()):
        persons += len(passed)
        check_size(persons)
        problems.join(row.pk, passed)
        doubtful += doubts.rows_of(row.pk, passed)
        if on_progress is not None:
            on_progress(found.share_read(), persons)
    doubts.store(row.pk, doubtful, people_at=passage.people_at)
    missing = 0
    if not found.is_history:
        says = load().checks[problems.ABSENT].says
        missing = problems.store_absent(row.pk, absent_cases(passage), message=says)
    standing.refresh(passage.collected.touched, on=by.limits_on, book=load_rulebook())
    row.effect = passage.effect() | {"missing_people": missing}
    row.is_history, row.state, row.says = found.is_history, ReturnState.APPLIED, "Applied"
    row.applied_at, row.applied_on, row.applied_by = timezone.now(), request.on, request.by
    row.save()
    return len(doubtful)
