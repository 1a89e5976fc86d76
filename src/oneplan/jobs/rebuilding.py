"""Projections are disposable: they can be worked out again from events at any time."""

from __future__ import annotations

from oneplan.records.improvement.refreshing import rebuild


def rebuild_actions() -> int:
    """Where every action stands, from its events; says how many actions that was."""
    return rebuild()
