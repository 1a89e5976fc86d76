"""Pages that explain: how dates are worked out, each pathway drawn, and the words we use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from oneplan.rulebook.glossary import glossary

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def help_page(request: HttpRequest) -> HttpResponse:
    """Where help is."""
    return render(request, "help/help.html", {"title": "Help"})


def words_page(request: HttpRequest) -> HttpResponse:
    """The glossary."""
    return render(request, "help/words.html", {"title": "Words we use", "words": glossary()})
