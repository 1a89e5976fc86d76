"""The rows of a case."""

from oneplan.records.casework.models.assessment import NeedsAssessment
from oneplan.records.casework.models.case import Case, Team, TeamMember
from oneplan.records.casework.models.caseload_mark import CaseloadMark
from oneplan.records.casework.models.event import CaseEvent
from oneplan.records.casework.models.plan import EhcPlan, NamedSetting, Need, Placement, Review
from oneplan.records.casework.models.saved_view import SavedView
from oneplan.records.casework.models.standing import Standing, StandingBasis

__all__ = [
    "Case",
    "CaseEvent",
    "CaseloadMark",
    "EhcPlan",
    "NamedSetting",
    "Need",
    "NeedsAssessment",
    "Placement",
    "Review",
    "SavedView",
    "Standing",
    "StandingBasis",
    "Team",
    "TeamMember",
]
