"""Practices adopted into the plan, the services that run from them and what is referred to those."""

from oneplan.records.practice.models.adoption import (
    AdoptedMeasure,
    AdoptedStep,
    Adoption,
    AdoptionEvent,
    ChecklistItem,
    PlannedEvidence,
)
from oneplan.records.practice.models.referral import Referral, ReferralEvent, ReferralScore
from oneplan.records.practice.models.service import RunningService, ServiceVersion

__all__ = [
    "AdoptedMeasure",
    "AdoptedStep",
    "Adoption",
    "AdoptionEvent",
    "ChecklistItem",
    "PlannedEvidence",
    "Referral",
    "ReferralEvent",
    "ReferralScore",
    "RunningService",
    "ServiceVersion",
]
