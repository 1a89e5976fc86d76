"""The library, one card and one adoption, to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import practice
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.practice import matching
from oneplan.core.improvement.practice_ranking import Ranked, SignalKind
from oneplan.core.kernel import Problem
from oneplan.records.improvement import queries as plan_queries
from oneplan.rulebook.practice import load
from oneplan.web.practice.showing import adoption_page, card_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oneplan.core.access import Viewer
    from oneplan.records.practice.rows import AdoptionRow

LIBRARY = "Practice library"
_MOST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for in the library."""

    words: str = ""
    need: str = ""
    stage: str = ""
    problem: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether only part of the library is shown."""
        return any((self.words, self.need, self.stage, self.problem))


@dataclass(frozen=True, slots=True)
class Line:
    """One practice in the list."""

    ranked: Ranked
    address: str
    because: tuple[tuple[str, str], ...]
    more: int
    tags: tuple[str, ...]
    adopted: tuple[AdoptionRow, ...]


def cards(request: HttpRequest) -> HttpResponse:
    """The cards, those first that answer what goes wrong here, with the reason beside each."""
    asked, book = _asked(request.GET), load()
    found = practice.ranked_cards(plan_id_of(request.viewer), viewer=request.viewer, on=timezone.localdate())
    fits = matching(book.cards, words=asked.words, need=asked.need, stage=asked.stage, problem=asked.problem)
    fitting = {each.id for each in fits}
    shown = [each for each in found.ranked if each.card.id in fitting]
    values = {
        "title": LIBRARY,
        "crumbs": [("Partnership", reverse("partnership"))],
        "asked": asked,
        "choices": _choices(asked),
        "answering": [_line(each, found.adopted) for each in shown if each.reasons],
        "others": [_line(each, found.adopted) for each in shown if not each.reasons],
        "signals": len(found.signals),
        "adopted": sorted((row for rows in found.adopted.values() for row in rows), key=lambda each: each.adopted_on),
        "cards": book.by_id,
    }
    return render(request, "practice/library.html", values)


def card(request: HttpRequest, card_id: str) -> HttpResponse:
    """One practice: what is known of it, how it could run here, and why it may matter."""
    look = card_look(request.viewer, card_id)
    line = _line(look.ranked, {}, everything=True)
    values = {
        "title": look.ranked.card.title,
        "crumbs": [library_crumb()],
        "page": card_page(look),
        "because": line.because,
        "tags": line.tags,
    }
    return render(request, "practice/card.html", values)


def adoption(request: HttpRequest, adoption_id: str) -> HttpResponse:
    """What was taken up: its actions, measures, checklist, evidence plan and what came of it."""
    file, found = practice.adoption(adoption_id, viewer=request.viewer)
    page = adoption_page(file, found, request.viewer)
    values = {
        "title": f"{found.title}: as adopted here",
        "crumbs": [library_crumb(), (found.title, reverse("practice-card", args=[found.id]))],
        "page": page,
        "today": timezone.localdate(),
    }
    return render(request, "practice/adoption.html", values)


def export(request: HttpRequest, adoption_id: str) -> HttpResponse:
    """The report of an adoption as a file that can be sent to another area."""
    text = practice.report_of(adoption_id, viewer=request.viewer)
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="practice-{adoption_id}.md"'
    return response


def library_crumb() -> tuple[str, str]:
    """The way back to the library."""
    return LIBRARY, reverse("practice")


def plan_id_of(viewer: Viewer) -> str:
    """The plan the area runs, or nothing before there is one."""
    found = plan_queries.current_plan(viewer=viewer)
    return found.id if found else ""


def card_look(viewer: Viewer, card_id: str) -> practice.CardLook:
    """One card; an address that names none is not there."""
    try:
        return practice.card(card_id, plan_id_of(viewer), viewer=viewer, on=timezone.localdate())
    except (NotFound, NotAllowed):
        raise
    except Problem as problem:
        raise NotFound(problem.what, do=problem.do) from problem


def _asked(query: Mapping[str, str]) -> Asked:
    book = load().vocabulary
    need, stage, problem = query.get("need", ""), query.get("stage", ""), query.get("problem", "")
    return Asked(
        words=query.get("words", "")[:_MOST].strip(),
        need=need if need in book.needs else "",
        stage=stage if stage in book.stages else "",
        problem=problem if problem in book.problems else "",
    )


def _choices(asked: Asked) -> list[dict[str, object]]:
    book = load().vocabulary
    boxes = (
        ("need", "Need", "Any need", list(book.needs.items()), asked.need),
        ("stage", "Stage of a child's journey", "Any stage", list(book.stages.items()), asked.stage),
        ("problem", "Problem", "Any problem", [(k, v.title) for k, v in book.problems.items()], asked.problem),
    )
    return [
        {"name": n, "label": label, "any": none, "options": list(o), "now": now} for n, label, none, o, now in boxes
    ]


def _line(ranked: Ranked, adopted: Mapping[str, tuple[AdoptionRow, ...]], *, everything: bool = False) -> Line:
    book = load().vocabulary
    found = ranked.card
    reasons = ranked.reasons if everything else ranked.reasons[:2]
    return Line(
        ranked=ranked,
        address=reverse("practice-card", args=[found.id]),
        because=tuple((each.signal.says, _address(each.signal.kind, each.signal.address)) for each in reasons),
        more=len(ranked.reasons) - len(reasons),
        tags=tuple(book.problems[name].title for name in found.problems),
        adopted=adopted.get(found.id, ()),
    )


def _address(kind: SignalKind, where: str) -> str:
    if not where:
        return ""
    return reverse("measure" if kind is SignalKind.MEASURE else "action", args=[where])
