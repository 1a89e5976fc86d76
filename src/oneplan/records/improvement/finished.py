"""The days on which actions were said to be finished, as their events tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from oneplan.core.improvement.history import EventKind
from oneplan.core.improvement.rating import Rating
from oneplan.records.improvement.models import Action, ActionEvent


def finished_days(plan_id: str) -> Mapping[str, date | None]:
    """Each finished action of a plan with the day its rating became so; none where it came in finished already."""
    actions = Action.objects.filter(plan__public_id=plan_id, is_withdrawn=False)
    finished = {row.pk: row.public_id for row in actions if Rating(row.rating).is_finished}
    changes = ActionEvent.objects.filter(
        action_id__in=finished, kind=EventKind.RATING_CHANGED.value, superseded_by__isnull=True
    ).order_by("action_id", "id")
    days: dict[str, date | None] = dict.fromkeys(finished.values())
    for event in changes:
        before, after = (Rating(event.details[name]["rating"]) for name in ("before", "after"))
        if after.is_finished and not before.is_finished:
            days[finished[event.action_id]] = event.on
        elif not after.is_finished:
            days[finished[event.action_id]] = None
    return days
