"""A measure as data: everything that is needed to reckon it, to explain it and to show it with care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.core.law import Status
from oneplan.core.measures.conditions import AnyOf, Condition


class Kind(StrEnum):
    """How a value follows from the rows that count."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    LONGEST = "longest"
    GROWTH = "growth"
    MIX = "mix"


class Shape(StrEnum):
    """How rows stand in time: dated once, open from a day to a day, or simply as they are on the day of reading."""

    FLOW = "flow"
    STOCK = "stock"
    NOW = "now"


class Grain(StrEnum):
    """The length of a period."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Direction(StrEnum):
    """Which way is better; a measure that is only context is never coloured."""

    UP = "up"
    DOWN = "down"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from one column to another, or to the day of reading where ``to`` is empty."""

    since: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class PublishedSeries:
    """The official series to set beside a measure: a value as published, or a count over a count."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    year_is: str = "calendar year"

    @property
    def names(self) -> tuple[str, ...]:
        """The series that it needs."""
        return tuple(each for each in (self.value, self.numerator, self.denominator) if each)


@dataclass(frozen=True, slots=True)
class Split:
    """A way of dividing rows into parts: by the values of a column, or by age in bands on the day.

    A trait is something so personal that a part which is everybody would say it of each of them.
    """

    id: str
    title: str
    column: str
    parts: Mapping[str, str]
    unknown: str
    bands: Mapping[str, tuple[int, int]]
    is_trait: bool = False

    def title_of(self, part: str) -> str:
        """The words for one part; a code that nobody listed is shown as it stands."""
        return self.parts.get(part, part)

    def place(self, part: str) -> int:
        """Where a part stands in the list."""
        listed = list(self.parts)
        return listed.index(part) if part in self.parts else len(listed)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. ``counts`` says which rows are its denominator (or its whole), ``met`` which of them its numerator.

    A measure that is ``part_of`` another counts only rows that the other counts, so that the two together tell the
    size of what lies between them; suppression must know that. A measure ``waits_on`` another that counts, of the same
    rows, those of which nothing has been decided yet: until few are left, its periods are not judged.
    """

    id: str
    catalogue: tuple[str, ...]
    title: str
    group: str
    definition: str
    numerator: str
    denominator: str
    kind: Kind
    unit: str
    direction: Direction
    facts: str
    shape: Shape
    counts: tuple[Condition | AnyOf, ...]
    met: tuple[Condition | AnyOf, ...]
    dated_by: str
    closed_by: str
    sums: Span | None
    grains: tuple[Grain, ...]
    splits: tuple[str, ...]
    published: PublishedSeries | None
    part_of: str
    waits_on: str
    phrases: tuple[str, ...]
    source: str
    checked_on: date
    status: Status
    note: str
    is_about_people: bool = True

    @property
    def headline(self) -> Grain:
        """The grain of the value that is shown first: now where there is one, else the year."""
        return Grain.DAY if Grain.DAY in self.grains else Grain.YEAR

    @property
    def limits(self) -> tuple[str, ...]:
        """The numbers from law that it rests on, each once."""
        flat = [each for entry in (*self.counts, *self.met) for each in _flat(entry)]
        return tuple(dict.fromkeys(each.limit for each in flat if each.limit))

    @property
    def whole(self) -> tuple[object, ...]:
        """What tells its whole from that of any other: measures with the same whole share their totals."""
        return (self.facts, self.shape, self.dated_by, self.closed_by, self.counts)


def _flat(entry: Condition | AnyOf) -> tuple[Condition, ...]:
    return entry.conditions if isinstance(entry, AnyOf) else (entry,)
