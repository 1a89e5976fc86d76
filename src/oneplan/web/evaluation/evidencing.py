"""What hangs on a statement: figures and sources cited, gaps, questions and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from oneplan.actions import evaluation_evidence as verbs
from oneplan.answers import evaluation as answers
from oneplan.answers import figures
from oneplan.answers.evaluation_records import figure_for
from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem
from oneplan.feeds import evidence as files
from oneplan.records.improvement import queries as plan_queries
from oneplan.web.evaluation.asking import Asked, ask
from oneplan.web.evaluation.changing import about
from oneplan.web.evaluation.forms import AnswerForm, FigureForm, GapForm, ReasonForm, ScrutinyForm, SourceForm

if TYPE_CHECKING:
    from oneplan.answers.evaluation_rows import StatementView
    from oneplan.core.access import Viewer


def figure(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Which figure shows it?"""
    page = _page(request, statement_id, "Cite a figure", "Cite the figure", "The figure is cited as it stands today.")
    groups = figures.figures_overview(viewer=request.viewer).groups
    known = [(line.measure.id, line.measure.title) for _, lines in groups for line in lines]

    def save(form: FigureForm, common: dict[str, Any]) -> object:
        cited = cited_figure(form.cleaned_data["measure"], request.viewer)
        return verbs.cite_figure(statement_id=statement_id, figure=cited, shows=form.cleaned_data["shows"], **common)

    return ask(request, page, lambda *args: FigureForm(*args, known=known), save)


def source(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Which audit, survey, voice or document shows it?"""
    page = _page(request, statement_id, "Add evidence", "Add the evidence", "The evidence is added.")

    def save(form: SourceForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        upload = given["document"]
        return verbs.cite_source(
            statement_id=statement_id,
            kind=given["kind"],
            shows=given["shows"],
            dated_on=given["dated_on"],
            is_child_level=given["is_child_level"],
            link=given["link"],
            document=files.receive(upload, by=request.user) if upload else None,
            **common,
        )

    return ask(request, page, SourceForm, save)


def remove(request: HttpRequest, statement_id: str, citation_id: str) -> HttpResponse:
    """Why is it taken away?"""
    view = _view(request, statement_id)
    cited = next((each for each in view.row.citations if each.id == citation_id), None)
    if cited is None:
        raise NotFound("There is no such evidence here.", do="Open the statement again.")
    page = about(view, "Take evidence away", cited.shows, "Take it away", "The evidence is taken away.")

    def save(form: ReasonForm, common: dict[str, Any]) -> object:
        return verbs.remove_citation(citation_id=citation_id, reason=form.cleaned_data["reason"], **common)

    return ask(request, page, ReasonForm, save)


def gap(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Which gap becomes which action?"""
    page = _page(
        request, statement_id, "Turn a gap into an action", "Add the action", "The action is in the improvement plan."
    )
    plan = plan_queries.current_plan(viewer=request.viewer)
    if plan is None:
        raise NotFound("There is no improvement plan yet.", do="Bring the plan in first.")
    sections = [(each.slug, each.title) for each in plan_queries.plan_tree(plan.id, viewer=request.viewer).sections]

    def save(form: GapForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        return verbs.turn_gap_into_action(
            statement_id=statement_id,
            gap=given["gap"],
            plan_id=plan.id,
            section=given["section"],
            text=given["text"],
            **common,
        )

    return ask(request, page, lambda *args: GapForm(*args, sections=sections), save)


def question(request: HttpRequest, statement_id: str) -> HttpResponse:
    """What do you want to know?"""
    page = _page(request, statement_id, "Ask about this statement", "Ask", "Your question is asked.")

    def save(form: ScrutinyForm, common: dict[str, Any]) -> object:
        return verbs.ask_question(statement_id=statement_id, text=form.cleaned_data["text"], **common)

    return ask(request, page, ScrutinyForm, save)


def answer(request: HttpRequest, statement_id: str, question_id: str) -> HttpResponse:
    """What is the answer?"""
    view = _view(request, statement_id)
    asked = next((each for each in view.row.scrutiny if each.id == question_id), None)
    if asked is None:
        raise NotFound("There is no such question here.", do="Open the statement again.")
    page = about(view, "Answer the question", asked.text, "Answer", "The question is answered.")

    def save(form: AnswerForm, common: dict[str, Any]) -> object:
        return verbs.answer_question(question_id=question_id, answer=form.cleaned_data["answer"], **common)

    return ask(request, page, AnswerForm, save)


def cited_figure(measure: str, viewer: Viewer) -> verbs.FigureCited:
    """A figure as it stands today, with the care that a board's papers need."""
    found = figure_for(measure, viewer=viewer)
    if found is None:
        raise Problem("This figure cannot be shown.", why="Nothing can rest on it.", do="Choose another.")
    return verbs.FigureCited(
        measure=found.measure.id,
        title=found.measure.title,
        words=found.value.words,
        amount=found.value.amount,
        period=found.period,
        as_of=found.last_day,
    )


def _view(request: HttpRequest, statement_id: str) -> StatementView:
    return answers.statement_page(statement_id, viewer=request.viewer).view


def _page(request: HttpRequest, statement_id: str, question_: str, verb: str, done: str) -> Asked:
    view = _view(request, statement_id)
    return about(view, question_, view.row.claim, verb, done)
