"""The first page: what One Plan is, or where things stand for whoever is signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.answers import access, plans
from oneplan.records.improvement import queries
from oneplan.web.home.first_screen import first_screen


def home(request: HttpRequest) -> HttpResponse:
    """The first screen of each role; for nobody, what this is."""
    viewer, today = request.viewer, timezone.localdate()
    if not viewer.is_somebody:
        return render(request, "home/welcome.html", {"title": "One Plan"})
    found = queries.current_plan(viewer=viewer) if access.may(viewer, "plan-read") else None
    values = {
        "title": "Today",
        "may_import": access.may(viewer, "import-write"),
        "may_read": access.may(viewer, "plan-read"),
        "may_invite": access.may(viewer, "accounts-read"),
    }
    if found:
        tree = queries.plan_tree(found.id, viewer=viewer)
        findings = plans.findings(found.id, viewer=viewer, on=today)
        values |= {"plan": found, "page": first_screen(tree, findings, viewer, today)}
    return render(request, "home/today.html", values)
