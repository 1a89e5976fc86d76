"""People's own words beside each priority, with the consent they gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.voice_engagement import add_quote, withdraw_quote
from oneplan.answers import access
from oneplan.core.access import NotFound
from oneplan.records.improvement import queries as plans
from oneplan.records.voice import queries
from oneplan.rulebook.voice_file import voice_book
from oneplan.web.plan.views import current
from oneplan.web.ratings.asking import Question, ask
from oneplan.web.ui import words
from oneplan.web.voice.forms import QuoteForm, WithdrawForm
from oneplan.web.voice.items import crumb

TITLE = "In their own words"


def quotes(request: HttpRequest) -> HttpResponse:
    """Every priority with people's own words beside it."""
    found = current(request.viewer)
    tree = plans.plan_tree(found.id, viewer=request.viewer)
    held = queries.quotes(found.id, viewer=request.viewer)
    public = sum(1 for row in held if row.may_be_public)
    values = {
        "title": TITLE,
        "lead": f"{words.count_of(len(held), 'saying').capitalize()}; {public} that everybody may read.",
        "priorities": [
            (
                each.title,
                [(row, voice_book().title("groups", row.group)) for row in held if row.priority == each.number],
            )
            for each in tree.priorities
        ],
        "may_write": access.may(request.viewer, "voice-write"),
        "crumbs": [crumb()],
    }
    return render(request, "voice/quotes.html", values)


def new(request: HttpRequest) -> HttpResponse:
    """Whose words are they?"""
    found, today = current(request.viewer), timezone.localdate()
    tree = plans.plan_tree(found.id, viewer=request.viewer)

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        names = ("words", "group", "said_on", "consent", "consent_on", "may_be_public")
        parts = {name: given[name] for name in names}
        return add_quote(plan_id=found.id, priority=int(given["priority"]), **parts, **common)

    question = Question(
        question="Add somebody’s own words",  # noqa: RUF001 - a typographic apostrophe
        verb="Add the words",
        back=reverse("quotes"),
        crumbs=(crumb(), (TITLE, reverse("quotes"))),
        done="The words are added.",
    )
    started = {"said_on": today, "consent_on": today}
    return ask(request, question, lambda *args: QuoteForm(*args, tree=tree, initial=started), save)


def withdraw(request: HttpRequest, quote_id: str) -> HttpResponse:
    """The words are shown once more before they are taken away for good."""
    found = current(request.viewer)
    held = queries.quotes(found.id, viewer=request.viewer)
    row = next((each for each in held if each.id == quote_id), None)
    if row is None:
        raise NotFound("There are no such words here.", do="Start from people’s own words.")  # noqa: RUF001 - a typographic apostrophe

    def save(_given: Mapping[str, Any], common: dict[str, Any]) -> object:
        return withdraw_quote(quote_id=quote_id, **common)

    question = Question(
        question="Take these words away for good",
        verb="Take them away",
        back=reverse("quotes"),
        crumbs=(crumb(), (TITLE, reverse("quotes"))),
        lead=f"“{row.words}”",
        caption="Whoever said them has taken back their consent",
        done="The words are gone.",
    )
    return ask(request, question, WithdrawForm, save)
