"""Reminds whoever owes an update, on the days that the cycle says."""

from __future__ import annotations

import logging

from django.utils import timezone

from oneplan.actions.signing_in import console_account
from oneplan.feeds.chasing import chase_if_due

_log = logging.getLogger("oneplan.jobs")


def remind_if_due() -> int:
    """Everybody who owes an update is reminded on a day of reminders, once; says how many letters went."""
    on = timezone.localdate()
    try:
        done = chase_if_due(by=console_account(on=on), on=on)
    except Exception:  # noqa: BLE001 - answered here: it is logged, and the next look tries again
        # The other work must go on; whoever was reminded already is not reminded twice.
        _log.exception("reminders could not be sent")
        return 0
    if done and (done.sent or done.refused):
        _log.info("%d reminders sent, %d not taken by the mail server", len(done.sent), len(done.refused))
    return len(done.sent) if done else 0
