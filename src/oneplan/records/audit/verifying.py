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
        entries = _entries([entry_id for _, entry_id, _, _ in seals])
        for sequence, entry_id, previous_hash, link in seals:
            if sequence != expected:
                raise _Broken(f"seal {expected} is missing")
            if previous_hash != previous:
                raise _Broken(f"seal {sequence} does not follow the seal before it")
            if entry_id not in entries:
                raise _Broken(f"entry {entry_id}, sealed as number {sequence}, is missing")
            if link != seal_hash(sequence, previous, entry_id, entries[entry_id]):
                raise _Broken(f"entry {entry_id}, sealed as number {sequence}, was changed after it was sealed")
            yield sequence, link
            expected, previous = expected + 1, link


def _batches() -> Iterator[list[tuple[int, int, str, str]]]:
    after = -(2**62)
    rows = AuditSeal.objects.order_by("sequence").values_list("sequence", "entry_id", "previous_hash", "hash")
    while batch := list(rows.filter(sequence__gt=after)[:_AT_ONCE]):
        yield batch
        after = batch[-1][0]


def _entries(ids: list[int]) -> dict[int, str]:
    rows = AuditEntry.objects.filter(pk__in=ids).order_by().values_list(*_FIELDS)
    return {row[0]: row[-1] + _text(row) for row in rows.iterator(chunk_size=_AT_ONCE)}


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
