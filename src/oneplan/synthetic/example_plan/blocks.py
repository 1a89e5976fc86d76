"""A laid-out document before anyone has chosen a file format: headings, paragraphs, lists and tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """How one line of running text stands on the page."""

    PLAIN = "plain"
    BULLET = "bullet"
    SUB_BULLET = "sub_bullet"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; words between double asterisks are bold."""

    text: str
    kind: LineKind = LineKind.PLAIN


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, with the name that the contents page links to."""

    level: int
    text: str
    anchor: str = ""
    on_new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of running text."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list numbered from 1."""

    items: tuple[str, ...]


class CellLook(StrEnum):
    """What a cell is for, which decides its looks."""

    BODY = "body"
    HEADER = "header"
    LABEL = "label"
    BANNER = "banner"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, as wide as ``span`` columns; ``fill`` is a colour of its own."""

    lines: tuple[Line, ...]
    look: CellLook = CellLook.BODY
    span: int = 1
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; one that stays whole is never cut by a page break."""

    cells: tuple[Cell, ...]
    stays_whole: bool = False

    @property
    def is_header(self) -> bool:
        """Whether the row repeats at the head of each page."""
        return all(cell.look is CellLook.HEADER for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: each column's share of the page, and a name read out to those who cannot see it."""

    name: str
    shares: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    title: str
    lines: tuple[str, ...]
    notice: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents page: each heading with the name it is linked by."""

    title: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Landscape:
    """From here the pages lie on their side."""


Block = Heading | Text | Numbered | Table | Cover | Contents | Landscape


def lines_of(text: str) -> tuple[Line, ...]:
    """One line for each non-blank line of the text, those that begin "- " as bullets."""
    return tuple(
        Line(line[2:], LineKind.BULLET) if line.startswith("- ") else Line(line)
        for line in text.splitlines()
        if line.strip()
    )


def bullets_of(items: tuple[str, ...]) -> tuple[Line, ...]:
    """A bullet for each item; an item's further lines stand beneath it as bullets of the second order."""
    lines = []
    for item in items:
        first, *further = item.splitlines()
        lines.append(Line(first, LineKind.BULLET))
        lines.extend(Line(line.removeprefix("- "), LineKind.SUB_BULLET) for line in further)
    return tuple(lines)


def plain(*texts: str) -> tuple[Line, ...]:
    """The texts, each a paragraph."""
    return tuple(Line(text) for text in texts)


def header_row(*titles: str) -> Row:
    """A row of column titles."""
    return Row(tuple(Cell(plain(title), CellLook.HEADER) for title in titles), stays_whole=True)
