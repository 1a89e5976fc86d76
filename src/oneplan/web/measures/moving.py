"""Which sections and actions should move a measure, and when they should be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator

from oneplan.web.measures.chips import why_of
from oneplan.web.measures.one_measure import Moved
from oneplan.web.plan.tree import named

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import LinkRow
    from oneplan.records.improvement.rows import PlanTree

WORDS_OF_AN_ACTION = 16


def moved_by(measure_id: str, tree: PlanTree, links: Iterable[LinkRow]) -> tuple[Moved, ...]:
    """What is linked to a measure, sections first; what somebody confirmed comes before what words matched."""
    mine = [link for link in links if link.line.measure.id == measure_id]
    ordered = sorted(mine, key=lambda link: (link.is_proposed, bool(link.action_id)))
    return tuple(_moved(link, tree) for link in ordered)


def _moved(link: LinkRow, tree: PlanTree) -> Moved:
    action = next((row for row in tree.actions if row.id == link.action_id), None)
    if action:
        said = f"{action.ref} {Truncator(action.text).words(WORDS_OF_AN_ACTION)}"
        address, on = reverse("action", args=[action.id]), action.due.due_on
        return Moved(said, action.ref, address, why_of(link), link.is_proposed, on)
    section = next((row for row in tree.sections if row.slug == link.section), None)
    said = named(section.number, section.title) if section else link.section_title
    return Moved(said, "", reverse("section", args=[link.section]), why_of(link), link.is_proposed, None)
