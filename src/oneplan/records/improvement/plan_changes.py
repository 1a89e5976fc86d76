"""What people changed here in a plan besides its actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from oneplan.core.access import FieldClass, Viewer
from oneplan.core.improvement.edits import About, Change, Edit
from oneplan.core.improvement.frame import Frame
from oneplan.records import rights
from oneplan.records.improvement.models import ImprovementPlan, PlanChange


@dataclass(frozen=True, slots=True)
class PlanChangeRow:
    """One change to a section, a line of one, a priority or the plan."""

    id: int
    about: str
    key: str
    kind: str
    on: date
    by_name: str
    acting_role: str
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]


def edits_of(plan: ImprovementPlan) -> tuple[Edit, ...]:
    """Every edit of the plan, in the order in which it was made."""
    rows = PlanChange.objects.filter(plan=plan).order_by("pk")
    known = {about.value for about in About}
    return tuple(
        Edit(About(row.about), row.key, Change(row.kind), row.before, row.after) for row in rows if row.about in known
    )


def kept_here(said: Frame, stands: Frame, edits: tuple[Edit, ...]) -> tuple[str, ...]:
    """Which sections a document says otherwise and stay as people changed them here, a sentence each."""
    theirs = {each.slug: each for each in said.sections}
    ours = {each.slug: each for each in stands.sections}
    changed = dict.fromkeys(edit.key for edit in edits if edit.about is About.SECTION)
    differing = (slug for slug in changed if slug in theirs and slug in ours and theirs[slug] != ours[slug])
    return tuple(f"Section “{ours[slug].title}” was changed here and stays as it is here." for slug in differing)


def changes_of(plan_id: str, *, viewer: Viewer, about: str = "", key: str = "") -> tuple[PlanChangeRow, ...]:
    """What was changed here besides actions, the newest first; nothing for those who read no histories."""
    if not rights.may(viewer, "plan-detail-read") or rights.viewer_class(viewer) is FieldClass.PUBLIC:
        return ()
    rows = PlanChange.objects.filter(plan__public_id=plan_id).select_related("by").order_by("-pk")
    rows = rows.filter(about=about) if about else rows
    rows = rows.filter(key=key) if key else rows
    return tuple(
        PlanChangeRow(
            row.pk,
            row.about,
            row.key,
            row.kind,
            row.on,
            row.by.name,
            row.acting_role,
            row.reason,
            row.before,
            row.after,
        )
        for row in rows
    )
