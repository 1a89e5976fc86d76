"""One child or young person: their page, and one date's reason by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from oneplan.answers import case_pages, services
from oneplan.core.access import NotFound
from oneplan.rulebook import load_rulebook
from oneplan.web.children.opened import opened_lines
from oneplan.web.children.page import present
from oneplan.web.plan.kept import KeptPages

if TYPE_CHECKING:
    from oneplan.answers.case_pages import CaseLook
    from oneplan.web.children.page import ChildPage


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page drawn once: what it says it is, and its words."""

    title: str
    body: SafeString


PAGES: KeptPages[Drawn] = KeptPages(256)


def child(request: HttpRequest, case_id: str) -> HttpResponse:
    """The whole page, drawn once for each mark of change, day and way of seeing."""
    look = _look(request, case_id)
    drawn = PAGES.get(look.key, lambda: _drawn(look))
    values = {
        "title": drawn.title,
        "body": drawn.body,
        "opened": opened_lines(case_pages.opened_by(case_id, viewer=request.viewer)),
        "referrals": services.referrals_of_case(case_id, viewer=request.viewer, on=look.on, route="child"),
    }
    return render(request, "children/child.html", values)


def why(request: HttpRequest, case_id: str, limit: str) -> HttpResponse:
    """Why one date stands, at an address that can be sent to somebody who may open the record."""
    page = _page(_look(request, case_id))
    found = next((card for card in page.every if card.id == limit), None)
    if found is None:
        raise NotFound("There is no such date on this record.")
    back = reverse("child", args=[case_id])
    values = {"title": found.title, "caption": page.title, "card": found, "back": back, "crumbs": [(page.title, back)]}
    return render(request, "children/why.html", {**values, "back_words": page.title})


def _look(request: HttpRequest, case_id: str) -> CaseLook:
    route = request.resolver_match.view_name
    look = case_pages.look_at(case_id, viewer=request.viewer, on=timezone.localdate(), route=route)
    request.is_on_record = True
    return look


def _drawn(look: CaseLook) -> Drawn:
    page = _page(look)
    return Drawn(page.title, SafeString(render_to_string("children/body.html", {"page": page})))


def _page(look: CaseLook) -> ChildPage:
    file, clocks = look.file()
    kinds, returns = load_rulebook().rules.facts, look.may_read_returns
    return present(file, clocks, today=look.on, titles=_titles(), kinds=kinds, may_read_returns=returns)


@cache
def _titles() -> Mapping[str, str]:
    """The title of each output, for the name of a limit inside another."""
    return {name: clocks[0].title for name, clocks in load_rulebook().rules.outputs.items()}
