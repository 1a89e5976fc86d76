"""The measures, one of them, and the cases or the counts behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.answers import access, figures
from oneplan.records.improvement import queries
from oneplan.web.measures.behind import PAGE, WHICH, behind_of, choices, page_links, title_of
from oneplan.web.measures.listing import list_page
from oneplan.web.measures.moving import moved_by
from oneplan.web.measures.one_measure import MeasurePage, measure_page
from oneplan.web.measures.targets import targets_of
from oneplan.web.plan.tree import named

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import FigureView
    from oneplan.core.access import Viewer

COUNTS = frozenset({"Period", "Counted", "Out of"})


def measures(request: HttpRequest) -> HttpResponse:
    """Every measure, with its line."""
    page = list_page(figures.figures_overview(viewer=request.viewer))
    return render(request, "measures/measures.html", {"page": page, "title": "What the measures say"})


def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """One measure, the finding first."""
    page = _page(figures.figure(measure_id, viewer=request.viewer), request.viewer)
    values = {"page": page, "title": page.finding, "crumbs": [measures_crumb()]}
    return render(request, "measures/measure.html", values)


def cases(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Whom a number counts, for those who may open cases; its counts and the reason for everybody else."""
    view = figures.figure(measure_id, viewer=request.viewer)
    return _listed(request, view) if view.can_open_cases else _counted(request, view)


def measures_crumb() -> tuple[str, str]:
    """The way back to the measures."""
    return "Measures", reverse("measures")


def _page(view: FigureView, viewer: Viewer) -> MeasurePage:
    """The page of a measure, with what of the plan should move it, for those who read the plan."""
    plan = queries.current_plan(viewer=viewer) if access.may(viewer, "plan-read") else None
    if plan is None:
        return measure_page(view)
    tree, links = queries.plan_tree(plan.id, viewer=viewer), figures.links_of(plan.id, viewer=viewer)
    name = view.measure.id
    sections = {section.slug: named(section.number, section.title) for section in tree.sections}
    return measure_page(view, moved_by(name, tree, links), targets_of(tree, links).get(name), sections=sections)


def _listed(request: HttpRequest, view: FigureView) -> HttpResponse:
    asked = _asked(request)
    page = _page_number(request)
    found = figures.cases_behind(
        view.measure.id, viewer=request.viewer, which=asked["which"], part=asked["part"], page=page, size=PAGE
    )
    request.is_on_record = True
    address = reverse("measure-cases", args=[view.measure.id])
    kept = {name: value for name, value in asked.items() if value and (name, value) != ("which", "numerator")}
    shown_of = found.total - found.out_of_reach
    values: dict[str, Any] = {
        "title": title_of(found),
        "found": found,
        "rows": tuple(behind_of(row) for row in found.rows),
        "is_of_actions": any(row.action_id for row in found.rows),
        "has_days": any(row.days is not None for row in found.rows),
        "has_more": any(row.officer or row.setting for row in found.rows),
        "pages": page_links(address, kept, page, -(-shown_of // PAGE)),
        "choices": choices(address, asked, view.measure.kind),
        "crumbs": _crumbs(view),
    }
    return render(request, "measures/cases.html", values)


def _counted(request: HttpRequest, view: FigureView) -> HttpResponse:
    page = _page(view, request.viewer)
    facts = [fact for fact in page.facts if fact[0] in COUNTS]
    values = {"title": f"Counts behind: {page.name}", "page": page, "facts": facts, "crumbs": _crumbs(view)}
    return render(request, "measures/counts.html", values)


def _crumbs(view: FigureView) -> list[tuple[str, str]]:
    return [measures_crumb(), (view.measure.title, reverse("measure", args=[view.measure.id]))]


def _asked(request: HttpRequest) -> dict[str, str]:
    which = request.GET.get("which", "")
    return {
        "which": which if which in WHICH else "numerator",
        "part": request.GET.get("part", "")[:120],
    }


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    return max(int(given), 1) if given.isdecimal() and len(given) <= len("99999") else 1
