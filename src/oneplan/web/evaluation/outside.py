"""What others found, beside what we had said ourselves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.actions import evaluation_outside as verbs
from oneplan.answers import evaluation as answers
from oneplan.feeds import evidence as files
from oneplan.records.evaluation import queries
from oneplan.rulebook.evaluation_files import evaluation_words, word_of
from oneplan.rulebook.instruments import load
from oneplan.web.evaluation import views
from oneplan.web.evaluation.asking import Asked, ask
from oneplan.web.evaluation.forms import EvidenceForm, FindingForm, MatchForm, ReviewForm
from oneplan.web.ui import words

REVIEWED = ("kind", "title", "by_whom", "held_on", "outcome", "outcome_words", "link")
MATCHED = {"known": "met", "partly": "soon", "unknown": "late", "": "unknown"}


def found(request: HttpRequest) -> HttpResponse:
    """Inspections, engagement meetings and peer reviews, with what we had said."""
    page = answers.outside(viewer=request.viewer)
    matched, told = page.matched, evaluation_words()
    lead = "Nobody from outside has looked yet." if not page.reviews else (
        f"We had said {matched.known} of {words.count_of(matched.findings, 'finding')} ourselves before others did, "
        f"and part of {matched.partly} more. {matched.closed} of {matched.to_improve} that ask for improvement "
        f"{'is' if matched.closed == 1 else 'are'} closed with evidence."
    )  # fmt: skip
    outcomes = {each.id: each for each in load().instrument("area-inspection").outcomes}
    reviews = [
        {
            "row": each,
            "kind": word_of(told.outside, each.kind).title,
            "outcome": outcomes.get(each.outcome),
            "findings": [
                (one, word_of(told.findings, one.kind).title, MATCHED[one.match], _match_words(one.match))
                for one in each.findings
            ],
        }
        for each in page.reviews
    ]
    values = {"title": "What others found", "lead": lead, "page": page, "reviews": reviews, "crumbs": views.crumbs()}
    return render(request, "evaluation/outside.html", values)


def record(request: HttpRequest) -> HttpResponse:
    """What was it, and what did they say?"""
    page = _page("Record what others said", "An inspection, an engagement meeting or a peer review.", "Record it")

    def save(form: ReviewForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        upload = given["document"]
        return verbs.record_review(
            **{
                name: given[name]
                for name in ("kind", "title", "by_whom", "held_on", "outcome", "outcome_words", "link")
            },
            document=files.receive(upload, by=request.user) if upload else None,
            **common,
        )

    return ask(request, page, ReviewForm, save)


def add_finding(request: HttpRequest, review_id: str) -> HttpResponse:
    """What did they find?"""
    review = queries.review(review_id, viewer=request.viewer)
    page = _page("Record a finding", review.title, "Record the finding")

    def save(form: FindingForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        return verbs.record_finding(
            review_id=review_id, kind=given["kind"], text=given["text"], criterion=given["criterion"], **common
        )

    return ask(request, page, FindingForm, save)


def match(request: HttpRequest, finding_id: str) -> HttpResponse:
    """Had we said so ourselves?"""
    row = queries.finding(finding_id, viewer=request.viewer)
    page = _page("Had we said so ourselves?", row.text, "Save")
    known = [
        (each.id, f"{round_.title}, {each.question}: {each.claim}"[:200])
        for round_ in queries.rounds(viewer=request.viewer)
        for each in queries.statements(round_.id, viewer=request.viewer)
        if each.written_on <= row.held_on
    ]

    def save(form: MatchForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        return verbs.match_finding(
            finding_id=finding_id, match=given["match"], statement_id=given["statement"], why=given["why"], **common
        )

    initial = {"match": row.match, "statement": row.statement_id, "why": row.match_why}
    return ask(request, page, lambda *args: MatchForm(*args, statements=known, initial=initial), save)


def close(request: HttpRequest, finding_id: str) -> HttpResponse:
    """What shows that it is dealt with?"""
    row = queries.finding(finding_id, viewer=request.viewer)
    page = _page("Close the finding", row.text, "Close it")

    def save(form: EvidenceForm, common: dict[str, Any]) -> object:
        return verbs.close_finding(finding_id=finding_id, evidence=form.cleaned_data["evidence"], **common)

    return ask(request, page, EvidenceForm, save)


def _page(question: str, lead: str, verb: str) -> Asked:
    back = reverse("evaluation-outside")
    return Asked(question, lead, verb, "It is recorded.", back, (*views.crumbs(), ("What others found", back)))


def _match_words(match_id: str) -> str:
    return word_of(evaluation_words().matches, match_id).title if match_id else "Not compared yet"
