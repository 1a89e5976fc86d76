"""What the example plan is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import OwnerPart

UNALLOCATED = "To be allocated"


@dataclass(frozen=True, slots=True)
class ExampleOwner:
    """A role that leads or supports an action, for one partner where the plan says which."""

    role: str
    partner: str = ""
    part: OwnerPart = OwnerPart.LEAD

    @property
    def written(self) -> str:
        """The role as its line in the plan shows it."""
        return f"{self.partner}: {self.role}" if self.partner else self.role


@dataclass(frozen=True, slots=True)
class ExampleAction:
    """One action row; its text may hold several lines, those that begin "- " being bullets."""

    ref: str
    text: str
    owners: tuple[ExampleOwner, ...]
    due: str
    rating: Rating
    phase: str = ""
    owners_as_written: tuple[str, ...] = ()

    @property
    def owner_lines(self) -> tuple[str, ...]:
        """The lines of the owner cell."""
        return self.owners_as_written or tuple(owner.written for owner in self.owners) or (UNALLOCATED,)


@dataclass(frozen=True, slots=True)
class ExampleUpdate:
    """What was reported about a section, and the day it was written."""

    written: str
    text: str

    @property
    def line(self) -> str:
        """The update as the plan prints it."""
        return f"{self.written}: {self.text}"


@dataclass(frozen=True, slots=True)
class ExampleTable:
    """One action table with everything around it; a section has one, or several told apart by letters."""

    areas: tuple[str, ...]
    actions: tuple[ExampleAction, ...]
    measures: tuple[str, ...]
    impacts: tuple[str, ...]
    updates: tuple[ExampleUpdate, ...]
    letter: str = ""
    title: str = ""
    note: str = ""
    areas_left_out_of_summary: tuple[str, ...] = ()
    measures_intro: str = ""
    see_also_intro: str = ""
    see_also: tuple[str, ...] = ()

    @property
    def all_areas(self) -> tuple[str, ...]:
        """Every area for improvement, also those that the summary page forgets."""
        return self.areas + self.areas_left_out_of_summary


@dataclass(frozen=True, slots=True)
class ExampleSection:
    """One section under its priority."""

    number: str
    title: str
    priority: str
    must_improve: str
    tables: tuple[ExampleTable, ...]

    @property
    def heading(self) -> str:
        """The section's heading with its number."""
        return f"{self.number}. {self.title}"


@dataclass(frozen=True, slots=True)
class ExamplePeriod:
    """What the timeline promises by the end of a period, or has achieved in it."""

    label: str
    heading: str
    promises: tuple[str, ...]
    achieved: bool = False


@dataclass(frozen=True, slots=True)
class ExampleKey:
    """One line of the rating key: the plan's word, its colour, and what both mean."""

    rating: Rating
    word: str
    colour: str
    fill: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """One numbered page of prose before the actions."""

    number: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class ExampleGrid:
    """A small table on a page of prose."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ExampleWords:
    """The sentences and labels that frame the plan."""

    subtitle: str
    years: str
    published: str
    partnership: str
    invented: str
    contact: str
    contact_body: str
    thanks_intro: str
    thanks: tuple[str, ...]
    detail_intro: tuple[str, ...]
    measures_label: str
    impacts_label: str
    updates_label: str
    timeline_intro: str
    timeline_note: str


@dataclass(frozen=True, slots=True)
class ExamplePlan:
    """The whole plan."""

    title: str
    ratings_as_at: date
    words: ExampleWords
    key: tuple[ExampleKey, ...]
    pages: tuple[ExamplePage, ...]
    grids: Mapping[str, ExampleGrid]
    sections: tuple[ExampleSection, ...]
    periods: tuple[ExamplePeriod, ...]

    @property
    def priorities(self) -> tuple[str, ...]:
        """The priorities in the order of their sections."""
        return tuple(dict.fromkeys(section.priority for section in self.sections))

    @property
    def tables(self) -> tuple[ExampleTable, ...]:
        """Every action table in order."""
        return tuple(table for section in self.sections for table in section.tables)

    @property
    def actions(self) -> tuple[ExampleAction, ...]:
        """Every action in order."""
        return tuple(action for table in self.tables for action in table.actions)

    def word_for(self, rating: Rating) -> ExampleKey:
        """The line of the key for a rating; the loader has made sure that there is one."""
        return next(entry for entry in self.key if entry.rating is rating)
