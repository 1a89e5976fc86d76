"""What people decided of promises and the actions that should keep them."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.records.improvement.models import PromiseMatch


@dataclass(frozen=True, slots=True)
class DecidedMatch:
    """One decision: the promise by its key, the action by its public id, and whether it is meant."""

    promise: str
    action_id: str
    is_meant: bool


def decided_matches(plan_id: str) -> tuple[DecidedMatch, ...]:
    """Every decision of a plan."""
    rows = PromiseMatch.objects.filter(plan__public_id=plan_id).select_related("action")
    return tuple(DecidedMatch(row.promise, row.action.public_id, row.is_meant) for row in rows)
