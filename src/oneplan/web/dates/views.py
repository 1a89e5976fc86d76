"""The calculator's pages. All are opened by GET; nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem
from oneplan.rulebook import load_rulebook
from oneplan.web.dates.asking import ask
from oneplan.web.dates.example_presenter import present_examples
from oneplan.web.dates.picking import choices_for, is_expected
from oneplan.web.dates.presenter import present
from oneplan.web.dates.rule_presenter import present_rule
from oneplan.web.dates.vocabulary import vocabulary
from oneplan.web.dates.working import work_out

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from oneplan.core.pathways.definitions import Pathway
    from oneplan.web.dates.asking import Asked


def dates(request: HttpRequest) -> HttpResponse:
    """Which pathway?"""
    in_force = [pathway for pathway in load_rulebook().rules.pathways if not is_expected(pathway)]
    return render(request, "dates/dates.html", {"title": "Work out a date", "pathways": in_force})


def pathway_page(request: HttpRequest, pathway: str) -> HttpResponse:
    """Facts in, dates out, for one pathway."""
    rules, today = load_rulebook().rules, timezone.localdate()
    chosen = _pathway(pathway)
    asked = ask(request.GET, chosen, rules)
    page = {"title": chosen.title, "pathway": chosen, "asked": asked, "choices": choices_for(chosen, rules)}
    return render(request, "dates/pathway.html", page | _result(asked, chosen, today))


def facts_page(request: HttpRequest) -> HttpResponse:
    """Every fact the engine understands."""
    groups = vocabulary(load_rulebook().rules)
    return render(request, "dates/facts.html", {"title": "Facts that start and stop clocks", "groups": groups})


def examples_page(request: HttpRequest) -> HttpResponse:
    """The worked examples, run now."""
    page = present_examples(load_rulebook(), timezone.localdate())
    return render(request, "dates/examples.html", {"title": "Worked examples", "page": page})


def rule_page(request: HttpRequest, rule: str) -> HttpResponse:
    """What one rule says, its law over time, how sure we are of it, and its picture."""
    page = present_rule(rule, load_rulebook(), timezone.localdate())
    return render(request, "dates/rule.html", {"title": page.title, "rule": page})


def _pathway(name: str) -> Pathway:
    found = next((each for each in load_rulebook().rules.pathways if each.id == name), None)
    if found is None:
        raise NotFound(f"There is no pathway called “{name}”.", do="Choose one from the list of pathways.")
    return found


def _result(asked: Asked, pathway: Pathway, today: date) -> dict[str, object]:
    if not asked.is_ready:
        return {"result": None, "as_at": today}
    as_at = asked.look.cleaned_data.get("as_at") or today
    titles = {name: clocks[0].title for name, clocks in load_rulebook().rules.outputs.items()}
    try:
        answers = work_out(asked, today)
    except Problem as problem:
        return {"result": None, "problem": problem, "as_at": as_at}
    return {"result": present(answers, pathway=pathway.id, today=as_at, titles=titles), "as_at": as_at}
