"""One question about one thing: shown, answered, carried out, and back to where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.web.ui.forms import OnceForm

Save = Callable[[Mapping[str, Any], dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, on which page, and where the reader goes afterwards."""

    question: str
    verb: str
    back: str
    crumbs: tuple[tuple[str, str], ...]
    lead: str = ""
    caption: str = ""
    done: str = ""
    template: str = "plan/change.html"
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def frame(self) -> dict[str, Any]:
        """What the page of the question shows around its form."""
        shown = {name: getattr(self, name) for name in ("question", "verb", "back", "crumbs", "lead", "caption")}
        return {"title": self.question, **shown, **self.more}


def ask(request: HttpRequest, question: Question, make: Callable[..., OnceForm], save: Save) -> HttpResponse:
    """The page of the question, or the way back once ``save`` has carried the answer out.

    ``save`` gets the answers, and who asks, on which day, from which page; what went wrong stands above the form.
    """
    form = make(request.POST, request.FILES) if request.method == "POST" else make()
    if not form.is_bound:
        return render(request, question.template, question.frame | {"form": form})
    if not form.is_valid():
        return render(request, question.template, question.frame | {"form": form}, status=400)
    try:
        save(form.cleaned_data, common_of(request, form))
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return render(request, question.template, question.frame | {"form": form, "problem": problem}, status=400)
    if question.done:
        messages.success(request, question.done)
    return redirect(question.back)


def common_of(request: HttpRequest, form: OnceForm) -> dict[str, Any]:
    """Who asks, on which day, from which page, and the key that stops doing it twice."""
    return {
        "by": request.user,
        "on": timezone.localdate(),
        "request_key": form.cleaned_data["request_key"],
        "route": request.resolver_match.view_name,
    }
