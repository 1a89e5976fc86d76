"""Deciding about an import: doubtful lines, fields changed on both sides, putting it in place, and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import plan_imports as verbs
from oneplan.answers import plan_imports as answers
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.records.improvement import queries
from oneplan.web.imports import presenting
from oneplan.web.imports.asking import ConflictForm, LineForm, MissingForm, UndoForm
from oneplan.web.ui import words
from oneplan.web.ui.forms import OnceForm

Do = Callable[[OnceForm, dict[str, Any]], object]


def line(request: HttpRequest, import_id: str, number: int) -> HttpResponse:
    """What should become of this line?"""
    found = queries.import_lines(import_id, viewer=request.viewer, after=number - 1, limit=1)
    if not found or found[0].line != number:
        raise NotFound("There is no such line.")

    def decide(form: OnceForm, common: dict[str, Any]) -> object:
        given = {name: form.cleaned_data.get(name, "") for name in ("decision", "section", "ref", "reason")}
        return verbs.decide_line(**common, line=number, **given)

    row, preview = found[0], queries.preview(import_id, viewer=request.viewer)
    held = presenting.action_on(preview, number)
    frame = {
        "question": f"Line {number}",
        "lead": row.text,
        "caption": row.why,
        "now": [("Read as", held)] if held else [],
        "verb": "Save the decision",
    }
    section = row.section or presenting.section_at(preview, number)
    initial = {"decision": row.decision, "section": section, "ref": row.ref, "reason": row.reason}

    def make(*args: Any) -> LineForm:
        return LineForm(*args, sections=presenting.sections(preview), is_held=bool(held), initial=initial)

    return _asked(request, import_id, frame, make, decide)


def conflict(request: HttpRequest, import_id: str, key: str, field: str) -> HttpResponse:
    """Which should stand: what was changed here, or what the document says?"""
    difference = answers.difference(import_id, viewer=request.viewer)
    for change in difference.changed:
        for each in change.fields:
            if change.key == key and str(each.field) == field and each.is_conflict:
                return _conflict(request, import_id, change, each)
    for missing in difference.missing:
        if missing.key == key and field == "missing":
            return _missing(request, import_id, missing)
    raise NotFound("Nothing is left to decide here.")


def apply(request: HttpRequest, import_id: str) -> HttpResponse:
    """Put the plan in place, whole or not at all."""
    row = queries.plan_import(import_id, viewer=request.viewer)
    difference = answers.difference(import_id, viewer=request.viewer)

    def put_in_place(form: OnceForm, common: dict[str, Any]) -> object:
        del form
        result = verbs.apply_plan_import(**common)
        messages.success(
            request,
            presenting.outcome(result),
        )
        return result

    left = (
        f" {words.count_of(row.counts.undecided, 'line').capitalize()} still undecided will be kept for later."
        if row.counts.undecided
        else ""
    )
    frame = {
        "question": "Put this plan in place?",
        "lead": f"{presenting.tally(difference)}{left}",
        "caption": row.document_name,
        "verb": "Put the plan in place",
    }
    return _asked(request, import_id, frame, OnceForm, put_in_place)


def undo(request: HttpRequest, import_id: str) -> HttpResponse:
    """Take the import back."""
    row = queries.plan_import(import_id, viewer=request.viewer)

    def take_back(form: OnceForm, common: dict[str, Any]) -> object:
        return verbs.undo_plan_import(**common, reason=form.cleaned_data["reason"])

    frame = {
        "question": "Undo this import?",
        "lead": "The plan goes back to what it was before. What people recorded since stays in the history.",
        "caption": row.document_name,
        "verb": "Undo the import",
    }
    return _asked(request, import_id, frame, UndoForm, take_back)


def _conflict(request: HttpRequest, import_id: str, change: Any, field: Any) -> HttpResponse:
    def decide(form: OnceForm, common: dict[str, Any]) -> object:
        return verbs.decide_conflict(
            **common, key=change.key, field=field.field, decision=form.cleaned_data["decision"]
        )

    name = presenting.FIELDS.get(str(field.field), str(field.field))
    frame = {
        "question": f"{name} of {change.ref}",
        "lead": "It was changed here after the last import, and the document says something else.",
        "now": [
            ("Here", presenting.said_once(field.before) or "Nothing"),
            ("In the document", presenting.said_once(field.after) or "Nothing"),
        ],
        "verb": "Save the choice",
    }
    return _asked(
        request, import_id, frame, lambda *args: ConflictForm(*args, initial={"decision": field.decision}), decide
    )


def _missing(request: HttpRequest, import_id: str, missing: Any) -> HttpResponse:
    def decide(form: OnceForm, common: dict[str, Any]) -> object:
        return verbs.decide_missing(**common, key=missing.key, decision=form.cleaned_data["decision"])

    frame = {"question": f"{missing.ref} is no longer there", "lead": missing.text, "verb": "Save the choice"}
    return _asked(
        request, import_id, frame, lambda *args: MissingForm(*args, initial={"decision": missing.decision}), decide
    )


def _asked(
    request: HttpRequest, import_id: str, frame: dict[str, Any], make: Callable[..., OnceForm], do: Do
) -> HttpResponse:
    back = reverse("import", args=[import_id])
    crumbs = [("Imports", reverse("imports")), ("This import", back)]
    values = {**frame, "title": frame["question"], "back": back, "crumbs": crumbs}
    form = make(request.POST) if request.method == "POST" else make()
    if request.method != "POST":
        return render(request, "plan/change.html", {**values, "form": form})
    if not form.is_valid():
        return render(request, "plan/change.html", {**values, "form": form}, status=400)
    common = {
        "import_id": import_id,
        "by": request.user,
        "on": timezone.localdate(),
        "request_key": form.cleaned_data["request_key"],
        "route": request.resolver_match.view_name,
    }
    try:
        do(form, common)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return render(request, "plan/change.html", {**values, "form": form, "problem": problem}, status=400)
    return redirect(back)
