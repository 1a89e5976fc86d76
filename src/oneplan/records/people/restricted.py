"""Records that only people named on them may open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.people.models import NamedOnRecord, Person


@dataclass(frozen=True, slots=True)
class NamedRow:
    """Somebody named on a restricted record, from a day to a day."""

    id: int
    who: str
    email: str
    first_day: date
    last_day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class RestrictedRow:
    """A restricted record as the one who answers for it sees it: whose it is, never what it holds."""

    id: str
    name: str
    born_on: date | None
    named: tuple[NamedRow, ...]


def restricted_records(*, viewer: Viewer) -> tuple[RestrictedRow, ...]:
    """Every restricted record with the people named on it, for whoever may restrict records."""
    rights.check(viewer, "record-restrict")
    people = Person.objects.filter(is_restricted=True).order_by("surname", "forename", "pk")
    named: dict[int, list[NamedRow]] = {}
    for row in NamedOnRecord.objects.filter(person__in=people).select_related("user").order_by("first_day", "pk"):
        named.setdefault(row.person_id, []).append(
            NamedRow(row.pk, row.user.name, row.user.email, row.first_day, row.last_day, row.reason)
        )
    return tuple(
        RestrictedRow(each.public_id, f"{each.forename} {each.surname}", each.born_on, tuple(named.get(each.pk, ())))
        for each in people
    )
