"""Rows of a small plan, for pages that show plans."""

from __future__ import annotations

from datetime import date
from typing import Any

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Owner
from oneplan.records.improvement.rows import ActionRow

TODAY = date(2026, 2, 2)


def an_action(
    ref: str = "A1", *, due_on: date | None = None, owners: str | tuple[str, ...] = "SEND Manager", **parts: Any
) -> ActionRow:
    """An action as it stands: on track and owned, unless told otherwise."""
    names = (owners,) if isinstance(owners, str) else owners
    due = (
        Due(f"{due_on:%B %Y}", due_on.replace(day=1), due_on, DuePrecision.MONTH) if due_on else Due("To be determined")
    )
    values: dict[str, Any] = {
        "id": f"id-{ref}",
        "ref": ref,
        "section": "1",
        "section_slug": "1",
        "text": f"Do {ref}",
        "phase": "",
        "rating": Rating.ON_TRACK,
        "rating_raw": "On track",
        "due": due,
        "owners": tuple(Owner(name) for name in names if name),
        "version": 1,
        "changed_on": TODAY,
        "is_superseded": False,
        "ref_is_given": True,
        "is_changed_here": False,
        "update_count": 0,
        "evidence_count": 0,
        "impact_count": 0,
    }
    return ActionRow(**{**values, **parts})
