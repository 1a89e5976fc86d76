"""Whether the work made a difference: every linked measure in a line, and one with all that its statement stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.answers import access
from oneplan.answers.difference import statement, statements
from oneplan.records.improvement import queries
from oneplan.web.difference.pages import list_page, statement_page
from oneplan.web.plan.views import current

if TYPE_CHECKING:
    from oneplan.answers.difference_rows import Statement

TITLE = "Did it make a difference?"


def differences(request: HttpRequest) -> HttpResponse:
    """Every linked measure of the plan with its statement, under its section."""
    plan = current(request.viewer)
    tree = queries.plan_tree(plan.id, viewer=request.viewer)
    page = list_page(statements(plan.id, viewer=request.viewer), tree, request.GET.get("verdict", ""))
    return render(request, "difference/differences.html", {"title": TITLE, "page": page})


def difference(request: HttpRequest, link_id: int) -> HttpResponse:
    """One statement with its picture, its doubts and the numbers beneath."""
    found = told(request, link_id)
    values = {
        "title": f"{TITLE} {found.measure.title}",
        "page": statement_page(found),
        "may_expect": access.may(request.viewer, "measure-link"),
        "crumbs": [differences_crumb()],
    }
    return render(request, "difference/difference.html", values)


def told(request: HttpRequest, link_id: int) -> Statement:
    """The statement of one link of the plan that the area runs."""
    return statement(current(request.viewer).id, link_id, viewer=request.viewer)


def differences_crumb() -> tuple[str, str]:
    """The way back to the list."""
    return TITLE, reverse("differences")
