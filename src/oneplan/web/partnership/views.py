"""What the partnership does together: meetings, updates, evaluation, practice and voice, each with its own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from oneplan.web.ui.menu import entries_under

ROUTE = "partnership"


def partnership(request: HttpRequest) -> HttpResponse:
    """Every room of the partnership that this person may open."""
    rooms = list(entries_under(request.viewer, ROUTE))
    return render(request, "partnership/partnership.html", {"title": "Partnership", "rooms": rooms})
