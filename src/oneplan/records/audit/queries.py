"""The audit log as people who answer for it read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.audit.models import AuditEntry, AuditSeal


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry with the name of the person behind it."""

    id: int
    at: datetime
    who: str
    acting_role: str
    verb: str
    subject_kind: str
    subject_ids: tuple[str, ...]
    route: str
    why: str
    result: str
    details: Mapping[str, Any]
    is_sealed: bool


def entries(
    *, viewer: Viewer, before: int = 0, limit: int = 100, subject_id: str = "", by_id: int = 0
) -> tuple[AuditRow, ...]:
    """The newest entries (older than ``before``, when given), for those who may read the log."""
    rights.check(viewer, "audit-read")
    found = AuditEntry.objects.order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    if by_id:
        found = found.filter(by_id=by_id)
    if subject_id:
        found = found.filter(subject_ids__icontains=subject_id)
    page = list(found[:limit])
    names = dict(User.objects.filter(pk__in={entry.by_id for entry in page}).values_list("pk", "name"))
    ids = [entry.pk for entry in page]
    sealed = set(AuditSeal.objects.filter(entry_id__in=ids).values_list("entry_id", flat=True))
    return tuple(_row(entry, names, sealed) for entry in page)


def _row(entry: AuditEntry, names: Mapping[int, str], sealed: set[int]) -> AuditRow:
    return AuditRow(
        id=entry.pk,
        at=entry.at,
        who=names.get(entry.by_id or 0, "nobody signed in"),
        acting_role=entry.acting_role,
        verb=entry.verb,
        subject_kind=entry.subject_kind,
        subject_ids=tuple(entry.subject_ids),
        route=entry.route,
        why=entry.why,
        result=entry.result,
        details=entry.details,
        is_sealed=entry.pk in sealed,
    )
