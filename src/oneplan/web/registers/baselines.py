"""Requests that an action be counted from another date, and somebody's decision about each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.actions import baselines as verbs
from oneplan.answers import access
from oneplan.core.access import NotFound
from oneplan.records.improvement import queries
from oneplan.web.plan.questions import Question, answered
from oneplan.web.registers.entries import plan_of
from oneplan.web.registers.forms import DecideForm
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.records.improvement.registers import BaselineRow

STATES = {"asked": "Waiting", "approved": "Agreed", "refused": "Refused", "overtaken": "The action left the plan"}


def baselines(request: HttpRequest) -> HttpResponse:
    """Every request, those that wait first."""
    plan = plan_of(request)
    rows = queries.baseline_requests(plan.id, viewer=request.viewer)
    values = {
        "title": "Dates to be counted anew",
        "crumbs": [_crumb()],
        "waiting": [each for each in rows if each.state == "asked"],
        "settled": [(each, STATES[each.state]) for each in rows if each.state != "asked"],
    }
    return render(request, "registers/baselines.html", values)


def baseline(request: HttpRequest, request_id: str) -> HttpResponse:
    """One request: what is asked and why; for those who may, the decision."""
    row = _row(request, request_id)
    back = reverse("baselines")
    question = Question(
        "Count it from another date?",
        "Save the decision",
        back,
        (_crumb(), ("Dates to be counted anew", back)),
        lead=row.action_text,
        caption=row.action_ref,
        now=_facts(row),
        done="The decision is saved.",
    )
    may = access.may(request.viewer, "baseline-approve") and row.asked_by_id != request.user.pk
    if row.state != "asked" or not may:
        says = _why_not(row, is_own=row.asked_by_id == request.user.pk)
        return render(request, "registers/baseline.html", {**question.frame, "row": row, "says": says})

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        approve = given["agreed"] == "yes"
        action_id = verbs.decide_baseline(request_id=request_id, approve=approve, words=given["words"], **common)
        return reverse("action", args=[action_id])

    return answered(request, question, DecideForm, save)


def _row(request: HttpRequest, request_id: str) -> BaselineRow:
    for plan in queries.plans(viewer=request.viewer):
        for row in queries.baseline_requests(plan.id, viewer=request.viewer):
            if row.id == request_id:
                return row
    raise NotFound("There is no such request.", do="Start from the requests that wait.")


def _facts(row: BaselineRow) -> tuple[tuple[str, str], ...]:
    days = (
        ("First due", row.first_due_on),
        ("Counted from now", row.was.due_on),
        ("Now due", row.due_on),
        ("Asked to be counted from", row.due.due_on),
    )
    named = tuple((name, words.long_day(day) if day else "Never had a date") for name, day in days)
    asked = f"{row.asked_by}, on {words.long_day(row.asked_on)}"
    return (*named, ("Asked by", asked), ("Why", row.reason))


def _why_not(row: BaselineRow, *, is_own: bool) -> str:
    if row.state == "asked":
        return (
            "You asked for this yourself, so somebody else decides."
            if is_own
            else "It waits for the chair, a board member or whoever leads the plan, if they do not own the action."
        )
    on = words.long_day(row.decided_on) if row.decided_on else "a day not known"
    by = f" by {row.decided_by}" if row.decided_by else ""
    return f"{STATES[row.state]} on {on}{by}. {row.words}".strip()


def _crumb() -> tuple[str, str]:
    return "Risks, money and milestones", reverse("registers")
