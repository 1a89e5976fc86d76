"""The reports that are due, to whom and when, and the questions between bodies."""

from __future__ import annotations

from datetime import date

from oneplan.answers.governance_parts import question_row, report_row
from oneplan.answers.governance_rows import QuestionRow, ReportRow
from oneplan.core.access import NotFound, Viewer
from oneplan.core.governance.reports import ReportState
from oneplan.records.governance.models import DueReport, Question
from oneplan.records.governance.reach import reach_of


def reports_due(*, viewer: Viewer, on: date, plan_id: str = "") -> tuple[ReportRow, ...]:
    """Every report that a person confirmed or let go, the soonest first; those without a day come last."""
    return tuple(row for row in _rows(viewer, on, plan_id) if row.status != ReportState.PROPOSED.value)


def reports_proposed(*, viewer: Viewer, on: date, plan_id: str = "") -> tuple[ReportRow, ...]:
    """What the plan's words seem to promise, for a person to confirm or let go."""
    return tuple(row for row in _rows(viewer, on, plan_id) if row.status == ReportState.PROPOSED.value)


def report(report_id: str, *, viewer: Viewer, on: date) -> ReportRow:
    """One report; raises NotFound in words."""
    found = next((row for row in _rows(viewer, on, "") if row.id == report_id), None)
    if found is None:
        raise NotFound("There is no such report here.", do="Start from the calendar of reports.")
    return found


def questions(*, viewer: Viewer, on: date) -> tuple[QuestionRow, ...]:
    """The questions of bodies that this reader reads, open ones first, the soonest due first."""
    reach = reach_of(viewer)
    rows = Question.objects.select_related("from_body", "to_body", "answered_by").order_by("due_on", "pk")
    seen = [row for row in rows if (reach.reads(row.from_body) or reach.reads(row.to_body)) and row.raised_on <= on]
    seen.sort(key=lambda row: row.answered_on is not None)
    return tuple(question_row(row, viewer, reach) for row in seen)


def question(question_id: str, *, viewer: Viewer, on: date) -> QuestionRow:
    """One question; the same NotFound whether it is missing or may not be seen."""
    found = next((row for row in questions(viewer=viewer, on=on) if row.id == question_id), None)
    if found is None:
        raise NotFound("There is no such question here.", do="Start from the list of questions.")
    return found


def _rows(viewer: Viewer, on: date, plan_id: str) -> list[ReportRow]:
    reach_of(viewer)
    rows = DueReport.objects.filter(plan__is_withdrawn=False)
    rows = rows.filter(plan__public_id=plan_id) if plan_id else rows
    found = rows.select_related("due_body", "meeting__body", "action").order_by("due_on", "pk")
    return sorted((report_row(row, on) for row in found), key=lambda row: row.due_on or date.max)
