"""A return that was read becomes the record, or corrects it: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.person_returns.opening import check_size, opened, source_of
from oneplan.actions.person_returns.receiving import find_return
from oneplan.actions.person_returns.writing import write_entries
from oneplan.core.access import Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn, ReturnState

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
        result = _apply(row, request, role, limits_on=limits_on or on, on_progress=on_progress)
        leaves_trace(
            request, viewer, acting_role=role, subject_kind="person-return", subject_ids=[import_id],
            details=row.effect | {"waiting_matches": result.waiting_matches},
        )  # fmt: skip
        return asdict(result)

    return ReturnResult(**carry_out(request, work, asked={"return": import_id}))


def _locked(import_id: str) -> PersonReturn:
    # Every return's row is held, so that two returns are applied one after the other.
    list(PersonReturn.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    return find_return(import_id)


def _apply(
    row: PersonReturn, request: Request, role: str, *, limits_on: date, on_progress: Progress | None
) -> ReturnResult:
    with opened(row, on=request.on) as found:
        source = source_of(
            row, found.header, is_history=found.is_history, by_id=request.by.pk, acting_role=role, at=timezone.now()
        )

        def tell(persons: int) -> None:
            check_size(persons)
            if on_progress is not None:
                on_progress(found.share_read(), persons)

        written = write_entries(
            row, found.header, found.reading.persons(), source=source, limits_on=limits_on, on_progress=tell
        )
    row.effect, row.is_history = written.effect, source.is_history
    row.state, row.says = ReturnState.APPLIED, "Applied"
    row.applied_at, row.applied_on, row.applied_by = timezone.now(), request.on, request.by
    row.save()
    return ReturnResult(row.public_id, row.effect, written.waiting_matches)
