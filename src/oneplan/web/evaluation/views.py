"""The self-evaluation to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import evaluation as answers
from oneplan.answers import readiness as ready
from oneplan.answers.evaluation_pack import meeting_pack
from oneplan.core.access import NotFound
from oneplan.rulebook.evaluation_files import evaluation_words
from oneplan.rulebook.instruments import load
from oneplan.web.evaluation import presenting
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.instruments import Instrument

CRUMB = ("Partnership", "partnership")


def evaluation(request: HttpRequest) -> HttpResponse:
    """How we judge ourselves, criterion by criterion, and what waits."""
    found = answers.overview(viewer=request.viewer)
    values = {
        "title": "Self-evaluation",
        "lead": presenting.lead_of(found),
        "found": found,
        "figures": presenting.figures_of(found),
        "judgements": evaluation_words().judgements,
        "parts": presenting.parts_of(found),
        "today": timezone.localdate(),
        "crumbs": [(CRUMB[0], reverse(CRUMB[1]))],
    }
    return render(request, "evaluation/evaluation.html", values)


def part(request: HttpRequest, instrument: str, domain: str) -> HttpResponse:
    """The questions of one tip or one half of the criteria."""
    found = answers.overview(viewer=request.viewer)
    held = next((each for each in found.parts if (each.instrument, each.domain.id) == (instrument, domain)), None)
    if held is None:
        raise NotFound("There is no such part here.", do="Start from the self-evaluation.")
    lead = f"{held.answered} of {words.count_of(len(held.lines), 'question')} answered by an agreed statement."
    values = {"title": held.domain.title, "lead": lead, "part": held, "crumbs": crumbs()}
    return render(request, "evaluation/part.html", values)


def question(request: HttpRequest, instrument: str, question: str) -> HttpResponse:
    """One question, the live records that bear on it, and what we say."""
    found = answers.question_view(known(instrument, question).id, question, viewer=request.viewer)
    there = [each for each in found.records if not each.is_missing]
    values = {
        "title": found.question.text,
        "lead": presenting.question_lead(found),
        "found": found,
        "there": [(each, presenting.address_of(each, request.viewer)) for each in there],
        "missing": [each for each in found.records if each.is_missing],
        "crumbs": crumbs(found),
    }
    return render(request, "evaluation/question.html", values)


def statement(request: HttpRequest, statement_id: str) -> HttpResponse:
    """One statement: what it claims, what it rests on, then and now."""
    page = answers.statement_page(statement_id, viewer=request.viewer)
    view = page.view
    place = (view.question.text, reverse("evaluation-question", args=[view.row.instrument, view.row.question]))
    values = {
        "title": view.row.claim,
        "page": page,
        "view": view,
        "state": presenting.STATES[view.row.state],
        "history": presenting.history_of(page.history),
        "request_key": presenting.fresh_key(),
        "today": timezone.localdate(),
        "crumbs": [*crumbs(), place],
    }
    return render(request, "evaluation/statement.html", values)


def pack(request: HttpRequest) -> HttpResponse:
    """What leaders bring to the yearly engagement meeting, made to be printed."""
    found = meeting_pack(viewer=request.viewer)
    values = {
        "title": "Summary for the engagement meeting",
        "lead": presenting.pack_lead(found),
        "found": found,
        "judgements": evaluation_words().judgements,
        "crumbs": crumbs(),
    }
    return render(request, "evaluation/pack.html", values)


def readiness(request: HttpRequest) -> HttpResponse:
    """What could be handed over today."""
    lists, documents = ready.lists_ready(viewer=request.viewer), ready.documents_ready(viewer=request.viewer)
    values = {
        "title": "What could be handed over today",
        "lead": presenting.readiness_lead(lists, documents),
        "lists": lists,
        "documents": documents,
        "missing": presenting.missing_columns(lists),
        "crumbs": crumbs(),
    }
    return render(request, "evaluation/readiness.html", values)


def crumbs(found: object = None) -> list[tuple[str, str]]:
    """The way back to the self-evaluation, and to the part of a question where one is given."""
    way = [("Self-evaluation", reverse("evaluation"))]
    if isinstance(found, answers.QuestionView):
        way.append((found.domain.title, reverse("evaluation-part", args=[found.instrument, found.domain.id])))
    return way


def known(instrument: str, question: str) -> Instrument:
    """The instrument, where it holds the question; an address that leads nowhere is not found."""
    held = load().by_id.get(instrument)
    if held is None or instrument not in answers.INSTRUMENTS or question not in {each.id for each in held.questions}:
        raise NotFound("There is no such question here.", do="Start from the self-evaluation.")
    return held
