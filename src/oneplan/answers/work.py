"""What needs somebody: open limits within their reach, the views they keep, and the mark under which a page is kept."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from oneplan.core.access import NotFound, Viewer
from oneplan.records.casework import work_queries
from oneplan.records.casework.caseload import Mark, caseload_mark
from oneplan.records.casework.models import SavedView
from oneplan.records.casework.work_queries import Seen
from oneplan.records.casework.work_rows import OWN_TIME, Choice, Days, Group, Key, Question, WorkPage, WorkRow

__all__ = [
    "OWN_TIME",
    "Choice",
    "Days",
    "Group",
    "Key",
    "Look",
    "Question",
    "SavedViewRow",
    "WorkPage",
    "WorkRow",
    "look",
    "saved_view",
    "saved_views",
]


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    """A view that somebody keeps."""

    id: str
    name: str
    asked: str
    words: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the work: by whom, on which day, over what, and at which mark of change."""

    seen: Seen
    mark: Mark

    @property
    def key(self) -> Hashable:
        """All that a page depends on besides what it is asked for."""
        reach, viewer = self.seen.reach, self.seen.viewer
        return (self.mark, self.seen.days.today, viewer.user_id, viewer.teams, reach)

    @property
    def is_pseudonym(self) -> bool:
        """Whether the viewer reads without names."""
        return self.seen.reach.is_pseudonym

    @property
    def holds_work(self) -> bool:
        """Whether anything open is the viewer's own to do."""
        return work_queries.holds_work(self.seen, self.mark)

    def page(self, question: Question, key: Key | None = None) -> WorkPage:
        """The page asked for."""
        return work_queries.work_page(self.seen, question, self.mark, key=key)

    def officer_name(self, user_id: str) -> str:
        """Who the account with this number is."""
        return work_queries.officer_name(user_id)


def look(*, viewer: Viewer, on: date) -> Look:
    """A look at the work as it stands now; raises NotAllowed in words for those who have none.

    The mark is read first: what changes afterwards has another mark, so a page is at worst newer than its key.
    """
    seen = work_queries.seen_by(viewer, on=on)
    return Look(seen, caseload_mark())


def saved_views(*, viewer: Viewer) -> tuple[SavedViewRow, ...]:
    """The views that the viewer keeps, by name."""
    return tuple(_row(view) for view in SavedView.objects.filter(user=viewer.user_id).order_by("name"))


def saved_view(view_id: str, *, viewer: Viewer) -> SavedViewRow:
    """One of the viewer's own views; raises NotFound for anybody else's."""
    found = SavedView.objects.filter(user=viewer.user_id, public_id=view_id).first()
    if found is None:
        raise NotFound("There is no such view.")
    return _row(found)


def _row(view: SavedView) -> SavedViewRow:
    return SavedViewRow(view.public_id, view.name, view.asked, view.words, view.is_default)
