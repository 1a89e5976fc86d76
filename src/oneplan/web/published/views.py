"""The public pages: the snapshot that was published, and nothing else. Nobody is asked who they are."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from oneplan.adapters.files import store
from oneplan.answers.published import PublicPage, public_page
from oneplan.core.access import NotFound
from oneplan.records.packs.queries import published_id, published_now
from oneplan.web.plan.kept import KeptPages

BODIES: KeptPages[tuple[str, str]] = KeptPages(room=8)
COMMENT = "public-comment"
MAIN, ACTIONS, EASY = "main", "actions", "easy"


def published(request: HttpRequest) -> HttpResponse:
    """The plan and its progress in plain words."""
    return _shown(request, MAIN)


def actions(request: HttpRequest) -> HttpResponse:
    """Every action of the plan, area by area."""
    return _shown(request, ACTIONS)


def easy(request: HttpRequest) -> HttpResponse:
    """The plan in easy words, with pictures."""
    return _shown(request, EASY)


def document(request: HttpRequest, edition: str) -> FileResponse:
    """The PDF of what is public, in plain or in easy words."""
    del request
    found = published_now()
    if found is None or edition not in found.documents:
        raise NotFound("There is no such document here.", do="Go to the public page of the plan.")
    name, stored = found.documents[edition]
    response = FileResponse(store.open_stored(stored), filename=name, content_type="application/pdf")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _shown(request: HttpRequest, which: str) -> HttpResponse:
    """The page as it was drawn for this publication; drawn once, because a publication never changes."""
    publication = published_id()
    if not publication:
        return render(request, "published/nothing.html", {"title": "The plan is not published yet"})
    title, body = BODIES.get((publication, which), lambda: _drawn(which))
    return render(request, "published/page.html", {"title": title, "body": SafeString(body)})


def _drawn(which: str) -> tuple[str, str]:
    page = public_page(which)
    template = "published/easy.html" if which == EASY else "published/main.html"
    return page.title, render_to_string(template, {"page": page, "comment": _comment(), **_around(page)})


def _around(page: PublicPage) -> dict[str, Any]:
    return {"is_main": page.which == MAIN, "bar": page.bar}


def _comment() -> str:
    """Where anybody may comment on the plan, where the area takes comments."""
    try:
        return reverse(COMMENT)
    except NoReverseMatch:
        return ""
