"""What the pages of the self-evaluation get: frozen rows with everything that they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.answers.evaluation_records import BearingRecord
from oneplan.core.instruments import Domain, Question
from oneplan.records.evaluation.rows import CitationRow, FindingRow, HappenedRow, ReviewRow, RoundRow, StatementRow
from oneplan.rulebook.evaluation_files import Word


@dataclass(frozen=True, slots=True)
class CitedView:
    """Evidence with its present value beside it; ``now`` is empty where the figure may not or cannot be shown."""

    row: CitationRow
    kind: str
    now: str
    now_period: str
    has_moved: bool
    is_fresh: bool
    speaks_for_children: bool


@dataclass(frozen=True, slots=True)
class StatementMay:
    """What this reader may do to a statement today."""

    write: bool
    ask: bool
    agree: bool
    act: bool
    question: bool


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with its judgement in words, its evidence and what it still lacks."""

    row: StatementRow
    question: Question
    domain: Domain
    judgement: Word
    citations: tuple[CitedView, ...]
    missing: tuple[str, ...]
    newest_evidence_on: date | None
    may: StatementMay

    @property
    def is_current(self) -> bool:
        """Whether its evidence is fresh."""
        return any(each.is_fresh for each in self.citations)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question in a list: how many statements answer it and how they stand."""

    question: Question
    agreed: int
    drafts: int
    judgements: tuple[Word, ...]
    newest_on: date | None


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of an instrument with its questions."""

    instrument: str
    domain: Domain
    lines: tuple[QuestionLine, ...]

    @property
    def answered(self) -> int:
        """Questions with at least one agreed statement."""
        return sum(1 for each in self.lines if each.agreed)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One criterion: how many agreed statements judge it how, drafts apart, and how fresh their evidence is."""

    question: Question
    domain: Domain
    counts: tuple[tuple[Word, int], ...]
    drafts: int
    current: int
    agreed: int
    newest_on: date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The self-evaluation at a glance; before the first round there is none."""

    round: RoundRow | None
    rounds: tuple[RoundRow, ...]
    next_round_from: date | None
    parts: tuple[PartView, ...]
    heat: tuple[HeatRow, ...]
    statements: int
    agreed: int
    waiting: int
    to_review: int
    current: int
    open_questions: int
    gaps: int
    may_write: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with the records that bear on it and the statements that answer it."""

    instrument: str
    instrument_title: str
    question: Question
    domain: Domain
    records: tuple[BearingRecord, ...]
    statements: tuple[StatementView, ...]
    before: Question | None
    after: Question | None
    is_open: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement with what was done to it."""

    view: StatementView
    history: tuple[HappenedRow, ...]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """How well we knew ourselves: of others' findings, those we had said before, and those closed with evidence."""

    findings: int
    known: int
    partly: int
    unknown: int
    unmatched: int
    to_improve: int
    closed: int


@dataclass(frozen=True, slots=True)
class OutsideView:
    """What others found, the newest first, and how it compares with what we said."""

    reviews: tuple[ReviewRow, ...]
    matched: Matched
    may_write: bool


@dataclass(frozen=True, slots=True)
class ChangedJudgement:
    """A statement whose judgement is another than at the last meeting; ``before`` is none for a new one."""

    view: StatementView
    before: Word | None


@dataclass(frozen=True, slots=True)
class MeetingPack:
    """What leaders bring to the yearly engagement meeting."""

    round: RoundRow | None
    as_at: date
    last_meeting: ReviewRow | None
    heat: tuple[HeatRow, ...]
    changed: tuple[ChangedJudgement, ...]
    themes: tuple[tuple[HeatRow, tuple[StatementView, ...]], ...]
    strong: tuple[StatementView, ...]
    findings: tuple[FindingRow, ...]
    matched: Matched
    pages: int
    most_pages: int
