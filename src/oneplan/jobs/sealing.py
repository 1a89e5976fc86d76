"""Seals the audit log within seconds, and looks at the whole of it every hour."""

from __future__ import annotations

import time
from threading import Event

from django.db import close_old_connections

from oneplan.records.audit.sealing import seal

_EVERY, _EVERYTHING_EVERY = 2.0, 3600.0
_AT_ONCE = 10_000


def seal_everything() -> int:
    """Seals every entry that waits and says how many."""
    total = 0
    while count := seal(everything=True, limit=_AT_ONCE):
        total += count
    return total


def keep_sealing(stopped: Event) -> None:
    """Seals until stopped: recent entries every two seconds, everything at the start and each hour."""
    next_full = 0.0
    while not stopped.is_set():
        close_old_connections()
        if time.monotonic() >= next_full:
            seal_everything()
            next_full = time.monotonic() + _EVERYTHING_EVERY
        else:
            seal()
        stopped.wait(_EVERY)
