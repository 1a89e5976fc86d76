"""The timeline: promises beside the actions that should keep them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.adapters.pictures import charts
from oneplan.answers import access
from oneplan.answers.promises import achieved, promises
from oneplan.records.improvement import queries
from oneplan.web.plan.lines import lines_of, standing
from oneplan.web.plan.tree import as_at
from oneplan.web.plan.views import current
from oneplan.web.timeline.by_year import counts_in_words, done_line, finding, months_of, years


def timeline(request: HttpRequest) -> HttpResponse:
    """What was promised by when, and what falls due, year by year."""
    today = timezone.localdate()
    tree = queries.plan_tree(current(request.viewer).id, viewer=request.viewer)
    lines = standing(lines_of(tree.actions, (), today))
    months, plan = months_of(lines), tree.plan.id
    promised, done = promises(plan, viewer=request.viewer, on=today), achieved(plan, viewer=request.viewer)
    values = {
        "title": "What was promised, and what falls due",
        "as_at": as_at(tree.plan),
        "years": years(promised, lines, done),
        "counts": counts_in_words(promised),
        "promised": len(promised),
        "may_match": access.may(request.viewer, "plan-edit"),
        "undated_done": [done_line(each) for each in done if each.on is None],
        "undated": sum(1 for line in lines if line.due_on is None),
        "chart": charts.due_by_month(months, today) if months else "",
        "finding": finding(months),
        "months": months,
    }
    return render(request, "timeline/timeline.html", values)
