"""The chain: each seal binds one entry to the seal before it, written in order by one sealer at a time."""

from __future__ import annotations

import os
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from oneplan.records.audit.models import AuditEntry, AuditSeal
from oneplan.records.audit.writing import content_of, keyed

FIRST_HASH = "0" * 64
_RECENT = timedelta(hours=1)
_LOCK = 7_305_201_811  # any number, so long as nothing else takes it


def seal(*, everything: bool = False, limit: int = 10_000) -> int:
    """Seals waiting entries in the order of their ids and says how many; none if another sealer is at work."""
    # On PostgreSQL an entry becomes visible when its transaction commits, so a lower id can appear after a higher
    # one has been sealed. The sealer therefore never works from "the last id": it looks for entries that have no
    # seal. Each pass looks back one hour, longer than any transaction may last; a full pass (at start, each hour and
    # by command) looks at the whole table. A late entry is sealed late, never skipped.
    with transaction.atomic():
        if not _is_the_only_sealer():
            return 0
        entries = list(unsealed(everything=everything)[:limit])
        last = AuditSeal.objects.order_by("-sequence").first()
        sequence, previous = (last.sequence, last.hash) if last else (0, FIRST_HASH)
        seals = []
        for entry in entries:
            sequence += 1
            link = seal_hash(sequence, previous, entry.pk, entry.fingerprint + content_of(entry))
            seals.append(AuditSeal(sequence=sequence, entry_id=entry.pk, previous_hash=previous, hash=link))
            previous = link
        AuditSeal.objects.bulk_create(seals, batch_size=500)
    if seals:
        _copy_head(sequence, previous)
    return len(seals)


def unsealed(*, everything: bool) -> QuerySet[AuditEntry]:
    """Entries without a seal, oldest first: all of them, or those of the last hour."""
    waiting = AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry_id=OuterRef("pk"))))
    if not everything:
        waiting = waiting.filter(at__gte=timezone.now() - _RECENT)
    return waiting.order_by("pk")


def seal_hash(sequence: int, previous: str, entry_id: int, text: str) -> str:
    """One link: its place, the link before it, and the entry it holds."""
    return keyed(f"{sequence}|{previous}|{entry_id}|{text}")


def head_mark(sequence: int, link: str) -> str:
    """The signature of a copy of the head."""
    return keyed(f"head|{sequence}|{link}")


def _is_the_only_sealer() -> bool:
    if connection.vendor != "postgresql":
        return True  # SQLite lets one writer in at a time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _copy_head(sequence: int, link: str) -> None:
    # Kept outside the database: a chain whose end was cut off is whole in itself, and only this copy shows the cut.
    path = settings.AUDIT_HEADS
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as heads:
        heads.write(f"{sequence} {link} {head_mark(sequence, link)}\n")
        heads.flush()
        os.fsync(heads.fileno())
