"""Roles that own actions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import access, plans
from oneplan.records.improvement import queries
from oneplan.web.owners.load import grouped, heaviest, lead, loads
from oneplan.web.plan.lines import NO_OWNER, lines_of, standing
from oneplan.web.plan.tree import as_at
from oneplan.web.plan.views import current


def owners(request: HttpRequest) -> HttpResponse:
    """Every role that owns an action, heaviest load first."""
    found, today = current(request.viewer), timezone.localdate()
    tree = queries.plan_tree(found.id, viewer=request.viewer)
    lines = standing(lines_of(tree.actions, (), today))
    every = loads(queries.owners(found.id, viewer=request.viewer), lines)
    is_open = access.may(request.viewer, "plan-detail-read")
    unowned = sum(1 for line in lines if NO_OWNER in line.kinds and line.rating.is_live) if is_open else 0
    values = {
        "title": "Who carries what",
        "as_at": as_at(tree.plan),
        "loads": every,
        "lead": heaviest(every),
        "unowned": unowned,
    }
    return render(request, "owners/owners.html", values)


def owner(request: HttpRequest, slug: str) -> HttpResponse:
    """One role's load."""
    found, today = current(request.viewer), timezone.localdate()
    page = queries.owner(found.id, slug, viewer=request.viewer)
    findings = plans.findings(found.id, viewer=request.viewer, on=today)
    lines = standing(lines_of(page.actions, findings, today))
    load = loads([page.owner], lines)[0]
    values = {
        "title": load.role,
        "as_at": as_at(page.plan),
        "crumbs": [("Owners", reverse("owners"))],
        "load": load,
        "lead": lead(load),
        "groups": grouped(lines),
        "people": page.people,
        "says": [finding.says for finding in findings if finding.ref == load.role],
    }
    return render(request, "owners/owner.html", values)
