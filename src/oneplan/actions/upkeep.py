"""What keeps the records in order without changing what anybody said."""

from __future__ import annotations

from oneplan.records.audit.sealing import seal
from oneplan.records.improvement.refreshing import rebuild

_AT_ONCE = 10_000


def seal_audit_log() -> int:
    """Seals every entry that waits and says how many."""
    total = 0
    while count := seal(everything=True, limit=_AT_ONCE):
        total += count
    return total


def seal_recent_entries() -> int:
    """Seals the waiting entries of the last hour and says how many."""
    return seal(limit=_AT_ONCE)


def rebuild_actions() -> int:
    """Works out again where every action stands, from its events; says how many actions that was."""
    return rebuild()
