"""Which records are restricted, and who is named on each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.actions import restricting
from oneplan.core.access import NotFound
from oneplan.records.people.restricted import NamedRow, RestrictedRow, restricted_records
from oneplan.web.restricted.asking import EndNamingForm, NameForm, RestrictForm
from oneplan.web.ui import words
from oneplan.web.ui.asking import asked

BACK = ("Restricted records", "restricted")


def restricted(request: HttpRequest) -> HttpResponse:
    """Every restricted record."""
    rows = restricted_records(viewer=request.viewer)
    request.shown = ("person", tuple(row.id for row in rows))
    title = words.count_of(len(rows), "record is restricted", "records are restricted").capitalize()
    return render(request, "restricted/restricted.html", {"title": title, "rows": rows, "today": timezone.localdate()})


def restrict(request: HttpRequest) -> HttpResponse:
    """Restrict a record."""

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        restricting.restrict(identifier=given["identifier"], reason=given["reason"], **common)
        messages.success(request, "The record is restricted. From now on only people named on it find it.")

    frame = {
        "question": "Which record must be restricted?",
        "lead": "It disappears at once for everybody who is not named on it: from lists, search and its own page.",
        "verb": "Restrict the record",
    }
    return asked(request, frame, RestrictForm, save, back_to=BACK)


def name(request: HttpRequest, person_id: str) -> HttpResponse:
    """Name somebody on a restricted record."""
    row = _row(request, person_id)

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        fields = {field: given[field] for field in ("email", "first_day", "last_day", "reason")}
        restricting.name_on_record(person_id=person_id, **fields, **common)
        messages.success(request, f"{given['email']} may open the record from {words.long_day(given['first_day'])}.")

    frame = {
        "title": "Who may open a restricted record?",
        "question": f"Who may open the record of {row.name}?",
        "lead": "They also need a role that reads records.",
        "verb": "Name them on the record",
    }
    return asked(
        request, frame, lambda *args: NameForm(*args, initial={"first_day": timezone.localdate()}), save, back_to=BACK
    )


def end(request: HttpRequest, named_id: int) -> HttpResponse:
    """Take somebody off a restricted record."""
    row, named = _named(request, named_id)

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        restricting.end_naming(named_id=named_id, last_day=given["last_day"], **common)
        messages.success(request, f"{named.who} may open the record until {words.long_day(given['last_day'])}.")

    frame = {
        "title": "Take somebody off a restricted record?",
        "question": f"Take {named.who} off the record of {row.name}?",
        "lead": "",
        "verb": "Take them off",
    }
    return asked(
        request,
        frame,
        lambda *args: EndNamingForm(*args, initial={"last_day": timezone.localdate()}),
        save,
        back_to=BACK,
    )


def _row(request: HttpRequest, person_id: str) -> RestrictedRow:
    for row in restricted_records(viewer=request.viewer):
        if row.id == person_id:
            return row
    raise NotFound("There is no such restricted record.", do="Start from the list of restricted records.")


def _named(request: HttpRequest, named_id: int) -> tuple[RestrictedRow, NamedRow]:
    for row in restricted_records(viewer=request.viewer):
        for named in row.named:
            if named.id == named_id:
                return row, named
    raise NotFound("There is nobody to take off the record.", do="Start from the list of restricted records.")
