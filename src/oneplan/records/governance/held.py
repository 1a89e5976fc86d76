"""What a body still holds, and so must hand to another before it closes."""

from __future__ import annotations

from oneplan.core.governance.closing import Held
from oneplan.core.governance.decisions import WAITS, WORDS, DecisionState
from oneplan.core.governance.reports import DONE
from oneplan.records.governance.models import ArisingAction, Body, BodyDecision, DueReport, Question


def held_by(body: Body) -> tuple[Held, ...]:
    """Open actions, questions either way, waiting decisions, reports and bodies beneath, each with words of its own."""
    arising = ArisingAction.objects.filter(body=body, done_on__isnull=True).order_by("due_on", "pk")
    asked_of = Question.objects.filter(to_body=body, answered_on__isnull=True).order_by("due_on", "pk")
    asked_by = Question.objects.filter(from_body=body, answered_on__isnull=True).order_by("due_on", "pk")
    waiting = BodyDecision.objects.filter(body=body, state__in=[each.value for each in WAITS]).order_by("pk")
    reports = DueReport.objects.filter(due_body=body).exclude(status__in=[each.value for each in DONE])
    below = Body.objects.filter(parent=body, closes_on__isnull=True).order_by("name", "pk")
    return (
        *(Held(f"arising-{row.public_id}", "Action", f"{row.text} ({row.owner_role})") for row in arising),
        *(Held(f"question-{row.public_id}", "Question to answer", row.text) for row in asked_of),
        *(Held(f"asked-{row.public_id}", "Question it asked", row.text) for row in asked_by),
        *(Held(f"decision-{row.public_id}", WORDS[DecisionState(row.state)], row.text) for row in waiting),
        *(Held(f"report-{row.public_id}", "Report due to it", row.title) for row in reports.order_by("due_on", "pk")),
        *(Held(f"body-{row.public_id}", "Body that answers to it", row.name) for row in below),
    )
