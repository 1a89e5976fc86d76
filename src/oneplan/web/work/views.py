"""My work: what falls due, for whom, by when, who holds it and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from oneplan.actions import saved_views as verbs
from oneplan.answers import work as answers
from oneplan.core.kernel import Problem
from oneplan.web.plan.kept import KeptPages
from oneplan.web.work.asking import LONGEST, SESSION_WORDS, Asked, address, asked_in
from oneplan.web.work.page import Frame, work_view

if TYPE_CHECKING:
    from datetime import date

# The page is kept for everybody's next look; the token of each form is put in for the one who looks.
TOKEN = "token-of-this-form"  # noqa: S105 - it marks a place, and opens nothing


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page drawn once, with the cases it names."""

    title: str
    body: str
    case_ids: tuple[str, ...]


PAGES: KeptPages[Drawn] = KeptPages(room=256)


def work(request: HttpRequest) -> HttpResponse:
    """What falls due, drawn once for each viewer, day, question and mark of change."""
    today = timezone.localdate()
    look = answers.look(viewer=request.viewer, on=today)
    asked = asked_in(request.GET, request.session.get(SESSION_WORDS, "") if "words" in request.GET else "")
    drawn = PAGES.get((look.key, asked), lambda: _drawn(look, asked, request, today))
    request.shown = ("case", drawn.case_ids)
    body = SafeString(drawn.body.replace(TOKEN, get_token(request)))
    return render(request, "work/work.html", {"title": drawn.title, "body": body})


@require_POST
def words(request: HttpRequest) -> HttpResponse:
    """Narrows by words that may be a name: they wait in the session, so that no address ever carries one."""
    request.session[SESSION_WORDS] = request.POST.get("words", "").strip()[:LONGEST]
    given = request.POST.dict() | ({"words": "1"} if request.session[SESSION_WORDS] else {})
    if not request.session[SESSION_WORDS]:
        given.pop("words", None)
    return redirect(address(asked_in(given, request.session[SESSION_WORDS]).question))


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keeps what is asked under a name."""
    query = QueryDict(request.POST.get("asked", "")[:500])
    question = asked_in(query.dict(), request.session.get(SESSION_WORDS, "")).question
    asked = address(question).partition("?")[2]
    name = request.POST.get("name", "")
    return _done(
        request,
        lambda: verbs.save_view(name=name, asked=asked, words=question.words, **_by(request, "work-view-save")),
        f"Saved as “{name.strip()}”.",
        address(question),
    )


@require_POST
def default_view(request: HttpRequest, view_id: str) -> HttpResponse:
    """Lets a view open by itself, or no longer."""
    view = answers.saved_view(view_id, viewer=request.viewer)
    says = f"“{view.name}” no longer opens by itself." if view.is_default else f"“{view.name}” opens by itself now."
    do = _by(request, "work-view-default")
    return _done(request, lambda: verbs.open_view_by_itself(view_id=view_id, **do), says, reverse("work"))


@require_POST
def delete_view(request: HttpRequest, view_id: str) -> HttpResponse:
    """Keeps a view no longer."""
    view = answers.saved_view(view_id, viewer=request.viewer)
    do = _by(request, "work-view-delete")
    return _done(request, lambda: verbs.delete_view(view_id=view_id, **do), f"Deleted “{view.name}”.", reverse("work"))


def _drawn(look: answers.Look, asked: Asked, request: HttpRequest, today: date) -> Drawn:
    views = answers.saved_views(viewer=request.viewer)
    opens = next((view for view in views if view.is_default), None)
    if asked.is_plain and opens:
        asked = asked_in(QueryDict(opens.asked).dict(), opens.words)
    question = asked.question
    if asked.is_plain and look.holds_work:
        question = question.with_(who="mine")
    page = look.page(question, asked.key)
    officer = look.officer_name(question.who) if question.who.isdigit() else ""
    view = work_view(page, Frame(question, today, views, officer))
    body = render_to_string("work/body.html", {"page": view, "today": today, "token": TOKEN})
    ids = dict.fromkeys(row.case_id for row in (*page.rows, *page.waiting))
    return Drawn(view.title, body, tuple(ids))


def _by(request: HttpRequest, route: str) -> dict[str, Any]:
    key = request.POST.get("request_key", "")
    return {"by": request.user, "on": timezone.localdate(), "request_key": key, "route": route}


def _done(request: HttpRequest, do: Callable[[], object], says: str, to: str) -> HttpResponse:
    try:
        do()
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect(to)
    messages.success(request, says)
    return redirect(to)
