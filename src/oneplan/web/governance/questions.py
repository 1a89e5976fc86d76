"""Matters brought up and questions asked down between bodies, each with its answer or the day it is due."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import questions as verbs
from oneplan.answers import access, governance
from oneplan.core.access import NotFound
from oneplan.web.governance import forms
from oneplan.web.governance.asking import Asked, ask
from oneplan.web.governance.bodies import body_crumb, governance_crumb, partnership_crumb
from oneplan.web.ui import words


def questions(request: HttpRequest) -> HttpResponse:
    """Every question that this reader may see, open ones first."""
    today = timezone.localdate()
    found = governance.questions(viewer=request.viewer, on=today)
    waiting = [row for row in found if row.answered_on is None]
    late = [row for row in waiting if row.due_on < today]
    lead = f"{words.count_of(len(waiting), 'waits', 'wait').capitalize()} for an answer; {len(late) or 'none'} late."
    values = {
        "title": "Questions between bodies",
        "lead": lead,
        "waiting": waiting,
        "answered": [row for row in found if row.answered_on is not None],
        "today": today,
        "crumbs": [partnership_crumb(), governance_crumb()],
    }
    return render(request, "governance/questions.html", values)


def new(request: HttpRequest, body_id: str) -> HttpResponse:
    """A question from one body to another."""
    access.check(request.viewer, "question-raise")
    page = governance.body(body_id, viewer=request.viewer, on=timezone.localdate())
    if not page.may_ask:
        raise NotFound("There is no body here that you can ask for.", do="Ask a member of it.")
    others = _others(request, body_id)
    asked = Asked(
        "Ask another body",
        "Send it",
        body_crumb(page.body.name, body_id),
        (partnership_crumb(), governance_crumb()),
        "It stands on their next agenda until it is answered.",
        lead=f"From {page.body.name}. What goes to a body above is an escalation; what goes below is a question.",
    )

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        said = {name: answers[name] for name in ("to_body", "text", "why", "due_on")}
        return verbs.raise_question(from_body=body_id, **said, **common)

    return ask(request, asked, lambda *a: forms.QuestionForm(*a, others=others), save)


def answer(request: HttpRequest, question_id: str) -> HttpResponse:
    """The answer to a question."""
    row = _answerable(request, question_id)
    asked = _asked(row, "Answer this question", "Send the answer", "The answer is with whoever asked.")

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        return verbs.answer_question(question_id=question_id, answer=answers["answer"], **common)

    return ask(request, asked, forms.AnswerForm, save)


def pass_on(request: HttpRequest, question_id: str) -> HttpResponse:
    """Another body answers instead."""
    row = _answerable(request, question_id)
    others = [each for each in _others(request, row.to_id) if each[0] != row.from_id]
    asked = _asked(row, "Pass this question on", "Pass it on", "Another body answers now.")

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        said = {"to_body": answers["to_body"], "why": answers["why"]}
        return verbs.pass_on(question_id=question_id, **said, **common)

    return ask(request, asked, lambda *a: forms.PassForm(*a, others=others), save)


def _asked(row: Any, question: str, verb: str, done: str) -> Asked:
    back = ("Questions between bodies", reverse("governance-questions"))
    caption = f"{row.from_body} to {row.to_body}, due {words.short_day(row.due_on)}"
    return Asked(question, verb, back, (partnership_crumb(), governance_crumb()), done, lead=row.text, caption=caption)


def _answerable(request: HttpRequest, question_id: str) -> Any:
    access.check(request.viewer, "question-answer")
    row = governance.question(question_id, viewer=request.viewer, on=timezone.localdate())
    if not row.may_answer:
        raise NotFound("There is no such question for you to answer.", do="Start from the list of questions.")
    return row


def _others(request: HttpRequest, body_id: str) -> list[tuple[str, str]]:
    rows = governance.bodies(viewer=request.viewer, on=timezone.localdate())
    return [(row.id, row.name) for row in rows if row.closes_on is None and row.id != body_id]
