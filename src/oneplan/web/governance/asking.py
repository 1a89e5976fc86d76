"""One question on one page, about a body or a meeting: shown, answered, carried out, and back to where it was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.web.ui.forms import OnceForm

Save = Callable[[dict[str, Any], dict[str, Any]], object]
Make = Callable[..., OnceForm]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks: the question, the button, the way back, and what is said once it is done."""

    question: str
    verb: str
    back: tuple[str, str]
    crumbs: tuple[tuple[str, str], ...]
    done: str
    lead: str = ""
    caption: str = ""
    template: str = "plan/change.html"


def ask(request: HttpRequest, asked: Asked, make: Make, save: Save, **more: Any) -> HttpResponse:
    """The page of the question, or the way back once ``save`` has carried the answers out."""
    form = make(request.POST, request.FILES) if request.method == "POST" else make()
    if request.method != "POST" or not form.is_valid():
        return _shown(request, asked, form, more, status=400 if form.is_bound else 200)
    try:
        save(form.cleaned_data, common(request, form.cleaned_data["request_key"]))
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _shown(request, asked, form, {**more, "problem": problem}, status=400)
    messages.success(request, asked.done)
    return redirect(asked.back[1])


def common(request: HttpRequest, key: str = "") -> dict[str, Any]:
    """Who asks, on which day, from which page, with the key of the form."""
    route = request.resolver_match.view_name
    return {"by": request.user, "on": timezone.localdate(), "request_key": key, "route": route}


def _shown(request: HttpRequest, asked: Asked, form: OnceForm, more: dict[str, Any], *, status: int) -> HttpResponse:
    values = {
        "title": asked.question,
        "question": asked.question,
        "lead": asked.lead,
        "caption": asked.caption,
        "verb": asked.verb,
        "back": asked.back[1],
        "crumbs": [*asked.crumbs, asked.back],
        "form": form,
        **more,
    }
    return render(request, asked.template, values, status=status)
