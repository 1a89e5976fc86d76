"""One question on one page about a thing that has an address of its own: shown, answered, carried out, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.instruments.statements import Overtaken
from oneplan.core.kernel import Problem
from oneplan.web.ui.forms import OnceForm

Save = Callable[[Any, dict[str, Any]], object]
Make = Callable[..., OnceForm]
Crumbs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks, about what, what its button says, where it leads back to and what it says when done."""

    question: str
    lead: str
    verb: str
    done: str
    back: str
    crumbs: Crumbs
    caption: str = ""
    now: tuple[tuple[str, str], ...] = ()


def ask(request: HttpRequest, page: Asked, make: Make, save: Save) -> HttpResponse:
    """The page of a question, or the way back once ``save`` has carried it out; a text gives another way back.

    ``save`` gets the answered form, and who asks, on which day, from which page.
    """
    form = make(request.POST, request.FILES) if request.method == "POST" else make()
    if request.method != "POST" or not form.is_valid():
        return _shown(request, page, form, status=400 if form.is_bound else 200)
    try:
        onward = save(form, common(request, form.cleaned_data["request_key"]))
    except (NotAllowed, NotFound):
        raise
    except Overtaken as problem:
        return _overtaken(request, page, form, problem)
    except Problem as problem:
        return _shown(request, page, form, problem=problem, status=400)
    messages.success(request, page.done)
    return redirect(onward if isinstance(onward, str) and onward.startswith("/") else page.back)


def common(request: HttpRequest, key: str) -> dict[str, Any]:
    """Who asks, on which day, from which page; the key keeps a second press from doing a thing twice."""
    return {
        "by": request.user,
        "on": timezone.localdate(),
        "request_key": key,
        "route": request.resolver_match.view_name,
    }


def pressed(request: HttpRequest, verb: Callable[..., object], *, done: str, back: str, **what: Any) -> HttpResponse:
    """One press of a button carried out, and the way back; what stood in the way is said there."""
    try:
        verb(**what, **common(request, request.POST.get("request_key", "")[:64]))
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect(back)
    messages.success(request, done)
    return redirect(back)


def _shown(
    request: HttpRequest, page: Asked, form: OnceForm, *, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    values = {**_frame(page), "form": form, "problem": problem, "verb": page.verb, "now": page.now}
    return render(request, "plan/change.html", values, status=status)


def _overtaken(request: HttpRequest, page: Asked, form: OnceForm, problem: Overtaken) -> HttpResponse:
    kept = form.data.copy()
    kept["version"], kept["request_key"] = str(problem.version), ""
    form.data = kept
    return render(request, "plan/stale.html", {**_frame(page), "form": form, "problem": problem}, status=409)


def _frame(page: Asked) -> dict[str, Any]:
    return {
        "title": page.question,
        "question": page.question,
        "lead": page.lead,
        "caption": page.caption,
        "back": page.back,
        "crumbs": list(page.crumbs),
    }
