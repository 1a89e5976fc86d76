"""The plan's own rating key."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from oneplan.records.improvement import queries
from oneplan.web.plan.kept import KeptPages

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.core.improvement.rating import Rating
    from oneplan.records.improvement.rows import KeyRow, PlanRow

KEYS: KeptPages[tuple[KeyRow, ...]] = KeptPages()
SHAPES = ("late", "soon", "on_track", "met", "disapplied", "guidance")


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One word of the key and how many actions wear it."""

    word: str
    meaning: str
    rating: Rating
    count: int


def key_of(plan: PlanRow, viewer: Viewer) -> tuple[KeyRow, ...]:
    """The plan's key; the same for every reader of one revision."""
    return KEYS.get((plan.id, plan.revision), lambda: queries.plan_tree(plan.id, viewer=viewer).key)


def rating_key(request: HttpRequest) -> HttpResponse:
    """What each rating means, and how many actions have it."""
    found = queries.current_plan(viewer=request.viewer)
    entries: tuple[KeyLine, ...] = ()
    if found:
        tree = queries.plan_tree(found.id, viewer=request.viewer)
        counts = Counter(action.rating for action in tree.actions if not action.is_superseded)
        entries = tuple(KeyLine(each.word, each.meaning, each.rating, counts[each.rating]) for each in tree.key)
    return render(request, "plan/key.html", {"entries": entries, "shapes": SHAPES, "title": "What the ratings mean"})
