"""Saying which measures a section or an action should move, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneplan.actions import measure_links
from oneplan.answers import access, figures
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.records.improvement import queries
from oneplan.web.plan.views import current, plan_crumb
from oneplan.web.ui.forms import OnceForm, RadioSelect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oneplan.core.access import Viewer

PERMISSION = "measure-link"
DIRECTIONS = (("", "Its usual direction"), ("up", "Up"), ("down", "Down"))


class LinkForm(OnceForm):
    """Which measure, which way it should go, and why."""

    measure = forms.ChoiceField(label="Measure", error_messages={"required": "Choose a measure"})
    expected_direction = forms.ChoiceField(
        label="Which way should it go?", choices=DIRECTIONS, required=False, widget=RadioSelect
    )
    why = forms.CharField(
        label="Why should it move?",
        required=False,
        max_length=300,
        help_text="One sentence: how the work reaches the children and young people that the measure counts.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    section = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)
    action = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, known: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure = cast("forms.ChoiceField", self.fields["measure"])
        measure.choices = [("", "Choose a measure"), *known]


def add(request: HttpRequest) -> HttpResponse:
    """Asks for a measure for one section or action, and links it."""
    known = _known(request.viewer)
    if request.method != "POST":
        initial = {name: request.GET.get(name, "")[:200] for name in ("section", "action")}
        return _shown(request, LinkForm(initial=initial, known=known), initial)
    form = LinkForm(request.POST, known=known)
    place = {name: request.POST.get(name, "")[:200] for name in ("section", "action")}
    if not form.is_valid():
        return _shown(request, form, place, status=400)
    try:
        measure_links.link(
            plan_id=current(request.viewer).id,
            measure=form.cleaned_data["measure"],
            section=place["section"],
            action_id=place["action"],
            expected_direction=form.cleaned_data["expected_direction"],
            why=form.cleaned_data["why"],
            **_common(request, form.cleaned_data["request_key"]),
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _shown(request, form, place, problem=problem, status=400)
    title = dict(known)[form.cleaned_data["measure"]]
    messages.success(request, f"{title} is linked.")
    return redirect(_back(request.viewer, place)[1] + "#measures")


@require_POST
def remove(request: HttpRequest, link_id: int) -> HttpResponse:
    """The link is there no more; its history stays."""
    links = figures.links_of(current(request.viewer).id, viewer=request.viewer)
    found = next((link for link in links if link.id == link_id), None)
    measure_links.unlink(link_id=link_id, **_common(request, request.POST.get("request_key", "")[:64]))
    if found is None:  # pressed twice: the first press took it away
        return redirect(plan_crumb()[1])
    messages.success(request, f"{found.line.measure.title} is no longer linked.")
    place = {"action": found.action_id, "section": "" if found.action_id else found.section}
    return redirect(_back(request.viewer, place)[1] + "#measures")


def _known(viewer: Viewer) -> list[tuple[str, str]]:
    groups = figures.figures_overview(viewer=viewer).groups
    return [(line.measure.id, line.measure.title) for _, lines in groups for line in lines]


def _common(request: HttpRequest, key: str) -> dict[str, Any]:
    route = request.resolver_match.view_name
    return {"by": request.user, "on": timezone.localdate(), "request_key": key, "route": route}


def _back(viewer: Viewer, place: dict[str, str]) -> tuple[str, str]:
    """The section or the action that a link hangs on, by name and address; raises NotFound where there is none."""
    plan = current(viewer)
    if not (place["action"] or place["section"]):
        raise NotFound("There is nothing to link a measure to.", do="Start from a section or an action of the plan.")
    if place["action"]:
        row = queries.action(plan.id, place["action"], viewer=viewer).action
        return f"{row.ref} {row.text}", reverse("action", args=[row.id])
    section = queries.section(plan.id, place["section"], viewer=viewer).section
    return section.title, reverse("section", args=[section.slug])


def _shown(
    request: HttpRequest, form: LinkForm, place: dict[str, str], *, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    access.check(request.viewer, PERMISSION)
    name, address = _back(request.viewer, place)
    values = {
        "title": "Link a measure",
        "question": "Link a measure",
        "lead": name,
        "form": form,
        "problem": problem,
        "verb": "Link the measure",
        "back": address,
        "crumbs": [plan_crumb(), (name, address)],
    }
    return render(request, "plan/change.html", values, status=status)
