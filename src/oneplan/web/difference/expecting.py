"""Writing down what is expected of a measure, before anybody knows what became of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.expectations import Expected
from oneplan.actions.expectations import expect as write_down
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.web.difference.views import differences_crumb, told
from oneplan.web.ui.forms import DayField, OnceForm


class ExpectForm(OnceForm):
    """From which day the work should show, how far the measure should get, and where it started."""

    acts_from = DayField(
        label="From which day should the work show?",
        required=False,
        help_text="Leave it empty to count from the day on which the first action behind it is finished.",
    )
    amount = forms.DecimalField(label="What should it reach?", required=False, max_digits=12, decimal_places=2)
    by = DayField(label="By when?", required=False)
    baseline = forms.DecimalField(label="Where did it start?", required=False, max_digits=12, decimal_places=2)
    baseline_on = DayField(label="On which day did it stand there?", required=False)


def expect(request: HttpRequest, link_id: int) -> HttpResponse:
    """What do you expect, and by when?"""
    found = told(request, link_id)
    back = reverse("difference", args=[link_id])
    question = "What do you expect of this measure?"
    frame: dict[str, Any] = {
        "title": question,
        "question": question,
        "lead": f"{found.measure.title}. {found.expected_says} The day of writing is kept with it.",
        "verb": "Write it down",
        "back": back,
        "crumbs": [differences_crumb(), (found.measure.title, back)],
    }
    said = found.expectation
    now = {"acts_from": said.acts_from, "amount": said.amount, "by": said.by}
    now |= {"baseline": said.baseline, "baseline_on": said.baseline_on}
    form = ExpectForm(request.POST) if request.method == "POST" else ExpectForm(initial=now)
    if request.method != "POST" or not form.is_valid():
        return render(request, "plan/change.html", {**frame, "form": form}, status=400 if form.is_bound else 200)
    answers = dict(form.cleaned_data)
    key = answers.pop("request_key")
    try:
        write_down(
            link_id=link_id,
            expected=Expected(**answers),
            by=request.user,
            on=timezone.localdate(),
            request_key=key,
            route=request.resolver_match.view_name,
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return render(request, "plan/change.html", {**frame, "form": form, "problem": problem}, status=400)
    messages.success(request, "What you expect is written down, with the day of writing.")
    return redirect(back)
