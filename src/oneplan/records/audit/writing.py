"""The one way into the audit log, always inside the transaction of the act that it records."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from oneplan.core.access import Viewer
from oneplan.core.kernel import Problem
from oneplan.records.audit.models import AuditEntry

_SALT = 16
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Act:
    """What is done, seen or refused: ids and keyed fingerprints, never content."""

    verb: str
    subject_kind: str = ""
    subject_ids: Sequence[str] = ()
    acting_role: str = ""
    route: str = ""
    why: str = ""
    result: str = "done"
    details: Mapping[str, Any] = field(default_factory=dict)


def records_act(act: Act, *, by: Viewer) -> None:
    """Writes one entry in the running transaction; raises Problem, so that the act fails, if it cannot be written."""
    if not transaction.get_connection().in_atomic_block:
        raise AssertionError("an audit entry belongs inside the transaction of its act")
    entry = AuditEntry(
        at=timezone.now(),
        by_id=by.user_id,
        acting_role=act.acting_role,
        verb=act.verb,
        subject_kind=act.subject_kind,
        subject_ids=[str(each) for each in act.subject_ids],
        route=act.route[:100],
        why=act.why[:300],
        result=act.result,
        details=dict(act.details),
    )
    entry.fingerprint = fingerprint(content_of(entry))
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except DatabaseError as cause:
        raise Problem(
            "The audit log could not be written, so nothing was done.",
            why="Nobody may see or change a record without a trace.",
            do="Try again in a minute. If it goes on, tell the people who run the service.",
        ) from cause


def records_read(act: Act, *, by: Viewer) -> None:
    """Writes one entry for a reading, in a transaction of its own if none is running."""
    with transaction.atomic():
        records_act(act, by=by)


def content_of(entry: AuditEntry) -> str:
    """Everything an entry says, in one fixed form."""
    return content(
        at=entry.at,
        by_id=entry.by_id,
        acting_role=entry.acting_role,
        verb=entry.verb,
        subject_kind=entry.subject_kind,
        subject_ids=entry.subject_ids,
        route=entry.route,
        why=entry.why,
        result=entry.result,
        details=entry.details,
    )


def content(*, at: datetime, **fields: Any) -> str:
    """The fixed form: sorted, and the moment in UTC to the microsecond."""
    return _ENCODER.encode({"at": at.astimezone(UTC).isoformat(timespec="microseconds"), **fields})


def fingerprint(text: str, *, salt: str = "") -> str:
    """A keyed fingerprint, salted so that no two entries share one and a copied row shows."""
    salt = salt or secrets.token_hex(_SALT // 2)
    return salt + keyed(salt + text)[: 64 - _SALT]


def is_genuine(text: str, mark: str) -> bool:
    """Whether this fingerprint was made here, from this content."""
    return hmac.compare_digest(fingerprint(text, salt=mark[:_SALT]), mark)


def keyed(text: str) -> str:
    """A hash that nobody can make without the audit key."""
    return hmac.digest(settings.AUDIT_KEY.encode(), text.encode(), "sha256").hex()
