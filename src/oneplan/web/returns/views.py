"""Person-level returns: the list, a new one, what it would change, putting it in place, and import day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import person_returns as verbs
from oneplan.answers import access, limits_listed, person_returns, person_returns_day
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.feeds import person_returns as feed
from oneplan.web.returns import import_day as day_words
from oneplan.web.returns import listing, presenting
from oneplan.web.returns.asking import OnceForm, ReturnForm
from oneplan.web.ui.words import count_of

CRUMB = ("Returns", "returns")
BESIDE = (
    ("Import day", "import-day", "What is late, what falls due next and what a return cannot tell."),
    ("Data problems", "data-problems", "What the checks of the last return found, and how to put it right."),
    ("Doubtful matches", "matches", "People who may already be on record, waiting for somebody to decide."),
    ("Settings", "settings-list", "Schools, nurseries and colleges, those known only by number first."),
)


def returns(request: HttpRequest) -> HttpResponse:
    """Every return, newest first."""
    rows = [presenting.line(row) for row in person_returns.returns(viewer=request.viewer)]
    beside = [(words, reverse(route), says) for words, route, says in BESIDE]
    may_import = access.may(request.viewer, "return-import")
    values = {"title": "Returns", "rows": rows, "beside": beside, "may_import": may_import}
    return render(request, "returns/returns.html", values)


def new(request: HttpRequest) -> HttpResponse:
    """Which file holds the return?"""
    values = {"title": "Which file holds the return?", "crumbs": [_crumb()]}
    form = ReturnForm(request.POST, request.FILES) if request.method == "POST" else ReturnForm()
    if not form.is_bound:
        return render(request, "returns/new.html", {**values, "form": form})
    if not form.is_valid():
        return render(request, "returns/new.html", {**values, "form": form}, status=400)
    try:
        received = _received(request, form)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return render(request, "returns/new.html", {**values, "form": form, "problem": problem}, status=400)
    if received.came_before:
        messages.success(request, "These very bytes came before: this is the return that they are.")
    return redirect("return", received.id)


def one(request: HttpRequest, return_id: str) -> HttpResponse:
    """One return, wherever it has got to."""
    found = person_returns.preview(return_id, viewer=request.viewer, route="return")
    request.is_on_record = True
    row = found.row
    values = {"title": presenting.title_of(row), "crumbs": [_crumb()], "row": presenting.line(row)}
    if row.state in {"waiting", "reading"}:
        return render(request, "returns/reading.html", {**values, "says": row.says})
    if row.state == "failed":
        may_import = access.may(request.viewer, "return-import")
        failed = {"problem": presenting.refusal(row), "may_import": may_import}
        return render(request, "returns/failed.html", {**values, **failed})
    return render(request, "returns/return.html", {**values, "page": presenting.return_page(found)})


def apply(request: HttpRequest, return_id: str) -> HttpResponse:
    """Put this return in place, all of it or nothing?"""
    found = person_returns.preview(return_id, viewer=request.viewer, route="return-apply")
    name = presenting.return_name(found.row)

    def put_in_place(common: dict[str, Any]) -> str:
        result = verbs.apply_person_return(import_id=return_id, **common)
        waits = count_of(result.waiting_matches, "doubtful match waits", "doubtful matches wait")
        waiting = f" {waits.capitalize()} for a decision." if result.waiting_matches else ""
        messages.success(request, f"{name} is in place.{waiting}")
        return reverse("import-day")

    people = f"{found.row.persons:,} children and young people"
    effect = presenting.in_a_sentence(found.row.effect)
    frame = {
        "question": f"Put {name} in place for {people}?",
        "lead": f"{effect} It happens all at once or not at all, and is on record under your name.",
        "caption": found.row.document_name,
        "verb": "Put the return in place",
    }
    return _confirmed(request, return_id, frame, put_in_place)


def set_aside(request: HttpRequest, return_id: str) -> HttpResponse:
    """Leave this return out for good?"""
    found = person_returns.preview(return_id, viewer=request.viewer, route="return-set-aside")

    def put_away(common: dict[str, Any]) -> str:
        verbs.set_aside_person_return(import_id=return_id, **common)
        return reverse("returns")

    frame = {
        "question": f"Set {presenting.return_name(found.row)} aside?",
        "lead": "Nothing of it goes on any record. The same file can be brought in again later.",
        "caption": found.row.document_name,
        "verb": "Set it aside",
    }
    return _confirmed(request, return_id, frame, put_away)


def import_day(request: HttpRequest) -> HttpResponse:
    """Where the cases stand on the day a return was put in place, and on any day since."""
    day = person_returns_day.import_day(viewer=request.viewer, on=timezone.localdate(), route="import-day")
    request.is_on_record = True
    page = day_words.present(day)
    return render(request, "returns/import_day.html", {"title": page.title, "page": page, "crumbs": [_crumb()]})


def import_day_list(request: HttpRequest, which: str, rule: str, output: str) -> HttpResponse:
    """Every case behind one line of import day."""
    today, page = timezone.localdate(), request.GET.get("page", "")
    asked = {"viewer": request.viewer, "on": today, "route": "import-day-list"}
    found = limits_listed.limits_listed(which, rule, output, page=listing.page_number(page), **asked)
    request.is_on_record = True
    values = listing.present(found, request.path, today)
    crumbs = [_crumb(), ("Import day", reverse("import-day"))]
    return render(request, "returns/limits.html", {**values, "crumbs": crumbs})


def _received(request: HttpRequest, form: ReturnForm) -> Any:
    upload = form.cleaned_data["document"]
    return feed.receive(
        upload,
        name=upload.name,
        declared_type=upload.content_type or "",
        by=request.user,
        on=timezone.localdate(),
        request_key=form.cleaned_data["request_key"],
        route="return-new",
    )


def _confirmed(
    request: HttpRequest, return_id: str, frame: dict[str, Any], do: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    back = reverse("return", args=[return_id])
    values = {**frame, "title": frame["question"], "back": back, "crumbs": [_crumb(), ("This return", back)]}
    form = OnceForm(request.POST) if request.method == "POST" else OnceForm()
    if not form.is_bound or not form.is_valid():
        return render(request, "plan/change.html", {**values, "form": form})
    common = {
        "by": request.user,
        "on": timezone.localdate(),
        "request_key": form.cleaned_data["request_key"],
        "route": request.resolver_match.view_name,
    }
    try:
        return redirect(do(common))
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return render(request, "plan/change.html", {**values, "form": form, "problem": problem}, status=400)


def _crumb() -> tuple[str, str]:
    return CRUMB[0], reverse(CRUMB[1])
