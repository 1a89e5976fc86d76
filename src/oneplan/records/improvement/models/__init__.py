"""The rows of an improvement plan."""

from oneplan.records.improvement.models.action import Action, ActionOwner, Dependency, OwnerRole
from oneplan.records.improvement.models.area_rating import AreaRating, ChallengeAnswer
from oneplan.records.improvement.models.avoidance import (
    AvoidanceAchieved,
    AvoidanceChange,
    AvoidanceLine,
    AvoidanceSignOff,
)
from oneplan.records.improvement.models.baseline import BaselineRequest
from oneplan.records.improvement.models.contribution import DatedUpdate, Evidence, ImpactStatement
from oneplan.records.improvement.models.event import ActionEvent
from oneplan.records.improvement.models.green import GreenDecision, GreenOutcome, GreenRequest
from oneplan.records.improvement.models.plan import (
    ImprovementPlan,
    PlanKind,
    Priority,
    Promise,
    RatingKeyEntry,
    Section,
)
from oneplan.records.improvement.models.plan_change import PlanChange
from oneplan.records.improvement.models.plan_import import ImportLine, PlanImport
from oneplan.records.improvement.models.promise_match import PromiseMatch
from oneplan.records.improvement.models.register import RegisterChange, RegisterEntry
from oneplan.records.improvement.models.statement import AreaForImprovement, ImpactLine, MeasureLine

__all__ = [
    "Action",
    "ActionEvent",
    "ActionOwner",
    "AreaForImprovement",
    "AreaRating",
    "AvoidanceAchieved",
    "AvoidanceChange",
    "AvoidanceLine",
    "AvoidanceSignOff",
    "BaselineRequest",
    "ChallengeAnswer",
    "DatedUpdate",
    "Dependency",
    "Evidence",
    "GreenDecision",
    "GreenOutcome",
    "GreenRequest",
    "ImpactLine",
    "ImpactStatement",
    "ImportLine",
    "ImprovementPlan",
    "MeasureLine",
    "OwnerRole",
    "PlanChange",
    "PlanImport",
    "PlanKind",
    "Priority",
    "Promise",
    "PromiseMatch",
    "RatingKeyEntry",
    "RegisterChange",
    "RegisterEntry",
    "Section",
]
