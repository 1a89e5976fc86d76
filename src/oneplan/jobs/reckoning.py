"""Keeps figures in step: reckoned again after a return has been applied, after midnight, and when rules changed."""

from __future__ import annotations

import logging

from django.utils import timezone

from oneplan.actions.figures import compute_figures, figures_are_stale

_log = logging.getLogger("oneplan.jobs")


def reckon_if_stale() -> int:
    """Reckons every figure if something has changed since the last time; says how many that were, none if nothing."""
    on = timezone.localdate()
    if not figures_are_stale(on=on):
        return 0
    try:
        return compute_figures(on=on)
    except Exception:  # noqa: BLE001 - answered here: it is logged, and the next look tries again
        # The other work must go on, and pages go on showing the last whole run with its own day.
        _log.exception("figures could not be reckoned")
        return 0
