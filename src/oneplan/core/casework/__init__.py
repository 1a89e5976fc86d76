"""A case as dated events, and the person-level return that first tells of it."""

from oneplan.core.casework.case_facts import CaseFact, DayIs, EventSeen, facts_in_force
from oneplan.core.casework.knowing import is_knowable
from oneplan.core.casework.person_return import (
    ActivePlanReturned,
    AssessmentReturned,
    NamedPlanReturned,
    NeedReturned,
    PersonReturned,
    PlacementReturned,
    RequestReturned,
    ReturnHeader,
    SettingReturned,
)
from oneplan.core.casework.returned_events import ReturnEvents, events_of
from oneplan.core.casework.stages import Stage, stage_of

__all__ = [
    "ActivePlanReturned",
    "AssessmentReturned",
    "CaseFact",
    "DayIs",
    "EventSeen",
    "NamedPlanReturned",
    "NeedReturned",
    "PersonReturned",
    "PlacementReturned",
    "RequestReturned",
    "ReturnEvents",
    "ReturnHeader",
    "SettingReturned",
    "Stage",
    "events_of",
    "facts_in_force",
    "is_knowable",
    "stage_of",
]
