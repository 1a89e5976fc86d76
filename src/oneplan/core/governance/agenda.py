"""The lines that stand on an agenda by themselves: standing, recurring, carried, asked, waiting and reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.core.governance.meetings import Recurrence, falls_on
from oneplan.core.kernel import Problem


class ItemKind(StrEnum):
    """What a line of an agenda is for; the order here is the order in which kinds stand."""

    OPENING = "opening"
    YOUNG_PEOPLE = "standing-young-people"
    FAMILIES = "standing-parent-carer"
    MATTER_ARISING = "matter-arising"
    RATIFICATION = "ratification"
    QUESTION = "question"
    DECISION = "decision"
    REPORT = "report"
    RECURRING = "recurring"
    DISCUSSION = "discussion"


STANDING = frozenset({ItemKind.YOUNG_PEOPLE, ItemKind.FAMILIES})
ORDER = {kind: place for place, kind in enumerate(ItemKind)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an agenda; its key names where it comes from, so that it stays the same line."""

    key: str
    kind: ItemKind
    title: str
    says: str = ""
    lead_role: str = ""
    needs_paper: bool = False


@dataclass(frozen=True, slots=True)
class Recurs:
    """A recurring item of a body and its rule."""

    key: str
    title: str
    rule: Recurrence
    lead_role: str = ""
    needs_paper: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the day of the meeting it belongs to; without one it falls on the next meeting."""

    line: Line
    meets_on: date | None = None


def lines_by_themselves(
    meets_on: date,
    meetings: Sequence[date],
    *,
    standing: Iterable[Line],
    recurring: Iterable[Recurs],
    waiting: Iterable[Placed],
    on: date,
) -> tuple[Line, ...]:
    """What stands on the agenda of one meeting of a body, in order, without anybody having put it there."""
    upcoming = sorted(day for day in meetings if day >= on)
    is_next = bool(upcoming) and upcoming[0] == meets_on
    found = [*standing, *_recurring(meets_on, meetings, recurring)]
    found += [each.line for each in waiting if each.meets_on == meets_on or (each.meets_on is None and is_next)]
    return in_order(found)


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines by kind, those of one kind as they came."""
    return tuple(sorted(lines, key=lambda line: ORDER[line.kind]))


def check_removal(kind: ItemKind, reason: str) -> None:
    """A line leaves an agenda only with a reason that the page then shows; a standing voice is never simply dropped."""
    if reason.strip():
        return
    raise Problem(
        "Say why this item comes off the agenda.",
        why="The people it speaks for will see the reason on the meeting's page."
        if kind in STANDING
        else "Somebody expects to find it there.",
        do="Write a sentence with the reason, or leave the item where it is.",
    )


def placed_for(due_on: date, meetings: Sequence[date]) -> date | None:
    """The last meeting on or before the day something is due; none when nothing meets in time."""
    return max((day for day in meetings if day <= due_on), default=None)


def _recurring(meets_on: date, meetings: Sequence[date], recurring: Iterable[Recurs]) -> Iterator[Line]:
    for each in recurring:
        if meets_on in falls_on(each.rule, meetings):
            yield Line(each.key, ItemKind.RECURRING, each.title, lead_role=each.lead_role, needs_paper=each.needs_paper)
