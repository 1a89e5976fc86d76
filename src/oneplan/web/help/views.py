"""Pages that explain: dates, pathways, returns, figures, who sees what, and the words we use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from oneplan.core.access import NotFound
from oneplan.rulebook import load_rulebook, rights
from oneplan.rulebook import returns as return_book
from oneplan.rulebook.conventions import conventions
from oneplan.rulebook.glossary import glossary
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.returns.harm import harms
from oneplan.web.help.figures_presenter import limits_in_words, present_figures
from oneplan.web.help.pathway_presenter import present_pathway
from oneplan.web.help.returns_presenter import present_returns
from oneplan.web.help.rights_presenter import present_access
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


def returns_page(request: HttpRequest) -> HttpResponse:
    """What a return tells, what it cannot, and what happens to an entry in doubt."""
    page = present_returns(return_book.load(), load_rulebook().rules, harms().values())
    return render(request, "help/returns.html", {"title": "How a return becomes dates", "page": page})


def figures_page(request: HttpRequest) -> HttpResponse:
    """How a measure becomes a figure, and why some are hidden."""
    book, rules = load_measures(), load_rulebook().rules
    law = limits_in_words(book, rules, timezone.localdate())
    page = present_figures(book)
    return render(request, "help/figures.html", {"title": "How figures are made", "page": page, "law": law})


def access_page(request: HttpRequest) -> HttpResponse:
    """Which role opens which records, and what is given to named people."""
    return render(request, "help/access.html", {"title": "Who sees what", "page": present_access(rights.load())})


def words_page(request: HttpRequest) -> HttpResponse:
    """The glossary."""
    return render(request, "help/words.html", {"title": "Words we use", "words": glossary()})
