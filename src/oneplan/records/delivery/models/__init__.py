"""Rows of the cycle: what is asked, what comes back, what is locked; groups, their leads and their reports."""

from oneplan.records.delivery.models.cycle import Commission, CommissionRole, CycleLock, DeliveryCycle, Reminder
from oneplan.records.delivery.models.group import GroupAction, HandOver, HighlightReport, LeadAssignment, TaskGroup
from oneplan.records.delivery.models.reply import Clearance, Reply, ReplyLink, ReplyLinkUse, SentSheet

__all__ = [
    "Clearance",
    "Commission",
    "CommissionRole",
    "CycleLock",
    "DeliveryCycle",
    "GroupAction",
    "HandOver",
    "HighlightReport",
    "LeadAssignment",
    "Reminder",
    "Reply",
    "ReplyLink",
    "ReplyLinkUse",
    "SentSheet",
    "TaskGroup",
]
