"""What waits for a second reader: the list, one request with its evidence beside it, and the two answers to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import green_ratings
from oneplan.answers import challenges as challenged
from oneplan.records.improvement import greens, judgements, queries
from oneplan.web.plan.change_forms import words_box
from oneplan.web.plan.one_action import EVIDENCE
from oneplan.web.plan.views import current
from oneplan.web.ratings.asking import Question, ask
from oneplan.web.ratings.faults import faults_of
from oneplan.web.ui import words
from oneplan.web.ui.forms import OnceForm

if TYPE_CHECKING:
    from oneplan.records.improvement.greens import GreenRow

TITLE = "Ratings to check"
DECIDED_SHOWN = 10
OUTCOMES = {"approved": "Approved", "sent-back": "Sent back", "overtaken": "The rating changed first"}


class ApproveForm(OnceForm):
    """What convinced you?"""

    reason = words_box(
        "What convinced you?",
        "Name the evidence that you looked at. It stays in the history of the action.",
        missing="Enter what convinced you",
    )


class SendBackForm(OnceForm):
    """What is still needed?"""

    reason = words_box(
        "What is still needed?",
        "Say what would convince you, so that the owner knows what to add.",
        missing="Enter what is still needed",
    )


def ratings(request: HttpRequest) -> HttpResponse:
    """Everything about ratings that waits for somebody, each with its own page."""
    found, today = current(request.viewer), timezone.localdate()
    asked = greens.waiting(found.id, viewer=request.viewer)
    standing = challenged.standing_challenges(found.id, viewer=request.viewer, on=today)
    areas = judgements.areas(found.id, viewer=request.viewer)
    opened = sum(1 for row in standing if row.is_open)
    unjudged = sum(1 for row in areas if row.now is None)
    count = words.count_of(len(asked), "green rating waits", "green ratings wait").capitalize()
    values = {
        "title": TITLE,
        "lead": f"{count} for a second reader; {words.count_of(opened, 'challenge')} unanswered.",
        "asked": asked,
        "decided": greens.decided(found.id, viewer=request.viewer, most=DECIDED_SHOWN),
        "outcomes": OUTCOMES,
        "rooms": (
            ("Challenges", reverse("challenges"), f"{opened} of {len(standing)} wait for an answer"),
            ("Areas by impact", reverse("areas"), f"{unjudged} of {len(areas)} not judged yet"),
            ("Faults in the plan", reverse("plan-faults"), _faults_words(found.id, request)),
        ),
    }
    return render(request, "ratings/ratings.html", values)


def request_page(request: HttpRequest, request_id: str) -> HttpResponse:
    """One request with everything the action can show, side by side."""
    found = current(request.viewer)
    row = greens.request(request_id, viewer=request.viewer)
    page = queries.action(found.id, row.action_id, viewer=request.viewer)
    values = {
        "title": f"{row.ref}: is it green?",
        "row": row,
        "outcome": OUTCOMES.get(row.outcome, ""),
        "evidence": [(EVIDENCE.get(each.kind, each.kind), each) for each in page.evidence],
        "differences": page.impact_statements,
        "owners": words.listed(list(row.owner_roles)) or "Nobody",
        "crumbs": [_crumb(), (row.ref, reverse("action", args=[row.action_id]))],
    }
    return render(request, "ratings/request.html", values)


def approve(request: HttpRequest, request_id: str) -> HttpResponse:
    """What convinced you?"""
    row = greens.request(request_id, viewer=request.viewer)

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        return green_ratings.approve_green(request_id=request_id, reason=given["reason"], **common)

    return ask(request, _question(row, "Approve it as green", f"{row.ref} is green."), ApproveForm, save)


def send_back(request: HttpRequest, request_id: str) -> HttpResponse:
    """What is still needed?"""
    row = greens.request(request_id, viewer=request.viewer)

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        return green_ratings.send_back_green(request_id=request_id, reason=given["reason"], **common)

    return ask(request, _question(row, "Send it back", f"{row.ref} is sent back to its owner."), SendBackForm, save)


def _question(row: GreenRow, verb: str, done: str) -> Question:
    address = reverse("green-request", args=[row.id])
    return Question(
        question=verb,
        verb=verb,
        back=address,
        crumbs=(_crumb(), (f"{row.ref}: is it green?", address)),
        lead=row.text,
        caption=row.ref,
        done=done,
    )


def _crumb() -> tuple[str, str]:
    return TITLE, reverse("ratings")


def _faults_words(plan_id: str, request: HttpRequest) -> str:
    found = sum(fault.count for fault in faults_of(plan_id, request.viewer, timezone.localdate()))
    return words.count_of(found, "thing to settle", "things to settle").capitalize()
