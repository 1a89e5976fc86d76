"""A case as dated events, and the person-level return that first tells of it."""

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

__all__ = [
    "ActivePlanReturned",
    "AssessmentReturned",
    "NamedPlanReturned",
    "NeedReturned",
    "PersonReturned",
    "PlacementReturned",
    "RequestReturned",
    "ReturnHeader",
    "SettingReturned",
]
