"""What a press sets: parts of blocks, each of one kind, with no rule about what they say."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.adapters.pictures.control_chart import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part; level 2 or 3."""

    text: str
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``tone`` is plain, lead, quiet or missing."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Points:
    """A list, one thing in each."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and who that is as far as it may be said."""

    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its words, how much of the width it takes in hundredths, and whether it holds numbers."""

    words: str
    width: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell; ``state`` is the rating whose shape stands before them."""

    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its caption; the first cell of each row is its heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with what it shows in words: a control chart, or one of our own symbols by name."""

    title: str
    alt: str
    says: str = ""
    chart: Chart | None = None
    symbol: str = ""


Block = Heading | Words | Points | Quote | Grid | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pack."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack as a press takes it: its cover in words and facts, and its parts."""

    title: str
    plan_title: str
    area: str
    tier: str
    tier_title: str
    meeting: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
