"""Public comments for those who read them: each is let through or not, and what is let through is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.actions.voice_comments import accept_comment, refuse_comment
from oneplan.core.access import NotFound
from oneplan.records.voice import queries
from oneplan.web.plan.views import current
from oneplan.web.ratings.asking import Question, ask
from oneplan.web.ui import words
from oneplan.web.voice.forms import AcceptForm, RefuseForm
from oneplan.web.voice.items import crumb

TITLE = "Public comments"


def comments(request: HttpRequest) -> HttpResponse:
    """Every comment, those that wait to be read first."""
    rows = queries.comments(current(request.viewer).id, viewer=request.viewer)
    waiting = [row for row in rows if row.decided_on is None]
    values = {
        "title": TITLE,
        "lead": f"{words.count_of(len(waiting), 'comment waits', 'comments wait').capitalize()} to be read.",
        "waiting": waiting,
        "read": [row for row in rows if row.decided_on is not None],
        "crumbs": [crumb()],
    }
    return render(request, "voice/comments.html", values)


def accept(request: HttpRequest, comment_id: str) -> HttpResponse:
    """May everybody read it?"""

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        return accept_comment(comment_id=comment_id, theme=given["theme"], **common)

    done = "It shows on the public page and waits for an answer."
    return ask(request, _question(request, comment_id, "Show it to everybody", "Show it", done), AcceptForm, save)


def refuse(request: HttpRequest, comment_id: str) -> HttpResponse:
    """Why does it not show?"""

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        return refuse_comment(comment_id=comment_id, reason=given["reason"], **common)

    return ask(
        request,
        _question(request, comment_id, "Do not show it", "Do not show it", "It does not show."),
        RefuseForm,
        save,
    )


def _question(request: HttpRequest, comment_id: str, question: str, verb: str, done: str) -> Question:
    rows = queries.comments(current(request.viewer).id, viewer=request.viewer)
    row = next((each for each in rows if each.id == comment_id), None)
    if row is None:
        raise NotFound("There is no such comment here.", do="Start from the list of comments.")
    return Question(
        question=question,
        verb=verb,
        back=reverse("comments"),
        crumbs=(crumb(), (TITLE, reverse("comments"))),
        lead=row.said,
        caption=row.section_title or "About the plan as a whole",
        done=done,
    )
