"""The coverage page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from oneplan.web.coverage.presenter import present

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def coverage_page(request: HttpRequest) -> HttpResponse:
    """Everything that is asked for, narrowed by list and by state."""
    page = present(chosen_list=request.GET.get("list", ""), chosen_state=request.GET.get("state", ""))
    return render(request, "coverage/coverage.html", {"page": page, "title": "Coverage"})
