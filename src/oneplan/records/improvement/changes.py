"""What changed in a plan since a day, for those inside the partnership."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oneplan.core.access import Viewer
from oneplan.core.improvement.history import EventKind
from oneplan.records import rights
from oneplan.records.improvement.models import ActionEvent

# Reading a document again is not a change that anybody made.
NOT_CHANGES = (EventKind.IMPORTED.value, EventKind.UNDONE.value, EventKind.KEPT_OURS.value)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change to one action."""

    action_id: str
    ref: str
    section_slug: str
    kind: str
    on: date
    details: Mapping[str, Any]


def changes_since(plan_id: str, since: date, *, viewer: Viewer) -> tuple[ChangeRow, ...]:
    """Every change from that day on that still stands, the newest first; none for those who read no histories."""
    if not rights.may(viewer, "plan-detail-read"):
        return ()
    rows = ActionEvent.objects.filter(
        action__plan__public_id=plan_id, action__is_withdrawn=False, on__gte=since, superseded_by__isnull=True
    ).exclude(kind__in=NOT_CHANGES)
    named = rows.order_by("-on", "-pk").values_list(
        "action__public_id", "action__ref", "action__section__slug", "kind", "on", "details"
    )
    return tuple(ChangeRow(*row) for row in named)
