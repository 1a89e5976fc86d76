"""What each role carries: what falls due, how it is going, and what would stop if one person were away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.plan.lines import Line, bar_of
from oneplan.web.ui import words
from oneplan.web.ui.bars import Bar

if TYPE_CHECKING:
    from oneplan.records.improvement.rows import OwnerLoadRow

GROUPS = (
    ("late", "Late"),
    ("soon", "In the next four weeks"),
    ("on_track", "Later"),
    ("no_date", "No date"),
    ("finished", "Finished or stopped"),
)


@dataclass(frozen=True, slots=True)
class Load:
    """One role's load as the list of owners shows it."""

    role: str
    address: str
    leads: int
    supports: int
    live: int
    late: int
    alone: int
    next_due_on: date | None
    bar: Bar


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Lines that are in the same place in time."""

    state: str
    title: str
    lines: tuple[Line, ...]

    @property
    def shape(self) -> str:
        """The shape that stands before its title: that of its state, where the state has one of its own."""
        return {"behind": "late"}.get(self.state, self.state)


def loads(rows: Iterable[OwnerLoadRow], lines: Iterable[Line]) -> tuple[Load, ...]:
    """Every role with its load, the one with most still to do first."""
    every = tuple(lines)
    found = (_load(row, tuple(line for line in every if row.role in line.roles)) for row in rows)
    return tuple(sorted(found, key=lambda load: (-load.live, -load.late, load.role)))


def grouped(lines: Iterable[Line]) -> tuple[DueGroup, ...]:
    """Lines by when they fall due, the late ones first; within a group the earliest first."""
    every = sorted(lines, key=lambda line: (line.due_on is None, line.due_on or date.max))
    groups = (
        DueGroup(state, title, tuple(line for line in every if line.due_state == state)) for state, title in GROUPS
    )
    return tuple(group for group in groups if group.lines)


def alone(lines: Iterable[Line]) -> int:
    """How many live actions have no other role beside this one."""
    return sum(1 for line in lines if line.rating.is_live and len(set(line.roles)) == 1)


def lead(load: Load) -> str:
    """One role's load in a sentence."""
    live = f"{words.count_of(load.live, 'live action').capitalize()}"
    late = f", {load.late} of them late" if load.late else ", none of them late" if load.live else ""
    soon = f" The next falls due on {words.long_day(load.next_due_on)}." if load.next_due_on else ""
    return f"{live}{late}.{soon}"


def heaviest(every: tuple[Load, ...]) -> str:
    """Who carries most, as a finding."""
    total = sum(1 for load in every if load.live)
    if not total:
        return "No role owns a live action yet."
    first = max(every, key=lambda load: load.live)
    return (
        f"{words.count_of(total, 'role').capitalize()} own something live. {first.role} carries most: "
        f"{words.count_of(first.live, 'live action')}, {first.alone} of them with nobody beside them."
    )


def _load(row: OwnerLoadRow, lines: tuple[Line, ...]) -> Load:
    upcoming = sorted(line.due_on for line in lines if line.due_on and line.due_state in {"soon", "on_track"})
    return Load(
        role=row.role,
        address=reverse("owner", args=[row.slug]),
        leads=row.lead_count,
        supports=row.support_count,
        live=row.live_count,
        late=sum(1 for line in lines if line.is_late),
        alone=alone(lines),
        next_due_on=upcoming[0] if upcoming else None,
        bar=bar_of(lines),
    )
