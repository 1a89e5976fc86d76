"""One question on one page: shown, answered, carried out, and back to where it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.web.ui.forms import OnceForm

Save = Callable[[dict[str, Any], dict[str, Any]], object]
Make = Callable[..., OnceForm]


def asked(
    request: HttpRequest, frame: dict[str, Any], make: Make, save: Save, *, back_to: tuple[str, str]
) -> HttpResponse:
    """The page of a question, or the way back once ``save`` has carried it out; what went wrong stands above it.

    ``save`` gets the answers, and who asks, on which day, from which page. ``back_to`` is the words and the route of
    the page to return to. The page's title is the question unless ``frame`` gives another: names stay out of titles,
    which browsers keep.
    """
    back = reverse(back_to[1])
    values = {"title": frame["question"], **frame, "back": back, "crumbs": [(back_to[0], back)]}
    form = make(request.POST) if request.method == "POST" else make()
    if request.method != "POST" or not form.is_valid():
        return render(request, "plan/change.html", {**values, "form": form}, status=400 if form.is_bound else 200)
    route, key = request.resolver_match.view_name, form.cleaned_data["request_key"]
    common = {"by": request.user, "on": timezone.localdate(), "request_key": key, "route": route}
    try:
        save(form.cleaned_data, common)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return render(request, "plan/change.html", {**values, "form": form, "problem": problem}, status=400)
    return redirect(back)
