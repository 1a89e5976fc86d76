"""What a reader found in somebody's improvement plan: one shape, whatever the document was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from oneplan.core.improvement.rating import Rating


class LineFate(StrEnum):
    """What became of one non-blank line of the source. There is no fifth answer: no line is lost."""

    IMPORTED = "imported"
    HEADING = "heading"
    NOISE = "noise"
    REVIEW = "review"


class DuePrecision(StrEnum):
    """How much of a date the plan actually wrote."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    QUARTER = "quarter"
    ACADEMIC_YEAR = "academic_year"
    YEAR = "year"
    ONGOING = "ongoing"
    NONE = "none"
    UNCLEAR = "unclear"


class OwnerPart(StrEnum):
    """What an owner does for an action."""

    LEAD = "lead"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One non-blank line (or cell, or row) of the document, numbered from 1, and what became of it."""

    line: int
    text: str
    fate: LineFate
    why: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: the words as written, and the first and last day they can mean."""

    raw: str = ""
    due_from: date | None = None
    due_on: date | None = None
    precision: DuePrecision = DuePrecision.NONE
    revised_from: date | None = None
    starts_on: date | None = None
    review_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """A role that owns an action, for which partner, and whether it leads."""

    role: str
    partner: str = ""
    part: OwnerPart = OwnerPart.LEAD


@dataclass(frozen=True, slots=True)
class ReadAction:
    """One action row.

    ``ref`` is as written; ``key`` is unique in the document even where refs restart in each section;
    ``ref_assigned`` says that the plan wrote none; ``lines`` are all source lines it was read from.
    """

    ref: str
    section: str
    text: str
    owners: tuple[Owner, ...]
    due: Due
    rating_raw: str
    rating: Rating
    line: int
    phase: str = ""
    notes: tuple[str, ...] = ()
    key: str = ""
    ref_assigned: bool = False
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A measure ("how we'll assess"), an impact ("what we will see"), an area for improvement, an update or narrative.

    ``refs`` are the actions it names; ``dated_on`` is the day an update begins with, where it does.
    """

    section: str
    text: str
    line: int
    refs: tuple[str, ...] = ()
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReadPromise:
    """What the timeline says will have been done by the end of a period."""

    period: str
    text: str
    line: int
    number: int | None = None
    achieved: bool = False
    period_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One section (one table) of the plan, under its priority."""

    number: str
    title: str
    priority: str
    line: int
    parent: str = ""
    must_improve: str = ""

    @property
    def key(self) -> str:
        """What actions and statements name it by: its number where the plan gives one, else its title."""
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One line of the plan's own rating key."""

    word: str
    meaning: str
    rating: Rating
    line: int


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A line that a person must decide about, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault that the linter found: its kind, the action or section it is about, and what it says."""

    kind: str
    ref: str
    says: str


@dataclass(frozen=True, slots=True)
class PlanReading:
    """Everything found in one document. ``lines`` holds every non-blank source line exactly once."""

    plan: str
    ratings_as_at: date | None = None
    priorities: tuple[str, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    areas: tuple[ReadStatement, ...] = ()
    actions: tuple[ReadAction, ...] = ()
    measures: tuple[ReadStatement, ...] = ()
    impacts: tuple[ReadStatement, ...] = ()
    updates: tuple[ReadStatement, ...] = ()
    promises: tuple[ReadPromise, ...] = ()
    key: tuple[KeyEntry, ...] = ()
    summary_areas: tuple[ReadStatement, ...] = ()
    narrative: tuple[ReadStatement, ...] = ()
    review: tuple[ReviewItem, ...] = ()
    lines: tuple[SourceLine, ...] = field(default=(), repr=False)

    def count(self, fate: LineFate) -> int:
        """How many source lines met this fate."""
        return sum(1 for line in self.lines if line.fate is fate)
