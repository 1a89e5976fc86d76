"""The rows of needs, strategies, agreements and advice."""

from oneplan.records.strategy.models.advice import Programme, Recommendation
from oneplan.records.strategy.models.agreement import SharingAgreement
from oneplan.records.strategy.models.document import Consultation, DocumentVersion, SignOffStep, StrategyDocument
from oneplan.records.strategy.models.need import NeedsFact, NeedsFactPlace

__all__ = [
    "Consultation",
    "DocumentVersion",
    "NeedsFact",
    "NeedsFactPlace",
    "Programme",
    "Recommendation",
    "SharingAgreement",
    "SignOffStep",
    "StrategyDocument",
]
