"""Rounds and statements: written, changed, put forward, agreed or sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from oneplan.actions import evaluation as verbs
from oneplan.actions import evaluation_rounds
from oneplan.answers import evaluation as answers
from oneplan.web.evaluation import views
from oneplan.web.evaluation.asking import Asked, ask, pressed
from oneplan.web.evaluation.forms import ReasonForm, RoundForm, StatementForm

if TYPE_CHECKING:
    from oneplan.answers.evaluation_rows import StatementView

_LONGEST_NUMBER = 10
WORDS = ("claim", "judgement", "claims_impact", "impact", "what_next", "owner_role")


def open_round(request: HttpRequest) -> HttpResponse:
    """What is the next round called?"""
    back = reverse("evaluation")
    lead = "The round before is closed and kept as it was. Everything said there is looked at again."
    page = Asked("Open a round", lead, "Open the round", "The round is open.", back, tuple(views.crumbs()))

    def save(form: RoundForm, common: dict[str, Any]) -> object:
        return evaluation_rounds.open_round(title=form.cleaned_data["title"], **common)

    return ask(request, page, RoundForm, save)


def write(request: HttpRequest, instrument: str, question: str) -> HttpResponse:
    """What is true?"""
    found = answers.question_view(views.known(instrument, question).id, question, viewer=request.viewer)
    back = reverse("evaluation-question", args=[instrument, question])
    page = Asked(
        "Write a statement",
        found.question.text,
        "Keep as a draft",
        "The statement is kept as a draft. Add its evidence, then put it forward.",
        back,
        (*views.crumbs(found), (found.question.text, back)),
        caption=found.question.place,
    )

    def save(form: StatementForm, common: dict[str, Any]) -> object:
        made = verbs.write_statement(instrument=instrument, question=question, words=_words(form), **common)
        return reverse("statement", args=[made])

    return ask(request, page, StatementForm, save)


def revise(request: HttpRequest, statement_id: str) -> HttpResponse:
    """What is true now?"""
    view = _view(request, statement_id)
    lead = "Once changed it has to be agreed again."
    page = _about(view, "Change the statement", lead, "Save the statement", "The statement is saved as a draft.")
    row = view.row
    initial = {"version": row.version, **{name: getattr(row, name) for name in WORDS}}

    def save(form: StatementForm, common: dict[str, Any]) -> object:
        version = form.cleaned_data["version"] or 0
        return verbs.revise_statement(statement_id=statement_id, version=version, words=_words(form), **common)

    return ask(request, page, lambda *args: StatementForm(*args, initial=initial), save)


@require_POST
def ask_for_agreement(request: HttpRequest, statement_id: str) -> HttpResponse:
    """The statement is put forward."""
    return pressed(
        request,
        verbs.ask_agreement,
        done="The statement waits for somebody else to agree it.",
        back=reverse("statement", args=[statement_id]),
        statement_id=statement_id,
    )


@require_POST
def agree(request: HttpRequest, statement_id: str) -> HttpResponse:
    """The statement is agreed, in the words that were on the page."""
    read = request.POST.get("version", "")
    return pressed(
        request,
        verbs.agree,
        done="The statement is agreed.",
        back=reverse("statement", args=[statement_id]),
        statement_id=statement_id,
        version=int(read) if read.isascii() and read.isdigit() and len(read) < _LONGEST_NUMBER else 0,
    )


def send_back(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Why does it go back?"""
    view = _view(request, statement_id)
    page = _about(view, "Send it back", view.row.claim, "Send it back", "The statement is a draft again.")

    def save(form: ReasonForm, common: dict[str, Any]) -> object:
        return verbs.send_back(statement_id=statement_id, reason=form.cleaned_data["reason"], **common)

    return ask(request, page, ReasonForm, save)


def withdraw(request: HttpRequest, statement_id: str) -> HttpResponse:
    """Why is it withdrawn?"""
    view = _view(request, statement_id)
    page = _about(view, "Withdraw the statement", view.row.claim, "Withdraw it", "The statement is withdrawn.")
    onward = reverse("evaluation-question", args=[view.row.instrument, view.row.question])

    def save(form: ReasonForm, common: dict[str, Any]) -> object:
        verbs.withdraw_statement(statement_id=statement_id, reason=form.cleaned_data["reason"], **common)
        return onward

    return ask(request, page, ReasonForm, save)


def about(view: StatementView, question: str, lead: str, verb: str, done: str) -> Asked:
    """A page that asks something about one statement, and leads back to it."""
    return _about(view, question, lead, verb, done)


def _view(request: HttpRequest, statement_id: str) -> StatementView:
    return answers.statement_page(statement_id, viewer=request.viewer).view


def _about(view: StatementView, question: str, lead: str, verb: str, done: str) -> Asked:
    back = reverse("statement", args=[view.row.id])
    place = (view.question.text, reverse("evaluation-question", args=[view.row.instrument, view.row.question]))
    return Asked(question, lead, verb, done, back, (*views.crumbs(), place), caption=view.question.place)


def _words(form: StatementForm) -> verbs.StatementWords:
    return verbs.StatementWords(**{name: form.cleaned_data[name] for name in WORDS})
