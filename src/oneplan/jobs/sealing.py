"""Seals the audit log within seconds, and looks at the whole of it every hour."""

from __future__ import annotations

import time
from threading import Event

from django.db import close_old_connections

from oneplan.actions.upkeep import seal_audit_log, seal_recent_entries

_EVERY, _EVERYTHING_EVERY = 2.0, 3600.0


def keep_sealing(stopped: Event) -> None:
    """Seals until stopped: recent entries every two seconds, everything at the start and each hour."""
    next_full = 0.0
    while not stopped.is_set():
        close_old_connections()
        if time.monotonic() >= next_full:
            seal_audit_log()
            next_full = time.monotonic() + _EVERYTHING_EVERY
        else:
            seal_recent_entries()
        stopped.wait(_EVERY)
