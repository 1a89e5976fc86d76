"""One question about the plan on one page: shown, answered, refused in words, or overtaken by somebody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.web.ui.forms import OnceForm

Make = Callable[..., OnceForm]
Save = Callable[[dict[str, Any], dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks, what its button says, and where it leads back to.

    ``now`` is what stands at present; ``seen`` gives the mark of it, for forms that carry one.
    """

    words: str
    verb: str
    back: str
    crumbs: tuple[tuple[str, str], ...]
    lead: str = ""
    caption: str = ""
    now: tuple[tuple[str, str], ...] = ()
    done: str = ""
    seen: Callable[[], str] | None = None

    @property
    def frame(self) -> dict[str, Any]:
        """What the templates of questions expect."""
        return {
            "title": self.words,
            "question": self.words,
            "lead": self.lead,
            "caption": self.caption,
            "back": self.back,
            "crumbs": list(self.crumbs),
            "now": list(self.now),
            "verb": self.verb,
        }


def answered(request: HttpRequest, question: Question, make: Make, save: Save) -> HttpResponse:
    """The page of the question, or the way on once ``save`` has carried it out; what it returns may be an address."""
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
        went = save(form.cleaned_data, common)
    except Stale as problem:
        return _overtaken(request, question, form, problem)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _shown(request, question, form, problem, status=400)
    if question.done:
        messages.success(request, question.done)
    return redirect(went if isinstance(went, str) and went.startswith("/") else question.back)


def _shown(
    request: HttpRequest, question: Question, form: OnceForm, problem: Problem | None = None, *, status: int = 200
) -> HttpResponse:
    values = {**question.frame, "form": form, "problem": problem}
    return render(request, "plan/change.html", values, status=status)


def _overtaken(request: HttpRequest, question: Question, form: OnceForm, problem: Stale) -> HttpResponse:
    kept = form.data.copy()
    kept["version"], kept["request_key"] = str(problem.version), ""
    if question.seen is not None:
        kept["seen"] = question.seen()
    form.data = kept
    return render(request, "plan/stale.html", {**question.frame, "form": form, "problem": problem}, status=409)
