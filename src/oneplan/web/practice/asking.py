"""One question on one page about something that has an address of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.web.ui.forms import OnceForm

Save = Callable[[Any, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Question:
    """How the page of a question looks: what it asks, of what, and where it leads back to."""

    title: str
    verb: str
    back: str
    crumbs: list[tuple[str, str]]
    lead: str = ""
    caption: str = ""
    done: str = ""
    template: str = "plan/change.html"
    now: list[tuple[str, str]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


def answered(
    request: HttpRequest, question: Question, make: Callable[..., OnceForm], save: Save, *, to: str = ""
) -> HttpResponse:
    """The form shown, or saved and back; ``save`` may return the address to go on to. What went wrong stands above."""
    if request.method != "POST":
        return _shown(request, question, make())
    form = make(request.POST)
    if not form.is_valid():
        return _shown(request, question, form, status=400)
    common = {
        "by": request.user,
        "on": timezone.localdate(),
        "request_key": form.cleaned_data["request_key"],
        "route": request.resolver_match.view_name,
    }
    try:
        onward = save(form, common)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _shown(request, question, form, problem, status=400)
    if question.done:
        messages.success(request, question.done)
    return redirect(str(onward) if isinstance(onward, str) and onward.startswith("/") else to or question.back)


def _shown(
    request: HttpRequest, question: Question, form: OnceForm, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    values = {
        "title": question.title,
        "question": question.title,
        "lead": question.lead,
        "caption": question.caption,
        "verb": question.verb,
        "back": question.back,
        "crumbs": question.crumbs,
        "now": question.now,
        "form": form,
        "problem": problem,
        **question.more,
    }
    return render(request, question.template, values, status=status)
