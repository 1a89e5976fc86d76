"""Sheets of values: the template that asks for what is missing, and what comes back, looked at before it is kept."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.adapters.files.kinds import XLSX
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.feeds import series_sheets as feed
from oneplan.web.children.parts import Part, table
from oneplan.web.series.asking import FileForm
from oneplan.web.series.views import partnership_crumb, series_crumb
from oneplan.web.ui.forms import OnceForm
from oneplan.web.ui.words import count_of

SHOWN = 200
ACCEPT, HINT = ".xlsx", "An Excel workbook made from the template, up to 5 MB. Nothing changes before you have looked."


def template(request: HttpRequest) -> HttpResponse:
    """A workbook with a row for every value that is missing."""
    group = request.GET.get("group", "")[:100]
    response = HttpResponse(feed.template(viewer=request.viewer, group=group), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="Values that are missing.xlsx"'
    return response


def upload(request: HttpRequest) -> HttpResponse:
    """Which file? Then what it holds; then, if somebody says so, it is kept."""
    token = request.POST.get("sheet", "") or request.GET.get("sheet", "")
    if token:
        return _preview(request, token)
    form = FileForm(request.POST, request.FILES, accept=ACCEPT, hint=HINT) if request.method == "POST" else None
    if form is None:
        return _asked(request, FileForm(accept=ACCEPT, hint=HINT))
    if not form.is_valid():
        return _asked(request, form, status=400)
    file = form.cleaned_data["document"]
    try:
        found = feed.receive_values(
            file, name=file.name, declared_type=file.content_type or "", by=request.user, viewer=request.viewer
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _asked(request, form, problem, status=400)
    return redirect(f"{reverse('series-upload')}?{urlencode({'sheet': found.token})}")


def _preview(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = feed.kept_values(token, by=request.user, viewer=request.viewer)
        form = OnceForm(request.POST) if request.method == "POST" else OnceForm()
        if form.is_bound and form.is_valid():
            key, today = form.cleaned_data["request_key"], timezone.localdate()
            count = feed.apply_values(found, by=request.user, on=today, request_key=key, route="series-upload")
            messages.success(request, f"{count_of(count, 'value is', 'values are').capitalize()} on record.")
            return redirect("series")
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _asked(request, FileForm(accept=ACCEPT, hint=HINT), problem, status=400)
    values = {
        "title": _title(found),
        "lead": "Nothing has changed yet." if not found.faults else "Put the rows right and choose the file again.",
        "parts": _parts(found),
        "form": form if found.rows and not found.faults else None,
        "token": token,
        "verb": f"Keep {count_of(len(found.rows), 'value')}",
        "crumbs": [partnership_crumb(), series_crumb()],
    }
    return render(request, "series/preview.html", values)


def _title(found: feed.ReadValues) -> str:
    if found.faults:
        rows = len({each.row for each in found.faults})
        return f"{count_of(rows, 'row').capitalize()} cannot be used"
    return f"{count_of(len(found.rows), 'value').capitalize()} to look at"


def _parts(found: feed.ReadValues) -> tuple[Part, ...]:
    if found.faults:
        rows = [(f"Row {each.row:,}", each.says) for each in found.faults[:SHOWN]]
        says = "A sheet comes in whole or not at all, so that nobody has to find out which half is there."
        return (table("faults", "What is wrong", ("Row", "Why"), rows, count=len(found.faults), says=says),)
    shown = [
        (f"{each.measure} {each.title}", f"{each.given.first_day:%d/%m/%Y}", each.given.part or "All", _numbers(each))
        for each in found.rows[:SHOWN]
    ]
    heads = ("Measure", "Period begins", "Group", "Value")
    says = f"{count_of(found.empty, 'row')} left empty." if found.empty else ""
    return (table("values", "What would be kept", heads, shown, count=len(found.rows), says=says),)


def _numbers(row: feed.RowRead) -> str:
    value = row.given.value
    if value.numerator is not None and value.denominator is not None:
        return f"{value.numerator:,f} of {value.denominator:,f}"
    number = value.numerator if value.numerator is not None else value.amount
    return "" if number is None else f"{number:,f}"


def _asked(request: HttpRequest, form: FileForm, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    values = {
        "title": "Bring in a sheet of values",
        "lead": "Take the template, fill in what you know and bring it back. It is kept whole or not at all.",
        "form": form,
        "problem": problem,
        "crumbs": [partnership_crumb(), series_crumb()],
    }
    return render(request, "series/upload.html", values, status=status)
