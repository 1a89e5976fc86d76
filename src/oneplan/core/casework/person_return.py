"""The tree of one person in the person-level return (SEN2), as values: what a file says, nothing worked out.

Names follow the return's own modules (0 to 5); a value that the file left out or that cannot be read is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReturnHeader:
    """Module 0: whose return this is, for which collection, and how it was made."""

    year: int
    reference_date: date
    lea: str
    collection: str = "SEN2"
    source_level: str = "L"
    software: str = ""
    release: str = ""
    serial: int | None = None
    made_at: datetime | None = None
    designated_medical_officer: str = ""
    designated_clinical_officer: str = ""
    designated_social_care_officer: str = ""

    @property
    def period_start(self) -> date:
        """The first day whose events belong to this collection."""
        return date(self.year - 1, 1, 1)

    @property
    def period_end(self) -> date:
        """The last day of the calendar year that flow measures count."""
        return date(self.year - 1, 12, 31)


@dataclass(frozen=True, slots=True)
class SettingReturned:
    """Modules 4b and 5b: a setting, named by URN, else UKPRN, else a code that says what kind of place it is."""

    rank: int | None
    urn: str = ""
    ukprn: str = ""
    sen_setting: str = ""
    sen_setting_other: str = ""
    in_sen_unit: bool | None = None
    in_resourced_provision: bool | None = None


@dataclass(frozen=True, slots=True)
class PlacementReturned:
    """Module 5b: where the child or young person is, from one day to another."""

    setting: SettingReturned
    entered_on: date | None = None
    left_on: date | None = None
    residential: str = ""
    work_based: str = ""
    attendance_pattern: str = ""


@dataclass(frozen=True, slots=True)
class NeedReturned:
    """Module 5c: a type of need and its rank, 1 for primary."""

    code: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class NamedPlanReturned:
    """Module 4a: the education, health and care plan and the settings that it names."""

    started_on: date | None
    residential: str = ""
    work_based: str = ""
    personal_budget: bool | None = None
    organised_arrangements: bool | None = None
    direct_payments: str = ""
    ceased_on: date | None = None
    cease_reason: str = ""
    settings: tuple[SettingReturned, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivePlanReturned:
    """Module 5a: the plan as it is kept: transfer in, last review, phase transfer, placements and needs."""

    transferred_from: str = ""
    review_meeting_on: date | None = None
    review_outcome: str = ""
    review_decided_on: date | None = None
    review_draft_on: date | None = None
    phase_transfer_due_on: date | None = None
    phase_transfer_final_on: date | None = None
    residential: str = ""
    work_based: str = ""
    placements: tuple[PlacementReturned, ...] = ()
    needs: tuple[NeedReturned, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentReturned:
    """Module 3: the needs assessment, its outcome and the plan that came of it."""

    outcome: str
    outcome_on: date | None = None
    mediation: bool | None = None
    tribunal: bool | None = None
    other_mediation: bool | None = None
    other_tribunal: bool | None = None
    exceptions_apply: bool | None = None
    plan: NamedPlanReturned | None = None


@dataclass(frozen=True, slots=True)
class RequestReturned:
    """Module 2: one request for a needs assessment, with all that followed from it."""

    outcome: str
    received_on: date | None = None
    source: str = ""
    in_youth_accommodation: bool | None = None
    outcome_on: date | None = None
    mediation: bool | None = None
    tribunal: bool | None = None
    exported_to: str = ""
    assessment: AssessmentReturned | None = None
    active_plan: ActivePlanReturned | None = None


@dataclass(frozen=True, slots=True)
class PersonReturned:
    """Module 1: a child or young person and their requests; ``position`` is the place in the file, from 1."""

    position: int
    surname: str
    forename: str
    born_on: date | None
    sex: str = ""
    ethnicity: str = ""
    postcode: str = ""
    upn: str = ""
    uln: str = ""
    upn_unknown: str = ""
    requests: tuple[RequestReturned, ...] = ()
