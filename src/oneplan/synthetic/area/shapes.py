"""What is true of the invented area: its settings, officers and children, with every dated event up to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class InventedSetting:
    """A school, nursery or college of the area or near it; ``calendar`` names whose terms it keeps."""

    name: str
    kind: str
    phase: str
    calendar: str
    urn: str = ""
    ukprn: str = ""
    is_in_area: bool = True
    unit: str = ""


@dataclass(frozen=True, slots=True)
class InventedOfficer:
    """Somebody who holds cases; ``whole_area_of_work`` says what one officer alone answers for."""

    name: str
    email: str
    team: str
    whole_area_of_work: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """A placement from one day to another: at a setting, or under a code where there is none."""

    entered_on: date
    left_on: date | None
    group: str
    setting: InventedSetting | None = None
    code: str = ""
    unit: str = ""
    residential: str = ""
    work_based: str = ""


@dataclass(frozen=True, slots=True)
class ReviewHeld:
    """One annual review as far as it has come."""

    meeting_on: date
    decided_on: date | None = None
    outcome: str = ""
    draft_on: date | None = None
    amended_on: date | None = None


@dataclass(frozen=True, slots=True)
class PhaseMove:
    """A transfer between phases of education: when the plan must name the next setting, and when it did."""

    moves_to: str
    planned_on: date
    due_on: date
    final_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanLife:
    """A plan from its first day to its last, with where the child or young person was meanwhile."""

    started_on: date
    needs: tuple[str, ...]
    stays: tuple[Stay, ...]
    reviews: tuple[ReviewHeld, ...] = ()
    phase_moves: tuple[PhaseMove, ...] = ()
    budget: str = ""
    transferred_from: str = ""
    transferred_on: date | None = None
    ceased_on: date | None = None
    cease_reason: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentMade:
    """A needs assessment; ``issued`` and ``told_no_plan_on`` stay none while it is open."""

    agreed_on: date | None = None
    draft_on: date | None = None
    issued_on: date | None = None
    told_no_plan_on: date | None = None
    exception: str = ""
    mediation: bool = False
    tribunal: bool = False
    other_mediation: bool = False
    other_tribunal: bool = False


@dataclass(frozen=True, slots=True)
class RequestMade:
    """A request with all that followed; ``decision`` is assess, refuse or empty while none has been made."""

    received_on: date | None
    source: str = ""
    in_youth_accommodation: bool = False
    decision: str = ""
    decided_on: date | None = None
    withdrawn_on: date | None = None
    reversed_on: date | None = None
    mediation: bool = False
    tribunal: bool = False
    exported_to: str = ""
    exported_on: date | None = None
    assessment: AssessmentMade | None = None
    plan: PlanLife | None = None

    @property
    def has_any_challenge(self) -> bool:
        """Whether mediation or the tribunal had to do with the request or its assessment."""
        made = self.assessment
        return (
            self.mediation
            or self.tribunal
            or (made is not None and (made.mediation or made.tribunal or made.other_mediation or made.other_tribunal))
        )


@dataclass(frozen=True, slots=True)
class InventedChild:
    """A child or young person of the area, with what was once recorded otherwise."""

    number: int
    household: int
    surname: str
    forename: str
    born_on: date
    sex: str
    ethnicity: str
    postcode: str
    upn: str = ""
    upn_known_on: date | None = None
    uln: str = ""
    upn_unknown: str = ""
    second_household: int | None = None
    earlier_surname: str = ""
    renamed_on: date | None = None
    mistaken_birth: date | None = None
    corrected_on: date | None = None
    requests: tuple[RequestMade, ...] = ()
    officer: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class SupportedPupil:
    """A pupil at SEN support: a need and a school, and no request."""

    number: int
    household: int
    surname: str
    forename: str
    born_on: date
    sex: str
    need: str
    setting: InventedSetting


@dataclass(frozen=True, slots=True)
class AwkwardCase:
    """Somebody whose record is awkward on purpose, and in what way."""

    kind: str
    numbers: tuple[int, ...]
    says: str
