"""Doubtful matches: that they wait, for those who bring returns in; whose they are, for whoever may settle them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from oneplan.core.access import NotFound, Viewer
from oneplan.records import rights
from oneplan.records.people.models import Person
from oneplan.records.returns.models import DoubtfulMatch


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One doubt. Without the grant to settle it, the row says why and where, and no name."""

    id: str
    return_id: str
    position: int
    other_position: int | None
    why: str
    returned_name: str
    candidate_name: str
    decision: str
    reason: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A doubt with both sides, part by part; ``agrees`` is none where one side says nothing."""

    row: MatchRow
    parts: tuple[tuple[str, str, str, bool | None], ...]
    candidate_case_ids: tuple[str, ...]
    returned: Mapping[str, Any]
    return_is_applied: bool


_PARTS = (
    ("Forename", "forename"),
    ("Surname", "surname"),
    ("Birth date", "born_on"),
    ("UPN", "upn"),
    ("Learner number", "uln"),
    ("Postcode", "postcode"),
    ("Sex", "sex"),
)


def doubtful_matches(*, viewer: Viewer, return_id: str = "", only_waiting: bool = True) -> tuple[MatchRow, ...]:
    """The doubts of one return or of all, those that wait first."""
    rights.check(viewer, "return-read")
    rows = DoubtfulMatch.objects.select_related("person_return", "candidate", "decided_by").order_by(
        "decision", "person_return_id", "position", "pk"
    )
    if return_id:
        rows = rows.filter(person_return__public_id=return_id)
    if only_waiting:
        rows = rows.filter(decision="")
    sees_names = rights.may(viewer, "match-settle")
    if sees_names:
        rows = rows.filter(_open_to(viewer))
    return tuple(_row(row, sees_names=sees_names) for row in rows)


def doubtful_match(match_id: str, *, viewer: Viewer) -> SideBySide:
    """One doubt with both sides, for whoever may settle it; raises NotFound for what may not be seen."""
    rights.check(viewer, "match-settle")
    rows = DoubtfulMatch.objects.select_related("person_return", "candidate", "decided_by").filter(_open_to(viewer))
    found = rows.filter(public_id=match_id).first()
    if found is None:
        raise NotFound("There is no such doubtful match here.", do="Start from the list of doubtful matches.")
    cases = found.candidate.cases.order_by("pk").values_list("public_id", flat=True) if found.candidate else ()
    return SideBySide(
        _row(found, sees_names=True),
        _parts(found),
        tuple(cases),
        found.returned,
        found.person_return.state == "applied",
    )


def _open_to(viewer: Viewer) -> Q:
    return Q(candidate=None) | Q(candidate__is_restricted=False) | Q(candidate__in=viewer.named_on)


def _parts(row: DoubtfulMatch) -> tuple[tuple[str, str, str, bool | None], ...]:
    return tuple(
        (title, one, other, _agree(one, other))
        for title, name in _PARTS
        for one, other in [(_said(row.returned.get(name)), _held(row.candidate, name))]
    )


def _agree(one: str, other: str) -> bool | None:
    return one.casefold() == other.casefold() if one and other else None


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def _held(person: Person | None, name: str) -> str:
    return _said(getattr(person, name)) if person is not None else ""


def _row(row: DoubtfulMatch, *, sees_names: bool) -> MatchRow:
    person, said = row.candidate, row.returned
    return MatchRow(
        id=row.public_id,
        return_id=row.person_return.public_id,
        position=row.position,
        other_position=row.other_position,
        why=row.why,
        returned_name=f"{said.get('forename', '')} {said.get('surname', '')}".strip() if sees_names else "",
        candidate_name=f"{person.forename} {person.surname}" if person is not None and sees_names else "",
        decision=row.decision,
        reason=row.reason,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
    )
