"""The figures that the plan's document prints: looked at, then entered as baselines with the line they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import series as verbs
from oneplan.actions.series.printed import period_of
from oneplan.answers import series
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.core.measures.manual import result_in_words
from oneplan.feeds import series_printed as feed
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.web.plan.views import current
from oneplan.web.series.asking import FileForm
from oneplan.web.series.views import partnership_crumb, series_crumb
from oneplan.web.ui.words import count_of

if TYPE_CHECKING:
    from oneplan.core.measures.printed import PrintedFigure

ACCEPT = ".csv,text/csv"
HINT = f"A CSV file with these headings: {', '.join(feed.COLUMNS)}."


@dataclass(frozen=True, slots=True)
class Row:
    """One printed figure as the page shows it."""

    title: str
    address: str
    part: str
    period: str
    value: str
    line: int
    text: str
    is_entered: bool


def printed(request: HttpRequest) -> HttpResponse:
    """What the document prints; sent, every figure is a baseline."""
    plan = current(request.viewer)
    found = series.printed_in_plan(plan.id, viewer=request.viewer)
    if request.method == "POST":
        key = request.POST.get("request_key", "")[:64]
        common = {"by": request.user, "on": timezone.localdate(), "route": "series-printed"}
        count = verbs.enter_printed(plan_id=plan.id, figures=found, request_key=key, **common)
        messages.success(request, f"{count_of(count, 'figure is', 'figures are').capitalize()} entered.")
        return redirect("series-printed")
    entered = series.entered_of(plan.id, viewer=request.viewer)
    rows = tuple(_row(each, entered) for each in found)
    waiting = sum(1 for row in rows if not row.is_entered)
    values = {
        "title": "Figures that the plan prints",
        "lead": f"{count_of(len(rows), 'figure').capitalize()} found in the document; "
        f"{f'{waiting} not entered yet' if waiting else 'all of them are entered'}."
        if rows
        else "None was found in the document.",
        "rows": rows,
        "waiting": waiting,
        "request_key": str(uuid4()),
        "crumbs": [partnership_crumb(), series_crumb()],
    }
    return render(request, "series/printed.html", values)


def upload(request: HttpRequest) -> HttpResponse:
    """A list of printed figures, for a document whose words the reader does not know."""
    plan = current(request.viewer)
    bound = request.method == "POST"
    form = (
        FileForm(request.POST, request.FILES, accept=ACCEPT, hint=HINT) if bound else FileForm(accept=ACCEPT, hint=HINT)
    )
    if not bound or not form.is_valid():
        return _asked(request, form, status=400 if bound else 200)
    file = form.cleaned_data["document"]
    try:
        count = feed.enter_list(
            file,
            name=file.name,
            declared_type=file.content_type or "",
            plan_id=plan.id,
            by=request.user,
            on=timezone.localdate(),
            request_key=form.cleaned_data["request_key"],
            route="series-printed-upload",
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _asked(request, form, problem, status=400)
    messages.success(request, f"{count_of(count, 'figure is', 'figures are').capitalize()} entered.")
    return redirect("series-printed")


def _asked(request: HttpRequest, form: FileForm, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    back = reverse("series-printed")
    values = {
        "title": "Bring in printed figures",
        "question": "Bring in printed figures",
        "lead": "Each figure needs the line of the plan that it stands in, so that anybody can find it.",
        "verb": "Enter them",
        "form": form,
        "problem": problem,
        "back": back,
        "crumbs": [partnership_crumb(), series_crumb(), ("Figures that the plan prints", back)],
    }
    return render(request, "plan/change.html", values, status=status)


def _row(each: PrintedFigure, entered: frozenset[tuple[str, str, str]]) -> Row:
    measure, period = load_catalogue().measure(each.measure), period_of(each)
    address = reverse("series-one", args=[measure.id]) if measure.is_manual else reverse("measure", args=[measure.id])
    return Row(
        title=measure.title,
        address=address,
        part=each.part,
        period=period.label,
        value=result_in_words(measure, each.amount),
        line=each.line,
        text=each.text,
        is_entered=(each.measure, each.part, period.first_day.isoformat()) in entered,
    )
