"""What is known of the returns that came in, their data problems and their doubtful matches, as frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from oneplan.core.access import NotFound, Viewer
from oneplan.records import rights
from oneplan.records.returns.models import PersonReturn, ReturnState


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return: whose it is, how far it has come, what it holds and what it does."""

    id: str
    document_id: str
    document_name: str
    collection: str
    year: int | None
    reference_date: date | None
    lea: str
    header: Mapping[str, Any]
    state: str
    says: str
    problem: Mapping[str, str] | None
    is_history: bool
    persons: int
    counts: Mapping[str, Any]
    effect: Mapping[str, Any]
    received_at: datetime
    received_by: str
    applied_on: date | None
    applied_at: datetime | None
    applied_by: str

    @property
    def is_applied(self) -> bool:
        """Whether what it says is part of the record."""
        return self.state == ReturnState.APPLIED

    @property
    def is_ready(self) -> bool:
        """Whether it has been read and can be applied."""
        return self.state == ReturnState.READ


def person_returns(*, viewer: Viewer) -> tuple[ReturnRow, ...]:
    """Every return, the latest first."""
    rights.check(viewer, "return-read")
    return tuple(_row(row) for row in _rows())


def person_return(return_id: str, *, viewer: Viewer) -> ReturnRow:
    """The return with this id; raises NotFound."""
    rights.check(viewer, "return-read")
    found = _rows().filter(public_id=return_id).first()
    if found is None:
        raise NotFound("There is no such return here.", do="Start from the list of returns.")
    return _row(found)


def latest_applied(*, viewer: Viewer) -> ReturnRow | None:
    """The return whose word is the last: the newest collection, and of that the one applied last."""
    rights.check(viewer, "return-read")
    found = _rows().filter(state=ReturnState.APPLIED, is_history=False).order_by("-year", "-applied_at").first()
    return _row(found) if found else None


def first_year_applied() -> int | None:
    """The collection year of the earliest return that is part of the record; none before the first."""
    years = PersonReturn.objects.filter(state=ReturnState.APPLIED, year__isnull=False).values_list("year", flat=True)
    return years.order_by("year").first()


def unread_since(before: datetime) -> tuple[str, ...]:
    """The returns that came in before a moment and are still waiting or being read."""
    rows = PersonReturn.objects.filter(state__in=(ReturnState.WAITING, ReturnState.READING), received_at__lt=before)
    return tuple(rows.order_by("pk").values_list("public_id", flat=True))


def stored_name(return_id: str) -> str:
    """The name under which the file of a return is kept."""
    return str(PersonReturn.objects.values_list("document__stored_as", flat=True).get(public_id=return_id))


def _rows() -> Any:
    return PersonReturn.objects.select_related("document", "received_by", "applied_by").order_by("-received_at", "-pk")


def _row(row: PersonReturn) -> ReturnRow:
    return ReturnRow(
        id=row.public_id,
        document_id=row.document.public_id,
        document_name=row.document.name,
        collection=row.collection,
        year=row.year,
        reference_date=row.reference_date,
        lea=row.lea,
        header=row.header,
        state=str(row.state),
        says=row.says,
        problem=row.problem,
        is_history=row.is_history,
        persons=row.persons,
        counts=row.counts,
        effect=row.effect,
        received_at=row.received_at,
        received_by=row.received_by.name,
        applied_on=row.applied_on,
        applied_at=row.applied_at,
        applied_by=row.applied_by.name if row.applied_by else "",
    )
