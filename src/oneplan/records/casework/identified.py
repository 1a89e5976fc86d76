"""Cases by what a file outside may know them by: the person's numbers or names, and the days of request and plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.core.access import Viewer
from oneplan.records.casework.models import Case
from oneplan.records.casework.reach import cases_within, reach_of


@dataclass(frozen=True, slots=True)
class IdentifiedCase:
    """A case and all that another system may know it by."""

    id: str
    upn: str
    uln: str
    surname: str
    forename: str
    born_on: date | None
    received_on: date | None
    started_on: date | None


def identified_cases(*, viewer: Viewer) -> tuple[IdentifiedCase, ...]:
    """Every case in which the viewer may record what happened, oldest first."""
    reached = cases_within(reach_of(viewer, "case-record"), Case.objects.all())
    rows = reached.order_by("pk").values_list(
        "public_id",
        "person__upn",
        "person__uln",
        "person__surname",
        "person__forename",
        "person__born_on",
        "needs_assessment__received_on",
        "ehc_plan__started_on",
    )
    return tuple(IdentifiedCase(*row) for row in rows.iterator(chunk_size=2_000))
