"""What an import would do to the plan as it stands."""

from __future__ import annotations

from oneplan.core.access import Viewer
from oneplan.core.improvement.difference import ActionChange, FieldChange, MissingAction, NewAction, PlanDifference
from oneplan.records.improvement.queries import preview

__all__ = ["ActionChange", "FieldChange", "MissingAction", "NewAction", "PlanDifference", "difference"]


def difference(import_id: str, *, viewer: Viewer) -> PlanDifference:
    """New, changed, unchanged and missing actions, with what was decided so far."""
    return preview(import_id, viewer=viewer).change
