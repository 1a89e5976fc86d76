"""The timeline: promises beside the actions that should keep them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.adapters.pictures import charts
from oneplan.records.improvement import queries
from oneplan.web.plan.lines import lines_of, standing
from oneplan.web.plan.tree import as_at
from oneplan.web.plan.views import current
from oneplan.web.timeline.by_year import finding, months_of, years


def timeline(request: HttpRequest) -> HttpResponse:
    """What was promised by when, and what falls due, year by year."""
    today = timezone.localdate()
    tree = queries.plan_tree(current(request.viewer).id, viewer=request.viewer)
    lines = standing(lines_of(tree.actions, (), today))
    months = months_of(lines)
    values = {
        "title": "What was promised, and what falls due",
        "as_at": as_at(tree.plan),
        "years": years(tree.promises, lines, today),
        "kept": sum(1 for promise in tree.promises if promise.achieved),
        "promised": len(tree.promises),
        "undated": sum(1 for line in lines if line.due_on is None),
        "chart": charts.due_by_month(months, today) if months else "",
        "finding": finding(months),
        "months": months,
    }
    return render(request, "timeline/timeline.html", values)
