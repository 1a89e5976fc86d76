"""Entries of the audit log as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from oneplan.rulebook import rights

if TYPE_CHECKING:
    from oneplan.records.audit.queries import AuditRow

DONE: Mapping[str, str] = {
    "read": "Read",
    "open-page": "Asked for a page",
    "open-document": "Opened a document",
    "sign-in": "Signed in",
    "sign-out": "Signed out",
    "invite": "Invited somebody",
    "invite-again": "Sent an invitation again",
    "grant-role": "Gave a role",
    "end-role": "Ended a role",
    "make-demo-account": "Made an invented person",
    "open-console-account": "Opened the console's account",
    "receive-plan-document": "Brought in a plan document",
    "read-plan": "Read a plan document",
    "read-plan-failed": "Could not read a plan document",
    "decide-line": "Decided about a line",
    "decide-conflict": "Chose between two versions",
    "decide-missing": "Decided about an action that was gone",
    "apply-plan-import": "Put a plan in place",
    "undo-plan-import": "Undid an import",
    "change-rating": "Changed a rating",
    "change-due": "Changed a date",
    "change-owners": "Changed who owns an action",
    "record-update": "Recorded an update",
    "add-evidence": "Added evidence",
    "state-impact": "Stated an impact",
}
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words."""

    at: datetime
    who: str
    role: str
    what: str
    is_refused: bool
    why: str
    of_what: str


def told(rows: Iterable[AuditRow]) -> tuple[Told, ...]:
    """Every entry in words; a verb that has none of its own is shown as it is kept."""
    return tuple(_told(row) for row in rows)


def _told(row: AuditRow) -> Told:
    role = rights.load().role_by_id.get(row.acting_role)
    return Told(
        at=row.at,
        who=row.who,
        role=role.title if role else row.acting_role,
        what=DONE.get(row.verb, row.verb.replace("-", " ").capitalize()),
        is_refused=row.result == "refused",
        why=row.why,
        of_what=_of_what(row),
    )


def _of_what(row: AuditRow) -> str:
    ids = row.subject_ids
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return f"{row.subject_kind} {', '.join(ids[:SHOWN])}{more}".strip()
