"""What programmes and advisers recommend, and the answer to each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.actions import strategy_advice as verbs
from oneplan.answers import strategy as answers
from oneplan.core.access import NotFound
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.strategy import queries
from oneplan.rulebook.evaluation_files import strategy_words
from oneplan.web.evaluation.asking import Asked, ask
from oneplan.web.evaluation.forms import EvidenceForm, ReasonForm
from oneplan.web.strategy.facts import crumbs
from oneplan.web.strategy.forms import AcceptForm, ProgrammeForm, RecommendationForm, words_of

SHAPES = {"open": "soon", "accepted": "on_track", "refused": "removed", "closed": "met"}


def listed(request: HttpRequest) -> HttpResponse:
    """Programmes and advisers with what each recommended."""
    found = answers.advice(viewer=request.viewer)
    kinds, states = words_of(strategy_words().programmes), words_of(strategy_words().recommendations)
    programmes = [
        (
            each,
            kinds.get(each.kind, each.kind),
            [(one, SHAPES[one.state], states[one.state]) for one in each.recommendations],
        )
        for each in found.programmes
    ]
    counted = "; ".join(f"{title.lower()}: {number}" for title, number in found.counts)
    lead = f"Recommendations {counted}." if found.programmes else "No programme or adviser is on record yet."
    title = "Programmes and advisers"
    values = {"title": title, "lead": lead, "programmes": programmes, "found": found, "crumbs": list(crumbs())}
    return render(request, "strategy/advice.html", values)


def add(request: HttpRequest) -> HttpResponse:
    """Which programme or adviser?"""
    page = _page("Add a programme or adviser", "What it recommends follows.", "Add it")

    def save(form: ProgrammeForm, common: dict[str, Any]) -> object:
        names = ("kind", "title", "by_whom", "says", "first_day", "last_day")
        return verbs.record_programme(**{name: form.cleaned_data[name] for name in names}, **common)

    return ask(request, page, ProgrammeForm, save)


def recommend(request: HttpRequest, programme_id: str) -> HttpResponse:
    """What was recommended?"""
    page = _page("Record a recommendation", queries.programme(programme_id, viewer=request.viewer).title, "Record it")

    def save(form: RecommendationForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        return verbs.record_recommendation(
            programme_id=programme_id, text=given["text"], made_on=given["made_on"], **common
        )

    return ask(request, page, RecommendationForm, save)


def accept(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Which action answers it?"""
    row = queries.recommendation(recommendation_id, viewer=request.viewer)
    plan = plan_queries.current_plan(viewer=request.viewer)
    if plan is None:
        raise NotFound("There is no improvement plan yet.", do="Bring the plan in first.")
    sections = [(each.slug, each.title) for each in plan_queries.plan_tree(plan.id, viewer=request.viewer).sections]
    page = _page("Accept it with an action", row.text, "Add the action")

    def save(form: AcceptForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        return verbs.accept_recommendation(
            recommendation_id=recommendation_id,
            plan_id=plan.id,
            section=given["section"],
            text=given["text"],
            **common,
        )

    return ask(request, page, lambda *args: AcceptForm(*args, sections=sections), save)


def refuse(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """Why is it refused?"""
    row = queries.recommendation(recommendation_id, viewer=request.viewer)

    def save(form: ReasonForm, common: dict[str, Any]) -> object:
        reason = form.cleaned_data["reason"]
        return verbs.refuse_recommendation(recommendation_id=recommendation_id, reason=reason, **common)

    return ask(request, _page("Refuse the recommendation", row.text, "Refuse it"), ReasonForm, save)


def close(request: HttpRequest, recommendation_id: str) -> HttpResponse:
    """What shows that it was done?"""
    row = queries.recommendation(recommendation_id, viewer=request.viewer)

    def save(form: EvidenceForm, common: dict[str, Any]) -> object:
        evidence = form.cleaned_data["evidence"]
        return verbs.close_recommendation(recommendation_id=recommendation_id, evidence=evidence, **common)

    return ask(request, _page("Close the recommendation", row.text, "Close it"), EvidenceForm, save)


def _page(question: str, lead: str, verb: str) -> Asked:
    back = reverse("advice")
    return Asked(question, lead, verb, "It is recorded.", back, (*crumbs(), ("Programmes and advisers", back)))
