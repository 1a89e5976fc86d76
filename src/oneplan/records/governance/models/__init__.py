"""Bodies, meetings and what came out of them."""

from oneplan.records.governance.models.body import Body, BodyTie, Seat, SeatHolding, TermsVersion
from oneplan.records.governance.models.deciding import (
    ArisingAction,
    BodyDecision,
    DecisionStep,
    DueReport,
    Handover,
    Question,
)
from oneplan.records.governance.models.meeting import (
    AgendaItem,
    Attendance,
    CalendarFeed,
    Interest,
    Meeting,
    MeetingMove,
    MeetingNotice,
    Paper,
    RecurringItem,
)

__all__ = [
    "AgendaItem",
    "ArisingAction",
    "Attendance",
    "Body",
    "BodyDecision",
    "BodyTie",
    "CalendarFeed",
    "DecisionStep",
    "DueReport",
    "Handover",
    "Interest",
    "Meeting",
    "MeetingMove",
    "MeetingNotice",
    "Paper",
    "Question",
    "RecurringItem",
    "Seat",
    "SeatHolding",
    "TermsVersion",
]
