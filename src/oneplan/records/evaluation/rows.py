"""What readers of the self-evaluation get: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneplan.core.instruments.statements import CitedEvidence, Stated


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of self-evaluation."""

    id: str
    title: str
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """One piece of evidence as it was cited."""

    id: str
    kind: str
    shows: str
    dated_on: date
    is_child_level: bool
    measure: str
    measure_title: str
    cited_words: str
    cited_amount: Decimal | None
    cited_period: str
    document_id: str
    document_name: str
    link: str
    cited_on: date
    cited_by: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap and the action it became."""

    gap: str
    action_id: str
    action_ref: str
    action_text: str
    rating: str
    on: date


@dataclass(frozen=True, slots=True)
class ScrutinyRow:
    """A question that somebody asked about a statement, and the answer if there is one."""

    id: str
    statement_id: str
    text: str
    asked_by: str
    asked_on: date
    answer: str
    answered_by: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class HappenedRow:
    """Something that was done to a statement."""

    kind: str
    on: date
    by: str
    reason: str
    claim: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as it stands, with its evidence, gaps and questions."""

    id: str
    round_id: str
    round_title: str
    is_of_open_round: bool
    instrument: str
    question: str
    claim: str
    judgement: str
    claims_impact: bool
    impact: str
    what_next: str
    owner_role: str
    state: str
    written_by: str
    written_by_id: int
    written_on: date
    agreed_by: str
    agreed_on: date | None
    reviewed_on: date | None
    carried_from: str
    version: int
    citations: tuple[CitationRow, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    scrutiny: tuple[ScrutinyRow, ...] = ()

    @property
    def is_agreed(self) -> bool:
        """Whether somebody other than its writer agreed it in this round."""
        return self.state == "agreed"

    @property
    def stated(self) -> Stated:
        """The statement as its rules look at it."""
        return Stated(
            claim=self.claim,
            judgement=self.judgement,
            impact=self.impact,
            what_next=self.what_next,
            owner=self.owner_role,
            claims_impact=self.claims_impact,
            evidence=tuple(CitedEvidence(each.kind, each.dated_on, each.is_child_level) for each in self.citations),
        )


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing that somebody outside found, and what we had said of it."""

    id: str
    review_id: str
    review_title: str
    held_on: date
    kind: str
    text: str
    criterion: str
    match: str
    match_why: str
    statement_id: str
    statement_claim: str
    statement_judgement: str
    matched_by: str
    matched_on: date | None
    closed_on: date | None
    closed_evidence: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One inspection, engagement meeting or peer review with its findings."""

    id: str
    kind: str
    title: str
    by_whom: str
    held_on: date
    outcome: str
    outcome_words: str
    document_id: str
    document_name: str
    link: str
    findings: tuple[FindingRow, ...]
