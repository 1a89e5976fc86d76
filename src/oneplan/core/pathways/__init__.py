"""Pathways: facts in, dated and explained answers out."""

from oneplan.core.pathways.answers import Answer, State
from oneplan.core.pathways.counting import Calendars
from oneplan.core.pathways.definitions import Clock, Kind, Nature, Pathway, Role, Rules
from oneplan.core.pathways.engine import run_clocks
from oneplan.core.pathways.facts import Detail, DetailType, Fact, FactKind
from oneplan.core.pathways.intake import Question, read_facts, read_question, read_school_calendar
from oneplan.core.pathways.timeliness import IssuedPlan, Timeliness, timeliness

__all__ = [
    "Answer",
    "Calendars",
    "Clock",
    "Detail",
    "DetailType",
    "Fact",
    "FactKind",
    "IssuedPlan",
    "Kind",
    "Nature",
    "Pathway",
    "Question",
    "Role",
    "Rules",
    "State",
    "Timeliness",
    "read_facts",
    "read_question",
    "read_school_calendar",
    "run_clocks",
    "timeliness",
]
