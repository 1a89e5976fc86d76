"""What the work of one section or action changed, as its own page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oneplan.answers import access
from oneplan.answers.difference import statements
from oneplan.web.difference.pages import Line, lines_of

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow


def differences_of(plan: PlanRow, viewer: Viewer, *, section: str = "", action: str = "") -> tuple[Line, ...]:
    """The statements that say something, for those who read figures."""
    if not access.may(viewer, "figure-read"):
        return ()
    return lines_of(statements(plan.id, viewer=viewer, section=section, action=action))
