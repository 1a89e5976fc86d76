"""The rows of the self-evaluation."""

from oneplan.records.evaluation.models.citation import Citation
from oneplan.records.evaluation.models.outside import OutsideFinding, OutsideReview
from oneplan.records.evaluation.models.round import EvaluationRound
from oneplan.records.evaluation.models.scrutiny import ScrutinyQuestion
from oneplan.records.evaluation.models.statement import Statement, StatementAction, StatementEvent

__all__ = [
    "Citation",
    "EvaluationRound",
    "OutsideFinding",
    "OutsideReview",
    "ScrutinyQuestion",
    "Statement",
    "StatementAction",
    "StatementEvent",
]
