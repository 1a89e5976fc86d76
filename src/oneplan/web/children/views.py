"""One child or young person: their page, and one date's reason by itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import access, cases
from oneplan.core.access import NotFound
from oneplan.rulebook import load_rulebook
from oneplan.web.children.page import present

if TYPE_CHECKING:
    from oneplan.web.children.page import ChildPage


def child(request: HttpRequest, case_id: str) -> HttpResponse:
    """The whole page."""
    page = _page(request, case_id)
    return render(request, "children/child.html", {"title": page.title, "page": page})


def why(request: HttpRequest, case_id: str, limit: str) -> HttpResponse:
    """Why one date stands, at an address that can be sent to somebody who may open the record."""
    page = _page(request, case_id)
    found = next((card for card in page.every if card.id == limit), None)
    if found is None:
        raise NotFound("There is no such date on this record.")
    back = reverse("child", args=[case_id])
    values = {"title": found.title, "caption": page.title, "card": found, "back": back, "crumbs": [(page.title, back)]}
    return render(request, "children/why.html", values)


def _page(request: HttpRequest, case_id: str) -> ChildPage:
    today = timezone.localdate()
    with transaction.atomic():  # nothing is read of a child that is not on record as read
        file = cases.open_case(case_id, viewer=request.viewer, route=request.resolver_match.view_name)
    request.is_on_record = True
    return present(
        file,
        cases.clocks_of(file, today),
        today=today,
        titles=_titles(),
        kinds=load_rulebook().rules.facts,
        may_read_returns=access.may(request.viewer, "return-read"),
    )


@cache
def _titles() -> Mapping[str, str]:
    """The title of each output, for the name of a limit inside another."""
    return {name: clocks[0].title for name, clocks in load_rulebook().rules.outputs.items()}
