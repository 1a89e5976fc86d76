"""Supplying a measure by hand, taking a value back, saying who owes it, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneplan.actions import series as verbs
from oneplan.answers import access, series
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.web.series.asking import DutyForm, EnterForm, MeaningForm, TakeBackForm
from oneplan.web.series.views import partnership_crumb, series_crumb
from oneplan.web.ui.words import count_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from oneplan.answers.series import SeriesPage
    from oneplan.web.ui.forms import OnceForm


def enter(request: HttpRequest, series_id: str) -> HttpResponse:
    """The values of the newest periods, one or several at once."""
    page = series.one_series(series_id, viewer=request.viewer)
    _check_may_supply(request, page)
    form = EnterForm(request.POST, page=page) if request.method == "POST" else EnterForm(page=page)
    problem, status = None, 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            given = form.given()
            try:
                count = verbs.supply(measure=series_id, given=given, **_common(request, form))
            except (NotAllowed, NotFound):
                raise
            except Problem as refusal:
                problem = refusal
            else:
                messages.success(request, _said(count, filled=bool(given)))
                return redirect("series-one", series_id)
    values = {
        "form": form,
        "problem": problem,
        "page": page,
        "title": f"Supply: {page.line.measure.title}",
        "crumbs": _crumbs(page),
    }
    return render(request, "series/enter.html", values, status=status)


def take_back(request: HttpRequest, value_id: str) -> HttpResponse:
    """A value that should not stand."""

    def save(form: OnceForm) -> str:
        return verbs.take_back(value_id=value_id, why=form.cleaned_data["why"], **_common(request, form))

    form = TakeBackForm(request.POST) if request.method == "POST" else TakeBackForm()
    frame = {"question": "Take this value back", "verb": "Take it back", "back": reverse("series")}
    return _asked(
        request, form, frame, save, crumbs=[partnership_crumb(), series_crumb()], said="The value stands no more."
    )


def duty(request: HttpRequest, series_id: str) -> HttpResponse:
    """Who supplies a measure, and by when."""
    page = series.one_series(series_id, viewer=request.viewer)

    def save(form: OnceForm) -> str:
        names = ("role", "person_email", "cycle", "due_days")
        asked = {name: form.cleaned_data[name] for name in names}
        return verbs.set_duty(measure=series_id, **asked, **_common(request, form))

    form = DutyForm(request.POST, page=page) if request.method == "POST" else DutyForm(page=page)
    frame = {"question": "Who supplies this, and by when?", "verb": "Set it", "lead": page.line.measure.title}
    said = "It is set. Whoever owes it finds it in the list."
    return _asked(request, form, frame | _back(page), save, crumbs=_crumbs(page), said=said)


def meaning(request: HttpRequest, series_id: str) -> HttpResponse:
    """From a day on a measure means something else."""
    page = series.one_series(series_id, viewer=request.viewer)

    def save(form: OnceForm) -> str:
        asked = {name: form.cleaned_data[name] for name in ("first_day", "words", "why")}
        verbs.change_definition(measure=series_id, **asked, **_common(request, form))
        return series_id

    form = MeaningForm(request.POST) if request.method == "POST" else MeaningForm()
    lead = f"{page.line.measure.definition} Values before and after the day are not set beside each other."
    frame = {"question": "Change what it means", "verb": "Change it", "lead": lead}
    return _asked(request, form, frame | _back(page), save, crumbs=_crumbs(page), said="The line breaks there.")


@require_POST
def chase(request: HttpRequest) -> HttpResponse:
    """Those who owe what is overdue were reminded today."""
    overview = series.series_overview(viewer=request.viewer)
    names = [line.measure.id for line in overview.lines if line.overdue]
    common = {"by": request.user, "on": timezone.localdate(), "route": request.resolver_match.view_name}
    count = verbs.chase(measures=names, request_key=request.POST.get("request_key", "")[:64], **common)
    messages.success(request, f"{count_of(count, 'reminder is', 'reminders are').capitalize()} on record for today.")
    return redirect(f"{reverse('series')}?show=overdue")


def _asked(
    request: HttpRequest,
    form: OnceForm,
    frame: dict[str, Any],
    save: Callable[[Any], str],
    *,
    crumbs: list[tuple[str, str]],
    said: str,
) -> HttpResponse:
    values = {"title": frame["question"], **frame, "form": form, "crumbs": crumbs}
    if not form.is_bound or not form.is_valid():
        return render(request, "plan/change.html", values, status=400 if form.is_bound else 200)
    try:
        measure = save(form)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return render(request, "plan/change.html", {**values, "problem": problem}, status=400)
    messages.success(request, said)
    return redirect("series-one", measure)


def _check_may_supply(request: HttpRequest, page: SeriesPage) -> None:
    if page.may_supply:
        return
    access.check(request.viewer, "series-supply")
    raise NotFound(
        f"{page.line.measure.title} is not yours to supply.",
        why=f"{page.line.who} supplies it.",
        do="Ask whoever runs the plan to name you, on the page of the measure.",
    )


def _common(request: HttpRequest, form: OnceForm) -> dict[str, Any]:
    route, key = request.resolver_match.view_name, form.cleaned_data["request_key"]
    return {"by": request.user, "on": timezone.localdate(), "request_key": key, "route": route}


def _said(count: int, *, filled: bool) -> str:
    if count:
        return f"{count_of(count, 'value is', 'values are').capitalize()} on record."
    return "Nothing changed: those values stand already." if filled else "No box was filled in, so nothing changed."


def _crumbs(page: SeriesPage) -> list[tuple[str, str]]:
    measure = page.line.measure
    return [partnership_crumb(), series_crumb(), (measure.title, reverse("series-one", args=[measure.id]))]


def _back(page: SeriesPage) -> dict[str, str]:
    return {"back": reverse("series-one", args=[page.line.measure.id])}
