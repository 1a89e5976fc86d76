"""What the work of one section or action changed, as its own page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oneplan.answers import access
from oneplan.answers.difference import statements
from oneplan.answers.figures_shown import profile_of
from oneplan.records.figures import queries as figures
from oneplan.records.series import queries as series
from oneplan.web.difference.pages import Line, lines_of
from oneplan.web.plan.kept import KeptPages

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow

LINES: KeptPages[tuple[Line, ...]] = KeptPages(room=256)


def differences_of(plan: PlanRow, viewer: Viewer, *, section: str = "", action: str = "") -> tuple[Line, ...]:
    """The statements that say something, for those who read figures; worked out again when anything in them changes."""
    if not access.may(viewer, "figure-read"):
        return ()
    numbers = (figures.newest_run(), series.version(), profile_of(viewer).id, viewer.on)
    said = (figures.links_of_plan(plan.id), tuple(figures.expectations_of_plan(plan.id).items()))
    return LINES.get(
        (plan, section, action, *numbers, *said),
        lambda: lines_of(statements(plan.id, viewer=viewer, section=section, action=action)),
    )
