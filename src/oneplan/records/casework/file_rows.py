"""What a case file is made of, as frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from oneplan.core.casework.case_facts import CaseFact, DayIs
from oneplan.core.pathways import Calendars, Fact
from oneplan.core.pathways.facts import DetailValue
from oneplan.core.pathways.wording import short_day
from oneplan.records.casework.recorded import RecordedFact
from oneplan.records.people.queries import FlagRow, PersonRow
from oneplan.records.settings.queries import SettingRow


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row of the history. ``is_gone`` says that a later row took its place or took it back."""

    id: str
    fact: str
    title: str
    on: date
    day_is: DayIs
    details: Mapping[str, DetailValue]
    source: str
    return_year: int | None
    recorded_at: datetime
    recorded_by: str
    supersedes: str
    is_retraction: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """The request and the assessment as returned; outcomes are the return's own letters."""

    received_on: date | None
    source: str
    request_outcome: str
    request_outcome_on: date | None
    request_mediation: bool | None
    request_tribunal: bool | None
    outcome: str
    outcome_on: date | None
    mediation: bool | None
    tribunal: bool | None
    other_mediation: bool | None
    other_tribunal: bool | None
    exceptions_apply: bool | None
    exported_to: str


@dataclass(frozen=True, slots=True)
class NamedSettingRow:
    """A setting named in section I."""

    rank: int
    setting: SettingRow | None
    sen_setting: str
    sen_setting_other: str
    in_sen_unit: bool | None
    in_resourced_provision: bool | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The header of the plan."""

    started_on: date | None
    ceased_on: date | None
    cease_reason: str
    transferred_from: str
    history_from: date | None
    personal_budget: bool | None
    organised_arrangements: bool | None
    direct_payments: str
    residential: str
    work_based: str
    named_settings: tuple[NamedSettingRow, ...]


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """Where the child or young person is or was."""

    rank: int
    setting: SettingRow | None
    sen_setting: str
    sen_setting_other: str
    entered_on: date | None
    left_on: date | None
    in_sen_unit: bool | None
    in_resourced_provision: bool | None
    residential: str
    work_based: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review."""

    meeting_on: date | None
    decided_on: date | None
    outcome: str
    draft_on: date | None
    phase_transfer_due_on: date | None
    phase_transfer_final_on: date | None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A type of need and its rank, 1 for primary."""

    code: str
    rank: int


@dataclass(frozen=True, slots=True)
class OtherCaseRow:
    """Another case of the same person that the viewer reaches."""

    id: str
    stage: str
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who holds the case: an officer, a team, both or nobody."""

    officer_id: int | None
    officer: str
    officer_email: str
    since: date | None
    team: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything on record about one case that the viewer may see, and what its clocks are run on.

    ``returns_told_until`` and ``kept_from`` are the last day that returns told of and the first that officers do.
    """

    id: str
    stage: str
    opened_on: date | None
    closed_on: date | None
    closed_why: str
    revision: int
    returns_told_until: date | None
    kept_from: date | None
    is_pseudonym: bool
    person: PersonRow
    flags: tuple[FlagRow, ...]
    holder: HolderRow
    setting: SettingRow | None
    assessment: AssessmentRow | None
    plan: PlanRow | None
    needs: tuple[NeedRow, ...]
    placements: tuple[PlacementRow, ...]
    reviews: tuple[ReviewRow, ...]
    events: tuple[EventRow, ...]
    recorded: tuple[RecordedFact, ...]
    facts: tuple[Fact, ...]
    calendars: Calendars
    calendar: str
    problems: int
    other_cases: tuple[OtherCaseRow, ...]

    @property
    def told_until(self) -> date | None:
        """The day on which the record ends; none where officers keep the case here as it happens."""
        return None if self.kept_from else self.returns_told_until

    @property
    def kept_in_words(self) -> str:
        """Since when officers keep the case here; nothing where they do not, or where it was opened here."""
        return f"Officers keep this case here from {short_day(self.kept_from)}." if self.kept_from else ""

    @property
    def case_facts(self) -> tuple[CaseFact, ...]:
        """The facts that still speak, with how well their days are known."""
        return tuple(each.says for each in self.recorded)


def facts_of(case: CaseFile) -> tuple[Fact, ...]:
    """The facts that the clocks of a case are run on."""
    return case.facts
