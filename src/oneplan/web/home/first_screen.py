"""The first screen of somebody signed in: what is theirs, then the thread on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.owners.load import DueGroup, grouped
from oneplan.web.plan.lines import Line, lines_of
from oneplan.web.plan.silences import Silence, heard
from oneplan.web.plan.tree import Figure, lead
from oneplan.web.ui import words
from oneplan.web.ui.bars import Bar, rating_bar

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.core.improvement.reading import Finding
    from oneplan.records.improvement.rows import PlanTree

PRESSING = ("late", "soon")


@dataclass(frozen=True, slots=True)
class Strand:
    """One section as one line of the thread."""

    number: str
    title: str
    address: str
    must_improve: str
    bar: Bar
    late: int


@dataclass(frozen=True, slots=True)
class Priority:
    """One priority with its sections."""

    title: str
    strands: tuple[Strand, ...]


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """Everything the first screen shows."""

    mine_title: str
    mine: tuple[DueGroup, ...]
    lead: str
    priorities: tuple[Priority, ...]
    silences: tuple[Silence, ...]
    figures: tuple[Figure, ...]


def first_screen(tree: PlanTree, findings: tuple[Finding, ...], viewer: Viewer, today: date) -> FirstScreen:
    """What this person should see first today."""
    lines = lines_of(tree.actions, findings, today)
    mine = tuple(line for line in lines if viewer.owner_roles.intersection(line.roles))
    return FirstScreen(
        mine_title=mine_title(mine) if viewer.owner_roles else "",
        mine=tuple(group for group in grouped(mine) if group.state != "finished"),
        lead=lead(lines),
        priorities=tuple(Priority(each.title, _strands(tree, each.number, lines)) for each in tree.priorities),
        silences=heard(lines, reverse("plan"), ""),
        figures=(),
    )


def mine_title(mine: tuple[Line, ...]) -> str:
    """How many of one's own actions press, and how many are late."""
    late = sum(1 for line in mine if line.is_late)
    pressing = sum(1 for line in mine if line.due_state in PRESSING)
    if not pressing:
        return "Nothing of yours is late or due in the next four weeks"
    needs = f"{words.count_of(pressing, 'thing needs', 'things need')} you".capitalize()
    return f"{needs}; {late} {'is' if late == 1 else 'are'} late" if late else needs


def _strands(tree: PlanTree, priority: int, lines: tuple[Line, ...]) -> tuple[Strand, ...]:
    found = []
    for section in tree.sections:
        held = [line for line in lines if line.section_slug == section.slug]
        if section.priority == priority and held:
            late = sum(1 for line in held if line.is_late)
            address = reverse("section", args=[section.slug])
            bar = rating_bar(line.rating for line in held)
            found.append(Strand(section.number, section.title, address, section.must_improve, bar, late))
    return tuple(found)
