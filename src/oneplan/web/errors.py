"""When a page cannot be shown: what happened, why, and what to do next, never a code alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from oneplan.core.kernel import Problem
from oneplan.web.ui.context import unchanging

BAD = Problem(
    "We could not understand that request.",
    why="Something in the address or the form was not what this page expects.",
    do="Go back, check what you entered, and try again.",
)
REFUSED = Problem(
    "You cannot open this page.",
    why="Each page is open to the roles that need it, and yours does not include this one today.",
    do="Ask the person who runs accounts in your area if you should have it.",
)
MISSING = Problem(
    "There is no page here.",
    why="The address may be mistyped, or its page may have moved. What you may not see also looks like this.",
    do="Check the address, or start again from the first page.",
)
FAULT = Problem(
    "Something went wrong on our side.",
    why="Nothing you entered was half saved: each change is kept whole or not at all.",
    do="Try again in a few minutes. If it happens again, tell the person who runs One Plan in your area.",
)
EXPIRED = Problem(
    "This form had been open too long.",
    why="Forms carry a mark that shows they came from you, and the mark on this one is no longer good.",
    do="Go back, reload the page and send the form again. What you wrote may still be in it.",
)
CROSSED = Problem(
    "Somebody else changed this while you were looking at it.",
    why="Saving now would have written over their change.",
    do="Open it again to see what they changed, then make yours.",
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood."""
    return _page(request, _words(exception, BAD), 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, but not open to this person."""
    return _page(request, _words(exception, REFUSED), 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: missing, or not to be seen by this person; the two look the same, so the words never vary."""
    del exception
    return _page(request, MISSING, 404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """500: needs neither the database nor the session, because either may be what broke."""
    del request
    return HttpResponse(render_to_string("errors/page.html", {**unchanging(), "problem": FAULT}), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's mark was missing or old."""
    del reason
    return _page(request, EXPIRED, 403)


def _words(exception: Exception | None, otherwise: Problem) -> Problem:
    return exception if isinstance(exception, Problem) else otherwise


def _page(request: HttpRequest, problem: Problem, status: int) -> HttpResponse:
    values: dict[str, Any] = {"problem": problem, "title": problem.what.rstrip(".")}
    return render(request, "errors/page.html", values, status=status)
