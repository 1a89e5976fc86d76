"""Keeps the index of open limits in step with the day, the rules and the calendars."""

from __future__ import annotations

import logging

from django.utils import timezone

from oneplan.actions.cases import rebuild_stale_standing

_log = logging.getLogger("oneplan.jobs")


def rebuild_limits_if_stale() -> int:
    """Works every open limit out again after midnight and after a change of rules or calendars; says for how many."""
    try:
        count = rebuild_stale_standing(on=timezone.localdate())
    except Exception:  # noqa: BLE001 - answered here: it is logged, and the next look tries again
        # The other work must go on, and lists go on showing what was worked out last.
        _log.exception("open limits could not be worked out")
        return 0
    if count is not None:
        _log.info("the open limits of %d cases worked out", count)
    return count or 0
