"""What readers of needs, strategies, agreements and advice get: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A priority or a section that a fact is a reason for."""

    priority: int
    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact about need; ``superseded_by`` is the id of the newer one."""

    id: str
    statement: str
    number: str
    source: str
    link: str
    dated_on: date
    measure: str
    cited_words: str
    cited_amount: Decimal | None
    superseded_by: str
    supersedes: str
    recorded_by: str
    recorded_on: date
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """When a version was out for views, what was heard and what changed."""

    id: int
    first_day: date
    last_day: date
    with_whom: str
    heard: str
    changed: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the way to sign-off."""

    id: int
    position: int
    who: str
    due_on: date | None
    result: str
    note: str
    done_on: date | None
    done_by: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a document."""

    id: str
    label: str
    state: str
    begun_on: date
    in_force_on: date | None
    review_on: date | None
    file_id: str
    file_name: str
    published_link: str
    revision: int
    steps: tuple[StepRow, ...]
    consultations: tuple[ConsultationRow, ...]

    @property
    def next_step(self) -> StepRow | None:
        """The step that is waited for, or none."""
        return next((each for each in self.steps if each.result != "signed"), None)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with its versions, the newest first."""

    id: str
    kind: str
    title: str
    says: str
    checklist: str
    owner_role: str
    versions: tuple[VersionRow, ...]

    @property
    def in_force(self) -> VersionRow | None:
        """The version in force, or none."""
        return next((each for each in self.versions if each.state == "in-force"), None)

    @property
    def coming(self) -> VersionRow | None:
        """The version that is being written, consulted on or signed off, or none."""
        return next((each for each in self.versions if each.state in ("draft", "consulting", "signing")), None)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One data sharing agreement."""

    id: str
    title: str
    parties: str
    purpose: str
    lawful_basis: str
    flows: str
    owner_role: str
    signed_on: date | None
    review_on: date | None
    ended_on: date | None
    document_id: str
    document_name: str
    revision: int

    def is_current(self, on: date) -> bool:
        """Whether it is signed, not ended and not past its review day."""
        return bool(self.signed_on) and not self.ended_on and (self.review_on is None or self.review_on >= on)


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """One recommendation with its answer."""

    id: str
    programme_id: str
    text: str
    made_on: date
    state: str
    reason: str
    action_id: str
    action_ref: str
    action_text: str
    action_rating: str
    answered_by: str
    answered_on: date | None
    closed_evidence: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme or adviser with what was recommended."""

    id: str
    kind: str
    title: str
    by_whom: str
    says: str
    first_day: date
    last_day: date | None
    recommendations: tuple[RecommendationRow, ...]


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """The document that answers to an entry of the checklist: its version in force, else the newest."""

    document_id: str
    title: str
    label: str
    in_force_on: date | None
