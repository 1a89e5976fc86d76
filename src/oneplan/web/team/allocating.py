"""Giving cases to an officer: choose, see the effect by name, confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import cases as verbs
from oneplan.answers import team as answers
from oneplan.core.kernel import Problem
from oneplan.web.children.header import age_words, year_group_words
from oneplan.web.team.asking import AllocateForm
from oneplan.web.ui import words
from oneplan.web.work.asking import NUMBER
from oneplan.web.work.lines import child_address, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oneplan.answers.team import AllocatableRow

CHOOSE = "Give cases to an officer"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case to choose."""

    id: str
    name: str
    address: str
    about: str
    stage: str
    officer: str
    due_on: date | None
    is_chosen: bool


def allocate(request: HttpRequest) -> HttpResponse:
    """Chooses, then confirms; nothing changes before the second press."""
    viewer, today = request.viewer, timezone.localdate()
    officers = answers.officers(viewer=viewer)
    holder = request.GET.get("from", "")
    if request.method != "POST":
        rows = answers.allocatable(viewer=viewer, on=today, holder=int(holder) if NUMBER.fullmatch(holder) else None)
        return _choose(request, rows, AllocateForm(rows=rows, officers=officers), officers)
    rows = answers.chosen(request.POST.getlist("cases"), viewer=viewer, on=today)
    form = AllocateForm(request.POST, rows=rows, officers=officers)
    if not form.is_valid():
        every = rows or answers.allocatable(viewer=viewer, on=today)
        return _choose(request, every, form, officers, status=400)
    if "confirmed" not in request.POST:
        return _confirm(request, rows, form)
    return _allocated(request, rows, form, today)


def effect(rows: Iterable[AllocatableRow], officer: str) -> str:
    """What the change will do, in one sentence that names them all."""
    listed = list(rows)
    names = words.listed([name_of(row.forename, row.surname, row.preferred_name) for row in listed])
    return f"{names} will be held by {officer}, from today, and appear in the work of that officer at once."


def _choose(
    request: HttpRequest, rows: Iterable[AllocatableRow], form: AllocateForm, officers: object, status: int = 200
) -> HttpResponse:
    today, chosen = timezone.localdate(), set(form.data.getlist("cases") if form.is_bound else ())
    lines = tuple(_line(row, today, is_chosen=row.case_id in chosen) for row in rows)
    request.shown = ("case", tuple(line.id for line in lines))
    values = {
        "title": CHOOSE,
        "form": form,
        "lines": lines,
        "officers": officers,
        "today": today,
        "crumbs": [("Team", reverse("team"))],
    }
    return render(request, "team/allocate.html", values, status=status)


def _confirm(request: HttpRequest, rows: tuple[AllocatableRow, ...], form: AllocateForm) -> HttpResponse:
    officer = _officer(form)
    cases = words.count_of(len(rows), "case")
    request.shown = ("case", tuple(row.case_id for row in rows))
    values: dict[str, Any] = {
        "title": f"Give {cases} to {officer}?",
        "effect": effect(rows, officer),
        "were": [line for line in (_was(row) for row in rows) if line],
        "rows": rows,
        "form": form,
        "verb": f"Give {cases} to {officer}",
        "crumbs": [("Team", reverse("team")), (CHOOSE, reverse("team-allocate"))],
    }
    return render(request, "team/confirm.html", values)


def _allocated(request: HttpRequest, rows: tuple[AllocatableRow, ...], form: AllocateForm, today: date) -> HttpResponse:
    officer, _, team = form.cleaned_data["officer"].partition(".")
    try:
        verbs.allocate(
            [row.case_id for row in rows],
            int(officer),
            team,
            by=request.user,
            on=today,
            request_key=form.cleaned_data["request_key"],
            route="team-allocate",
        )
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("team-allocate")
    messages.success(request, f"{words.count_of(len(rows), 'case').capitalize()} given to {_officer(form)}.")
    return redirect("team")


def _officer(form: AllocateForm) -> str:
    return dict(form.fields["officer"].choices)[form.cleaned_data["officer"]]


def _was(row: AllocatableRow) -> str:
    return f"{name_of(row.forename, row.surname, row.preferred_name)}: until now {row.officer}" if row.officer else ""


def _line(row: AllocatableRow, today: date, *, is_chosen: bool) -> CaseLine:
    place = row.setting or "setting not known"
    about = (age_words(row.born_on, today), year_group_words(row.born_on, today), place)
    return CaseLine(
        id=row.case_id,
        name=name_of(row.forename, row.surname, row.preferred_name),
        address=child_address(row.case_id),
        about=", ".join(part for part in about if part),
        stage=row.stage.capitalize(),
        officer=row.officer,
        due_on=row.next_due_on,
        is_chosen=is_chosen,
    )
