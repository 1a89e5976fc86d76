"""What every format is turned into before anything is understood: blocks that know their source lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph or list item inside a cell. ``depth`` is 0 for a paragraph, 1 and more for list items."""

    text: str
    depth: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its pieces, the colour it is filled with, and the day where it holds a real date."""

    pieces: tuple[Piece, ...] = ()
    colour: str = ""
    day: date | None = None
    month_only: bool = False
    carried: bool = False

    @property
    def text(self) -> str:
        """All pieces, one a line, list items marked."""
        return "\n".join(f"• {piece.text}" if piece.depth else piece.text for piece in self.pieces)

    @property
    def flat(self) -> str:
        """All pieces on one line, without marks."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def empty(self) -> bool:
        """Whether the cell holds nothing a reader would see."""
        return not self.pieces

    @staticmethod
    def of(text: str) -> Cell:
        """A cell of one paragraph, or an empty one."""
        return Cell((Piece(text),)) if text else Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. Rows of one table share a number; ``opens_page`` marks the first row after a page break."""

    cells: tuple[Cell, ...]
    lines: tuple[int, ...]
    table: int = 0
    header: bool = False
    opens_page: bool = False

    def at(self, index: int) -> Cell:
        """The cell in a column, or an empty one where the row is short."""
        return self.cells[index] if 0 <= index < len(self.cells) else Cell()

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that hold something."""
        return tuple(index for index, cell in enumerate(self.cells) if not cell.empty)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` counts from 1 where the format says, 0 where it is only guessed from the words."""

    text: str
    lines: tuple[int, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str
    lines: tuple[int, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list with the mark or number it was written with."""

    text: str
    lines: tuple[int, ...]
    marker: str = "•"
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that belong to the paper: page numbers, rules, running headers. ``why`` says which."""

    lines: tuple[int, ...]
    why: str


Block = Row | Heading | Paragraph | ListItem | Furniture


@dataclass(frozen=True, slots=True)
class Extract:
    """A document turned into blocks. ``lines`` holds every non-blank source line by its number."""

    kind: str
    lines: Mapping[int, str]
    blocks: tuple[Block, ...] = field(repr=False)
    title: str = ""
    doubts: Mapping[int, str] = field(default_factory=dict)
