"""What has been gathered while reading, before owners, dates and ratings are made out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from oneplan.core.improvement.reading import KeyEntry, ReadPromise
from oneplan.plandocs.blocks import Piece
from oneplan.plandocs.columns import Layout
from oneplan.plandocs.labels import PromiseHead
from oneplan.plandocs.ledger import Ledger
from oneplan.plandocs.mentions import DateHabits
from oneplan.plandocs.outline import Outline, SectionDraft


@dataclass(slots=True)
class ActionDraft:
    """One action while it is being read: the pieces of each of its columns by role."""

    section: SectionDraft
    lines: list[int]
    ref: str = ""
    phase: str = ""
    table: int = 0
    cells: dict[str, list[Piece]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    ticks: list[tuple[str, str]] = field(default_factory=list)
    rated: list[tuple[str, str]] = field(default_factory=list)
    colour: str = ""
    day: date | None = None
    month_only: bool = False
    extra: dict[str, list[Piece]] = field(default_factory=dict)

    def words(self, role: str) -> str:
        """A column's words on one line."""
        return " ".join(piece.text for piece in self.cells.get(role, ()))


@dataclass(slots=True)
class StatementDraft:
    """One measure, impact, area, update or stretch of narrative, under a section or a heading."""

    kind: str
    text: str
    lines: list[int]
    section: SectionDraft | None = None
    where: str = ""
    refs: tuple[str, ...] = ()
    depth: int = 0
    firm: bool = False


@dataclass(slots=True)
class Reading:
    """The state of one reading: what is in force at this line, and everything gathered so far."""

    ledger: Ledger
    outline: Outline = field(default_factory=Outline)
    actions: list[ActionDraft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    promises: list[ReadPromise] = field(default_factory=list)
    key: list[KeyEntry] = field(default_factory=list)
    habits: DateHabits = field(default_factory=DateHabits)
    as_at: date | None = None
    mode: str = ""
    promise: PromiseHead | None = None
    layout: Layout | None = None
    phase: str = ""
    summary: bool = False
    column_kinds: dict[int, str] = field(default_factory=dict)
    card_titles: dict[int, str] = field(default_factory=dict)
    measure_heads: dict[int, str] = field(default_factory=dict)

    def state(self, kind: str, text: str, lines: tuple[int, ...], *, where: str = "") -> StatementDraft:
        """Gathers one statement under the section in force (or a summary's card) and accounts for its lines."""
        sectional = kind in {"areas", "measures", "impacts", "updates"}
        section = self.outline.current() if sectional else None
        draft = StatementDraft(kind, text, list(lines), section, where or ("" if section else self.outline.where()))
        self.statements.append(draft)
        self.ledger.imported(lines)
        return draft

    def leave_table(self) -> None:
        """Forgets the columns in force."""
        self.layout = None
        self.column_kinds = {}
        self.card_titles = {}
        self.phase = ""
