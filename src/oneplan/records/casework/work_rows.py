"""What a list of work is asked for and what it answers with, as frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

SUNDAY = 6
DAYS_AHEAD = 14
DUTY = "duty"


class Group(StrEnum):
    """Where an open limit stands in time, or why it stands nowhere in it. Only a duty is ever late."""

    LATE = "late"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    LATER = "later"
    PAST = "past"
    WAITING = "waiting"
    UNKNOWN = "unknown"


OWN_TIME = (Group.LATE, Group.WEEK, Group.FORTNIGHT, Group.LATER)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that part the groups: this week ends on its Sunday, and the next two weeks follow it."""

    today: date
    week_ends: date
    fortnight_ends: date

    @classmethod
    def around(cls, today: date) -> Days:
        """The days as they are seen from today."""
        sunday = today + timedelta(days=SUNDAY - today.weekday())
        return cls(today, sunday, sunday + timedelta(days=DAYS_AHEAD))

    def group(self, due_on: date, force: str) -> Group:
        """Where a due day that can be known stands: what should be done, and need not be, is past and never late."""
        if due_on < self.today:
            return Group.LATE if force == DUTY else Group.PAST
        if due_on <= self.week_ends:
            return Group.WEEK
        return Group.FORTNIGHT if due_on <= self.fortnight_ends else Group.LATER


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody narrowed their work to; empty words ask for everything.

    ``who`` is mine, team, unallocated or the number of an account; ``kind`` is duty, guidance, local or planning.
    """

    group: str = ""
    who: str = ""
    kind: str = ""
    stage: str = ""
    setting: str = ""
    year: str = ""
    place: str = ""
    phase: str = ""
    need: str = ""
    words: str = ""

    def with_(self, **part: str) -> Question:
        """The same question with parts changed."""
        return replace(self, **part)


@dataclass(frozen=True, slots=True)
class Key:
    """The place in a list after which the next page starts, or before which the last one ended."""

    due_on: date
    id: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One open limit with whose it is and who holds it. Names stay away from a viewer who reads without them."""

    id: int
    case_id: str
    pathway: str
    rule: str
    output: str
    key: str
    kind: str
    nature: str
    owner: str
    started_on: date
    started_by: str
    due_on: date
    prudent_on: date | None
    told_until: date | None
    is_knowable: bool
    surname: str
    forename: str
    preferred_name: str
    born_on: date | None
    setting: str
    officer: str
    officer_since: date | None
    team: str

    @property
    def force(self) -> str:
        """Duty, guidance, local, planning or right."""
        return self.kind if self.nature == "act" else self.nature


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to one part of the question, and how many limits it leaves."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page of work: the rows in the order they fall due, what waits on others, and every count."""

    rows: tuple[WorkRow, ...]
    waiting: tuple[WorkRow, ...]
    groups: Mapping[str, int]
    choices: Mapping[str, tuple[Choice, ...]]
    after: Key | None
    before: Key | None
    is_pseudonym: bool

    @property
    def total(self) -> int:
        """How many limits stand in the authority's own time."""
        return sum(self.groups.get(each, 0) for each in OWN_TIME)


def shown_setting(name: str | None, urn: str | None, ukprn: str | None) -> str:
    """The name of a setting, or the number that is all that is known; nothing where there is none."""
    number = urn or ukprn
    return name or (f"setting {number}" if number else "")


def row_of(values: tuple[Any, ...], *, is_pseudonym: bool) -> WorkRow:
    """A row from the columns that ``work_queries`` reads, without what says whose it is for those who may not know."""
    *first, surname, forename, preferred, born_on, name, urn, ukprn, officer, since, team = values
    if is_pseudonym:
        surname = forename = preferred = name = urn = ukprn = ""
    return WorkRow(
        *first,
        surname=surname,
        forename=forename,
        preferred_name=preferred,
        born_on=born_on,
        setting=shown_setting(name, urn, ukprn),
        officer=officer or "",
        officer_since=since,
        team=team or "",
    )
