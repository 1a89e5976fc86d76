"""The first screen of somebody signed in: what is theirs, then the thread on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.owners.load import DueGroup, grouped
from oneplan.web.plan.lines import BEHIND, FINISHED, Line, lines_of, standing
from oneplan.web.plan.silences import Silence, heard
from oneplan.web.plan.tree import PriorityView, by_priority, lead
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.core.improvement.reading import Finding
    from oneplan.records.improvement.rows import PlanTree

PRESSING = ("late", "soon", BEHIND)


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """Everything the first screen shows: what presses stands open, the rest of one's own is folded."""

    mine_title: str
    pressing: tuple[DueGroup, ...]
    others: tuple[DueGroup, ...]
    lead: str
    priorities: tuple[PriorityView, ...]
    silences: tuple[Silence, ...]
    waiting: int


def first_screen(
    tree: PlanTree, findings: tuple[Finding, ...], viewer: Viewer, today: date, *, sees_detail: bool, sees_thread: bool
) -> FirstScreen:
    """What this person should see first today; those who read the thread are shown that in place of the sections."""
    lines = standing(lines_of(tree.actions, findings, today))
    mine = tuple(line for line in lines if viewer.owner_roles.intersection(line.roles))
    groups = by_pressure(mine)
    return FirstScreen(
        mine_title=mine_title(groups) if viewer.owner_roles else "",
        pressing=tuple(group for group in groups if group.state in PRESSING),
        others=tuple(group for group in groups if group.state not in PRESSING),
        lead=lead(lines),
        priorities=() if sees_thread else by_priority(tree, lines),
        silences=heard(lines, reverse("plan")) if sees_detail and not sees_thread else (),
        waiting=tree.review_count,
    )


def by_pressure(mine: tuple[Line, ...]) -> tuple[DueGroup, ...]:
    """One's own live lines: late, then due soon, then said to be behind though there is time, then the rest."""
    near = [group for group in grouped(mine) if group.state in {"late", "soon"}]
    far = [line for group in grouped(mine) if group.state not in {"late", "soon", FINISHED} for line in group.lines]
    behind = tuple(line for line in far if line.is_behind)
    rest = grouped(line for line in far if not line.is_behind)
    return (*near, *((DueGroup(BEHIND, "Delayed or at risk", behind),) if behind else ()), *rest)


def mine_title(groups: tuple[DueGroup, ...]) -> str:
    """How many of one's own actions press, and how many are late."""
    counts = {group.state: len(group.lines) for group in groups}
    pressing, late = sum(counts.get(state, 0) for state in PRESSING), counts.get("late", 0)
    if not pressing:
        return "Nothing of yours is late, delayed or due in the next four weeks"
    needs = f"{words.count_of(pressing, 'thing needs', 'things need')} you".capitalize()
    return f"{needs}; {late} {'is' if late == 1 else 'are'} late" if late else needs
