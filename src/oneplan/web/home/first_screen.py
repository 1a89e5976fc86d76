"""The first screen of somebody signed in: what is theirs, then the thread on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.owners.load import DueGroup, grouped
from oneplan.web.plan.lines import Line, lines_of
from oneplan.web.plan.silences import Silence, heard
from oneplan.web.plan.tree import PriorityView, by_priority, lead
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.core.improvement.reading import Finding
    from oneplan.records.improvement.rows import PlanTree

PRESSING = ("late", "soon")


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """Everything the first screen shows."""

    mine_title: str
    mine: tuple[DueGroup, ...]
    lead: str
    priorities: tuple[PriorityView, ...]
    silences: tuple[Silence, ...]


def first_screen(tree: PlanTree, findings: tuple[Finding, ...], viewer: Viewer, today: date) -> FirstScreen:
    """What this person should see first today."""
    lines = lines_of(tree.actions, findings, today)
    mine = tuple(line for line in lines if viewer.owner_roles.intersection(line.roles))
    return FirstScreen(
        mine_title=mine_title(mine) if viewer.owner_roles else "",
        mine=tuple(group for group in grouped(mine) if group.state != "finished"),
        lead=lead(lines),
        priorities=by_priority(tree, lines),
        silences=heard(lines, reverse("plan"), ""),
    )


def mine_title(mine: tuple[Line, ...]) -> str:
    """How many of one's own actions press, and how many are late."""
    late = sum(1 for line in mine if line.is_late)
    pressing = sum(1 for line in mine if line.due_state in PRESSING)
    if not pressing:
        return "Nothing of yours is late or due in the next four weeks"
    needs = f"{words.count_of(pressing, 'thing needs', 'things need')} you".capitalize()
    return f"{needs}; {late} {'is' if late == 1 else 'are'} late" if late else needs
