"""What an action's own page says of its rating: what green still needs, who waits, and what it is challenged about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneplan.answers import access
from oneplan.answers.challenges import standing_challenges
from oneplan.web.ratings.checklist import Checklist, checklist_of

if TYPE_CHECKING:
    from oneplan.answers.challenges import ChallengeRow
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import ActionPage


@dataclass(frozen=True, slots=True)
class JudgedView:
    """The checklist of one action and its challenges; ``is_proven`` says that its green rating was approved here."""

    checklist: Checklist
    is_proven: bool
    challenges: tuple[ChallengeRow, ...]


def judged_of(page: ActionPage, viewer: Viewer, today: date) -> JudgedView | None:
    """How one action is judged; none for those who do not see how the plan comes about, or once it is closed."""
    row = page.action
    if row.is_superseded or not access.may(viewer, "plan-detail-read"):
        return None
    standing = standing_challenges(page.plan.id, viewer=viewer, on=today)
    return JudgedView(
        checklist=checklist_of(row, page.may, viewer),
        is_proven=row.rating.is_green and not row.is_evidence_unseen,
        challenges=tuple(each for each in standing if each.action_id == row.id),
    )
