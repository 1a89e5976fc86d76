"""Saying which actions keep a promise, where words alone had matched them or nothing had."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.promise_matches import say_who_keeps
from oneplan.answers import promises
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.records.improvement import queries
from oneplan.web.plan.views import current
from oneplan.web.ui.forms import OnceForm

TIMELINE = "Timeline"


class KeepersForm(OnceForm):
    """Which of the likely actions are meant, and any others by their reference."""

    meant = forms.MultipleChoiceField(label="Actions that keep it", required=False, widget=forms.CheckboxSelectMultiple)
    others = forms.CharField(
        label="Other actions", required=False, max_length=400, help_text="Their references, such as LO4, SP7"
    )

    def __init__(self, *args: Any, likely: tuple[promises.KeptBy, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meant = cast("forms.MultipleChoiceField", self.fields["meant"])
        meant.choices = [(each.action_id, f"{each.ref} {each.text}") for each in likely]
        meant.initial = [each.action_id for each in likely]
        if not likely:
            del self.fields["meant"]


def promise(request: HttpRequest, key: str) -> HttpResponse:
    """Which actions keep this promise?"""
    plan, today = current(request.viewer), timezone.localdate()
    found = promises.promise(plan.id, key, viewer=request.viewer, on=today)
    form = KeepersForm(request.POST if request.method == "POST" else None, likely=found.kept_by)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, found, form, status=400 if form.is_bound else 200)
    try:
        meant = {*form.cleaned_data.get("meant", ()), *_by_reference(request, plan.id, form.cleaned_data["others"])}
        say_who_keeps(
            plan_id=plan.id,
            promise=key,
            action_ids=meant,
            not_meant={each.action_id for each in found.kept_by} - meant,
            by=request.user,
            on=today,
            request_key=form.cleaned_data["request_key"],
            route=request.resolver_match.view_name,
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _shown(request, found, form, problem=problem, status=400)
    messages.success(request, "It is saved what keeps the promise.")
    return redirect("timeline")


def _by_reference(request: HttpRequest, plan_id: str, written: str) -> set[str]:
    """The actions that people write by reference; a reference that is not there is named."""
    by_ref = {row.ref.casefold(): row.id for row in queries.plan_tree(plan_id, viewer=request.viewer).actions}
    asked = [each for each in re.split(r"[,;\s]+", written) if each]
    if strangers := [each for each in asked if each.casefold() not in by_ref]:
        raise Problem(
            f"The plan holds no action {', '.join(strangers)}.",
            why="A promise can only be kept by actions of the plan.",
            do="Look up the reference on the plan's page and write it as it stands there.",
        )
    return {by_ref[each.casefold()] for each in asked}


def _shown(
    request: HttpRequest,
    found: promises.PromiseView,
    form: KeepersForm,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    question = "Which actions keep this promise?"
    values = {
        "title": question,
        "question": question,
        "caption": found.row.period,
        "lead": f"{found.row.text.rstrip('.')}. {found.standing.says}",
        "form": form,
        "problem": problem,
        "verb": "Save what keeps it",
        "back": reverse("timeline"),
        "crumbs": [(TIMELINE, reverse("timeline"))],
    }
    return render(request, "plan/change.html", values, status=status)
