"""What readers of the plan get: frozen rows, empty where the reader may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, Finding, Owner
from oneplan.core.improvement.schedule import ONE_DAY, Schedule
from oneplan.core.improvement.source import Source
from oneplan.core.kernel import Problem


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan by itself; ``is_current`` says that it is the one the area runs.

    ``mirrors`` and ``previous`` are the ids of the plan it mirrors and of the version before it.
    """

    id: str
    title: str
    ratings_as_at: date | None
    revision: int
    action_count: int
    source_name: str = ""
    applied_at: datetime | None = None
    kind: str = "send"
    year: str = ""
    mirrors: str = ""
    previous: str = ""
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A priority."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section; ``parent`` is the slug of the section it stands in."""

    number: str
    slug: str
    title: str
    priority: int
    parent: str
    must_improve: str
    action_count: int = 0


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as it stands; ``key`` tells it from every other of its plan, where refs may restart.

    ``is_evidence_unseen`` marks a green rating that nobody here has approved on evidence.
    """

    id: str
    ref: str
    section: str
    section_slug: str
    text: str
    phase: str
    rating: Rating
    rating_raw: str
    due: Due
    owners: tuple[Owner, ...]
    version: int
    changed_on: date | None
    is_superseded: bool
    ref_is_given: bool
    is_changed_here: bool
    update_count: int
    evidence_count: int
    impact_count: int
    key: str = ""
    is_evidence_unseen: bool = False
    sources: tuple[Source, ...] = ()
    schedule: Schedule = ONE_DAY
    first_due_on: date | None = None
    baseline_due_on: date | None = None
    baselines: int = 0
    is_baseline_asked: bool = False
    is_added_here: bool = False


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A line of a section: an area for improvement, or what people will see."""

    section: str
    text: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """How a section is assessed; ``measure`` is the id of a defined measure once linked."""

    section: str
    text: str
    measure: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A line of the plan's own rating key."""

    word: str
    meaning: str
    rating: Rating


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise of the timeline."""

    period: str
    number: int | None
    text: str
    achieved: bool
    period_ends_on: date | None


@dataclass(frozen=True, slots=True)
class DependencyRow:
    """A cross-reference as written, and the action it means; none when there is no such action."""

    from_ref: str
    from_section: str
    written: str
    to_ref: str
    to_id: str
    from_id: str = ""
    kind: str = "related"
    why: str = ""
    is_made_here: bool = False

    @property
    def is_resolved(self) -> bool:
        """Whether it leads anywhere."""
        return bool(self.to_id)


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """A dated update, or a note kept on a section."""

    id: str
    on: date | None
    text: str
    section_slug: str
    action_ref: str
    by_name: str
    is_note: bool
    is_imported: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence."""

    id: str
    kind: str
    on: date | None
    note: str
    document_id: str
    document_name: str
    by_name: str


@dataclass(frozen=True, slots=True)
class ImpactStatementRow:
    """What is different because of an action."""

    id: str
    on: date | None
    text: str
    by_name: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened to an action."""

    id: int
    kind: str
    on: date
    at: datetime
    by_name: str
    acting_role: str
    reason: str
    details: Mapping[str, Any]
    is_superseded: bool
    import_id: str


@dataclass(frozen=True, slots=True)
class ActionMay:
    """What this reader may do to this action."""

    rate: bool = False
    redate: bool = False
    reown: bool = False
    update: bool = False
    evidence: bool = False
    impact: bool = False


@dataclass(frozen=True, slots=True)
class PlanTree:
    """A whole plan in the order of its document."""

    plan: PlanRow
    priorities: tuple[PriorityRow, ...]
    sections: tuple[SectionRow, ...]
    actions: tuple[ActionRow, ...]
    key: tuple[KeyRow, ...]
    areas: tuple[StatementRow, ...]
    measures: tuple[MeasureRow, ...]
    impacts: tuple[StatementRow, ...]
    promises: tuple[PromiseRow, ...]
    dependencies: tuple[DependencyRow, ...]
    review_count: int


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section with everything in it."""

    plan: PlanRow
    priority: PriorityRow | None
    section: SectionRow
    children: tuple[SectionRow, ...]
    actions: tuple[ActionRow, ...]
    areas: tuple[StatementRow, ...]
    measures: tuple[MeasureRow, ...]
    impacts: tuple[StatementRow, ...]
    updates: tuple[UpdateRow, ...]
    dependencies: tuple[DependencyRow, ...]
    before: SectionRow | None
    after: SectionRow | None


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action with all that happened to it."""

    plan: PlanRow
    section: SectionRow | None
    action: ActionRow
    history: tuple[EventRow, ...]
    updates: tuple[UpdateRow, ...]
    evidence: tuple[EvidenceRow, ...]
    impact_statements: tuple[ImpactStatementRow, ...]
    depends_on: tuple[DependencyRow, ...]
    depended_on_by: tuple[DependencyRow, ...]
    before: ActionRow | None
    after: ActionRow | None
    may: ActionMay


@dataclass(frozen=True, slots=True)
class OwnerLoadRow:
    """What one role carries."""

    role: str
    slug: str
    lead_count: int
    support_count: int
    live_count: int
    rating_counts: Mapping[str, int]
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """One role, its actions and the people who hold it today."""

    plan: PlanRow
    owner: OwnerLoadRow
    actions: tuple[ActionRow, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many lines the document has, and what became of them."""

    total: int
    imported: int
    heading: int
    noise: int
    review: int
    undecided: int


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far the reading is; ``total`` is 0 until it is known."""

    state: str
    done: int
    total: int
    says: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import."""

    id: str
    state: str
    document_id: str
    document_name: str
    size: int
    by_name: str
    at: datetime
    plan_title: str
    plan_id: str
    counts: ImportCounts
    findings: tuple[Finding, ...]
    problem: Problem | None
    progress: ImportProgress
    applied_at: datetime | None
    applied_by: str
    undone_at: datetime | None
    is_same_as_before: bool


@dataclass(frozen=True, slots=True)
class ImportLineRow:
    """One line of the document."""

    line: int
    text: str
    fate: str
    why: str
    decision: str
    decided_by: str
    reason: str
    section: str
    ref: str
    is_carried_out: bool
