"""What the partnership does together: meetings, updates, evaluation, practice and voice, each with its own page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from oneplan.web.ui.menu import MenuLink, entries_under

ROUTE = "partnership"
GROUPS = (
    ("The plan at work", ("delivery-mine", "delivery", "ratings", "registers")),
    ("Meetings and papers", ("governance-meetings", "governance", "governance-questions", "reports", "packs")),
    ("What it changed", ("differences", "series", "evaluation", "strategy")),
    ("What people say, and what they are told", ("voice", "publish")),
    ("What works elsewhere", ("practice", "services")),
)
OTHERS = "Also"


def partnership(request: HttpRequest) -> HttpResponse:
    """Every room of the partnership that this person may open, those that belong together under one heading."""
    groups = tuple(_grouped(entries_under(request.viewer, ROUTE)))
    return render(request, "partnership/partnership.html", {"title": "Partnership", "groups": groups})


def _grouped(rooms: Iterable[MenuLink]) -> Iterator[tuple[str, tuple[MenuLink, ...]]]:
    by_route = {room.route: room for room in rooms}
    for name, routes in GROUPS:
        if held := tuple(by_route.pop(route) for route in routes if route in by_route):
            yield name, held
    if by_route:
        yield OTHERS, tuple(by_route.values())
