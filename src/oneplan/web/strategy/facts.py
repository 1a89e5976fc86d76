"""What we know of need, by priority, the oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.actions import strategy as verbs
from oneplan.answers import figures
from oneplan.answers import strategy as answers
from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.strategy import queries
from oneplan.rulebook.evaluation_files import strategy_words
from oneplan.web.evaluation.asking import Asked, ask
from oneplan.web.evaluation.evidencing import cited_figure
from oneplan.web.strategy.forms import FactForm
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.strategy.rows import FactRow


def known(request: HttpRequest) -> HttpResponse:
    """What we know, and what is getting old."""
    found = answers.known(viewer=request.viewer)
    stale = strategy_words().stale_months
    lead = "There is no improvement plan yet to which facts could lead." if not found.has_plan else (
        f"{words.count_of(found.facts, 'fact').capitalize()} about need; "
        f"{found.stale or 'none'} older than {stale} months. "
        f"{words.count_of(len(found.bare_sections), 'section').capitalize()} of the plan "
        f"rest{'s' if len(found.bare_sections) == 1 else ''} on no fact."
    )  # fmt: skip
    values = {
        "title": "What we know of need",
        "lead": lead,
        "found": found,
        "crumbs": [("Partnership", reverse("partnership"))],
    }
    return render(request, "strategy/known.html", values)


def record(request: HttpRequest) -> HttpResponse:
    """What do we know?"""
    replaces = (request.POST if request.method == "POST" else request.GET).get("replaces", "")[:20]
    older = queries.fact(replaces, viewer=request.viewer) if replaces else None
    plan = plan_queries.current_plan(viewer=request.viewer)
    if plan is None:
        raise NotFound("There is no improvement plan yet.", do="Bring the plan in first.")
    tree = plan_queries.plan_tree(plan.id, viewer=request.viewer)
    sections = [(f"p{each.number}", f"Priority {each.number}: {each.title}") for each in tree.priorities]
    sections += [(each.slug, each.title) for each in tree.sections]
    lead = f"It takes the place of: {older.statement}" if older else "A fact with its source and its day."
    page = Asked("Record a fact", lead, "Record the fact", "The fact is recorded.", reverse("strategy"), crumbs())

    def save(form: FactForm, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        chosen = [each for each in given["places"] if each not in {f"p{row.number}" for row in tree.priorities}]
        first = [int(each[1:]) for each in given["places"] if each not in chosen]
        return verbs.record_fact(
            plan_id=plan.id,
            words=verbs.FactWords(
                given["statement"], given["number"], given["source"], given["dated_on"], given["link"]
            ),
            figure=cited_figure(given["measure"], request.viewer) if given["measure"] else None,
            sections=tuple(chosen),
            priorities=tuple(first),
            supersedes=older.id if older else "",
            **common,
        )

    def make(*args: Any) -> FactForm:
        return FactForm(*args, sections=sections, measures=_measures(request.viewer), initial=_initial(older))

    return ask(request, page, make, save)


def crumbs() -> tuple[tuple[str, str], ...]:
    """The way back to what we know."""
    return (("Needs and strategy", reverse("strategy")),)


def _initial(older: FactRow | None) -> dict[str, Any]:
    if older is None:
        return {}
    slugs = [place.slug or f"p{place.priority}" for place in older.places]
    return {"statement": older.statement, "source": older.source, "measure": older.measure, "places": slugs}


def _measures(viewer: Viewer) -> list[tuple[str, str]]:
    try:
        groups = figures.figures_overview(viewer=viewer).groups
    except Problem:
        return []
    return [(line.measure.id, line.measure.title) for _, lines in groups for line in lines]
