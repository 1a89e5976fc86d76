"""The list of measures kept by hand, and one of them with everything that was ever supplied."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.answers import access, series
from oneplan.records.improvement import queries
from oneplan.web.series.listing import list_page, row_of
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.series import SeriesPage
    from oneplan.core.access import Viewer


def listed(request: HttpRequest) -> HttpResponse:
    """Every measure that people supply: who, by when, and what is missing."""
    overview = series.series_overview(viewer=request.viewer, plan_id=_plan_id(request.viewer))
    asked = request.GET.get("show", "unasked")
    page = list_page(overview, "" if asked == "all" else asked)
    values = {
        "page": page,
        "title": page.title,
        "may_write": overview.may_write,
        "may_supply": access.may(request.viewer, "series-supply"),
        "may_link": access.may(request.viewer, "measure-link"),
        "request_key": str(uuid4()),
        "crumbs": [partnership_crumb()],
    }
    return render(request, "series/list.html", values)


def one(request: HttpRequest, series_id: str) -> HttpResponse:
    """One measure: who supplies it, what stands, what is missing and how each value came."""
    page = series.one_series(series_id, viewer=request.viewer)
    measure = page.line.measure
    values = {
        "page": page,
        "row": row_of(page.line),
        "facts": facts_of(page),
        "title": measure.title,
        "crumbs": [partnership_crumb(), series_crumb()],
    }
    return render(request, "series/one.html", values)


def facts_of(page: SeriesPage) -> tuple[tuple[str, str], ...]:
    """What is to be known of a measure before it is supplied."""
    line, measure = page.line, page.line.measure
    days = page.duty.due_days if page.duty else line.cycle.due_days
    rows = [
        ("Supplied by", line.who + ("" if line.has_duty else ", as the catalogue proposes")),
        ("How often", f"{line.cycle.title}, {words.count_of(days, 'day')} after the period ends"),
        ("Counted", measure.numerator),
        ("Out of", measure.denominator),
        ("Unit", measure.unit),
        ("Target", measure.target.words if measure.target else ""),
        ("Source", measure.source),
        ("Kept apart by", ", ".join(measure.splits)),
        ("In the catalogue", measure.id),
    ]
    return tuple((name, said) for name, said in rows if said)


def series_crumb() -> tuple[str, str]:
    """The way back to the list."""
    return "Measures kept by hand", reverse("series")


def partnership_crumb() -> tuple[str, str]:
    """The way back to the partnership."""
    return "Partnership", reverse("partnership")


def _plan_id(viewer: Viewer) -> str:
    found = queries.current_plan(viewer=viewer) if access.may(viewer, "plan-read") else None
    return found.id if found else ""
