"""What of a section's page follows from the plan alone, drawn once for each of its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from oneplan.answers import plans
from oneplan.records.improvement import queries
from oneplan.web.plan.kept import KeptPages
from oneplan.web.plan.one_section import section_page

if TYPE_CHECKING:
    from datetime import date

    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow, SectionPage
    from oneplan.web.plan.one_section import SectionView


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A section as it was read and as its page shows it: from its heading to its actions, and its updates."""

    page: SectionPage
    view: SectionView
    top: SafeString
    updates: SafeString


SECTIONS: KeptPages[DrawnSection] = KeptPages(room=64)


def drawn_section(found: PlanRow, slug: str, viewer: Viewer, today: date, *, sees_detail: bool) -> DrawnSection:
    """The parts of the page that only a change to the plan, another day or another class of reader would change."""

    def make() -> DrawnSection:
        page = queries.section(found.id, slug, viewer=viewer)
        findings = plans.findings(found.id, viewer=viewer, on=today)
        view = section_page(page, findings, today, sees_detail=sees_detail, plan=found)
        top, updates = (
            SafeString(render_to_string(f"plan/section_{part}.html", {"page": view, "today": today}))
            for part in ("top", "updates")
        )
        return DrawnSection(page, view, top, updates)

    return SECTIONS.get((found, slug, today, sees_detail, queries.viewer_class(viewer)), make)
