"""What readers of adoptions and services get: frozen rows, empty where the reader may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.referrals import ServiceEvent
from oneplan.core.improvement.services import Service, Subject


@dataclass(frozen=True, slots=True)
class AdoptionRow:
    """A practice adopted in a section."""

    id: str
    card: str
    section: str
    section_title: str
    owner_role: str
    adopted_on: date
    review_on: date | None
    done: int
    of: int
    reports: int
    services: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that became an action, and where that stands."""

    step: str
    action_id: str
    ref: str
    text: str
    rating: Rating
    rating_raw: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AdoptedMeasureRow:
    """A measure that the practice should move."""

    measure: str
    direction: str
    why: str
    is_linked: bool


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A line of the checklist; ``done_on`` is none while it is open."""

    id: int
    text: str
    done_on: date | None
    by_name: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Evidence that was planned for."""

    kind: str
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What happened, what difference it made and what others are told."""

    on: date
    happened: str
    difference: str
    advice: str
    by_name: str


@dataclass(frozen=True, slots=True)
class AdoptionFile:
    """Everything known of one adoption; ``adapted`` and reports are empty for those who read only what is public."""

    row: AdoptionRow
    plan_id: str
    adapted: str
    by_name: str
    steps: tuple[StepRow, ...]
    measures: tuple[AdoptedMeasureRow, ...]
    checklist: tuple[ChecklistRow, ...]
    evidence: tuple[EvidenceRow, ...]
    reports: tuple[ReportRow, ...]
    sees_detail: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of how a service runs."""

    number: int
    first_day: date
    why: str
    by_name: str


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service that runs here, as it runs now."""

    slug: str
    title: str
    adoption_id: str
    opened_on: date
    closed_on: date | None
    service: Service
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One answering of an instrument."""

    id: int
    instrument: str
    version: str
    on: date
    age_group: str
    answers: Mapping[str, Any]
    total: Decimal | None
    band: str
    by_name: str


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """What is counted of a referral: never whose it is."""

    id: str
    subject: Subject
    service: Service
    events: tuple[ServiceEvent, ...]
    scores: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral within somebody's reach, with whose it is."""

    facts: ReferralFacts
    name: str
    person_id: str
    case_id: str
    is_restricted: bool
    referred_on: date
    referred_by: str


@dataclass(frozen=True, slots=True)
class ReferralEventRow:
    """One thing that happened to a referral, with who recorded it."""

    event: ServiceEvent
    note: str
    by_name: str


@dataclass(frozen=True, slots=True)
class ReferralFile:
    """Everything known of one referral; the reason and notes are empty for those who read nothing sensitive."""

    row: ReferralRow
    slug: str
    title: str
    version: int
    reason: str
    history: tuple[ReferralEventRow, ...]
    may_write: bool
    age: int | None
    sees_sensitive: bool
