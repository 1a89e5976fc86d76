"""Checks every seal, every entry behind it, the entries not sealed yet, and the copy of the head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from oneplan.records.audit.models import AuditEntry, AuditSeal
from oneplan.records.audit.sealing import FIRST_HASH, head_mark, seal_hash, unsealed
from oneplan.records.audit.writing import content, is_genuine

_AT_ONCE = 5_000
_FIELDS = (
    "pk", "at", "by_id", "acting_role", "verb", "subject_kind", "subject_ids", "route", "why", "result", "details",
    "fingerprint",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How many entries were checked, and the first thing found wrong, if any."""

    sealed: int
    unsealed: int
    broken: str = ""
    head: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.broken


class _Broken(Exception):  # noqa: N818 - never leaves this module
    pass


def verify() -> ChainReport:
    """The state of the whole chain; stops at the first row that does not fit and names it."""
    sealed = waiting = 0
    try:
        last_head = _last_head()
        head_link = ""
        for sequence, link in _links():
            sealed = sequence
            if sequence == last_head[0]:
                head_link = link
        _check_head(last_head, head_link)
        waiting = _check_waiting()
    except _Broken as broken:
        return ChainReport(sealed, waiting, broken=str(broken))
    says = f"the copy of the head agrees at seal {last_head[0]}" if last_head[0] else "no copy of the head is kept yet"
    return ChainReport(sealed, waiting, head=says)


def _check_head(kept: tuple[int, str], found: str) -> None:
    if kept[1] != found:
        raise _Broken(
            f"seal {kept[0]} is missing or not the one whose copy is kept outside the database: "
            "the end of the log was cut off or rewritten"
        )


def _links() -> Iterator[tuple[int, str]]:
    expected, previous = 1, FIRST_HASH
    for seals in _batches():
        entries = _entries([seal.entry_id for seal in seals])
        for seal in seals:
            if seal.sequence != expected:
                raise _Broken(f"seal {expected} is missing")
            if seal.previous_hash != previous:
                raise _Broken(f"seal {seal.sequence} does not follow the seal before it")
            if seal.entry_id not in entries:
                raise _Broken(f"entry {seal.entry_id}, sealed as number {seal.sequence}, is missing")
            text, mark = entries[seal.entry_id]
            if seal.hash != seal_hash(seal.sequence, previous, seal.entry_id, text) or not is_genuine(text, mark):
                raise _Broken(
                    f"entry {seal.entry_id}, sealed as number {seal.sequence}, was changed after it was sealed"
                )
            yield seal.sequence, seal.hash
            expected, previous = expected + 1, seal.hash


def _batches() -> Iterator[list[AuditSeal]]:
    after = -(2**62)
    while batch := list(AuditSeal.objects.filter(sequence__gt=after).order_by("sequence")[:_AT_ONCE]):
        yield batch
        after = batch[-1].sequence


def _entries(ids: list[int]) -> dict[int, tuple[str, str]]:
    rows = AuditEntry.objects.filter(pk__in=ids).values_list(*_FIELDS)
    return {row[0]: (_text(row), row[-1]) for row in rows.iterator(chunk_size=_AT_ONCE)}


def _text(row: tuple[Any, ...]) -> str:
    return content(**dict(zip(_FIELDS[1:-1], row[1:-1], strict=True)))


def _check_waiting() -> int:
    count = 0
    for row in unsealed(everything=True).values_list(*_FIELDS).iterator(chunk_size=_AT_ONCE):
        count += 1
        if not is_genuine(_text(row), row[-1]):
            raise _Broken(f"entry {row[0]}, not sealed yet, was not written by the service or was changed since")
    return count


def _last_head() -> tuple[int, str]:
    path = settings.AUDIT_HEADS
    if not path.exists():
        return (0, "")
    lines = path.read_text(encoding="ascii").splitlines()
    if not lines:
        return (0, "")
    parts = lines[-1].split()
    if len(parts) != 3 or parts[2] != head_mark(int(parts[0]), parts[1]):  # noqa: PLR2004 - a line has three words
        raise _Broken("the copy of the head kept outside the database carries a wrong signature")
    return int(parts[0]), parts[1]
