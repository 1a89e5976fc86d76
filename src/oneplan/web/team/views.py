"""The team: who carries what, what nobody holds, and what only one person holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.answers import access
from oneplan.answers import team as answers
from oneplan.web.team.load import team_view


def team(request: HttpRequest) -> HttpResponse:
    """The load of each officer, in open cases."""
    page = team_view(answers.team_load(viewer=request.viewer, on=timezone.localdate()))
    may_allocate = access.may(request.viewer, "case-allocate")
    return render(request, "team/team.html", {"title": page.title, "page": page, "may_allocate": may_allocate})
