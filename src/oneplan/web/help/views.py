"""Pages that explain: how dates are worked out, each pathway drawn, and the words we use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from oneplan.core.access import NotFound
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.conventions import conventions
from oneplan.rulebook.glossary import glossary
from oneplan.web.help.pathway_presenter import present_pathway
from oneplan.web.help.small_calendar import show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def help_page(request: HttpRequest) -> HttpResponse:
    """Where help is."""
    return render(request, "help/help.html", {"title": "Help", "pathways": load_rulebook().rules.pathways})


def dates_page(request: HttpRequest) -> HttpResponse:
    """The conventions, each with a small calendar, and the pathways to open."""
    page = {"conventions": [show(each) for each in conventions()], "pathways": load_rulebook().rules.pathways}
    return render(request, "help/dates.html", {"title": "How dates are worked out"} | page)


def pathway_page(request: HttpRequest, pathway: str) -> HttpResponse:
    """One pathway drawn, and the same in words."""
    rules = load_rulebook().rules
    chosen = next((each for each in rules.pathways if each.id == pathway), None)
    if chosen is None:
        raise NotFound(f"There is no pathway called “{pathway}”.", do="Choose one from the list of pathways.")
    page = present_pathway(chosen, rules, timezone.localdate())
    return render(request, "help/pathway.html", {"title": f"{chosen.title}, drawn", "page": page})


def words_page(request: HttpRequest) -> HttpResponse:
    """The glossary."""
    return render(request, "help/words.html", {"title": "Words we use", "words": glossary()})
