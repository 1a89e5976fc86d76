"""Spreadsheets: sent to a role, brought back, looked at row by row, then kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.adapters.files.kinds import XLSX
from oneplan.answers import access
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.feeds import reply_sheets as feed
from oneplan.records.delivery import queries
from oneplan.web.children.parts import NOT_KNOWN, Cell, Part, table
from oneplan.web.delivery import asking
from oneplan.web.delivery.asking import common_of
from oneplan.web.delivery.presenting import cycle_title, pairs_of
from oneplan.web.delivery.views import crumb
from oneplan.web.ui.forms import OnceForm
from oneplan.web.ui.words import count_of, listed


def send(request: HttpRequest, cycle_id: str) -> HttpResponse:
    """Whose sheet? Then the file."""
    row = queries.cycle(cycle_id, viewer=request.viewer)
    asked = _roles(request, row)
    initial = {"role": request.GET.get("role", "")}
    form = asking.SheetForm(request.POST or None, roles=asked, initial=initial)
    problem: Problem | None = None
    if request.method == "POST" and form.is_valid():
        try:
            name, content = feed.sheet_for(
                cycle_id=cycle_id, role=form.cleaned_data["role"], **common_of(request, form)
            )
        except (NotAllowed, NotFound):
            raise
        except Problem as refusal:
            problem = refusal
        else:
            response = HttpResponse(content, content_type=XLSX)
            response.headers["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
            return response
    back = (cycle_title(row), reverse("delivery-cycle", args=[cycle_id]))
    values = {
        "title": "Get a spreadsheet of the questions",
        "question": "Get a spreadsheet of the questions",
        "lead": "For somebody without an account: send it by email, and bring it in when it comes back. "
        "References are locked, and each line knows which action it is about.",
        "form": form,
        "problem": problem,
        "verb": "Get the spreadsheet",
        "back": back[1],
        "crumbs": [crumb(), back],
    }
    return render(request, "plan/change.html", values, status=400 if problem or form.errors else 200)


def bring_back(request: HttpRequest) -> HttpResponse:
    """Which file came back? Then what it says; then, if somebody says so, it is kept."""
    token = request.POST.get("sheet", "") or request.GET.get("sheet", "")
    if token:
        return _preview(request, token)
    form = asking.SheetBackForm(request.POST, request.FILES) if request.method == "POST" else asking.SheetBackForm()
    if not form.is_bound or not form.is_valid():
        return _asked(request, form, status=400 if form.is_bound else 200)
    upload, today = form.cleaned_data["document"], timezone.localdate()
    try:
        found = feed.receive_sheet(
            upload, name=upload.name, declared_type=upload.content_type or "", by=request.user, on=today
        )
    except NotAllowed:
        raise
    except Problem as problem:
        return _asked(request, form, problem, status=400)
    return redirect(f"{reverse('delivery-sheet-back')}?sheet={found.token}")


def _preview(request: HttpRequest, token: str) -> HttpResponse:
    today = timezone.localdate()
    try:
        found = feed.kept_sheet(token, by=request.user, on=today)
        form = OnceForm(request.POST) if request.method == "POST" else OnceForm()
        if form.is_bound and form.is_valid():
            count = feed.apply_sheet(found, **common_of(request, form))
            messages.success(request, f"{count_of(count, 'answer').capitalize()} of {found.filled_by} kept.")
            may_read = access.may(request.viewer, "cycle-read")
            return redirect(
                reverse("delivery-cycle", args=[found.held.cycle_id]) if may_read else reverse("delivery-mine")
            )
    except NotAllowed:
        raise
    except Problem as problem:
        return _asked(request, asking.SheetBackForm(), problem, status=400)
    values = {
        "title": _title(found),
        "lead": f"From {found.filled_by}, for {found.held.role}, round {found.held.cycle}. Nothing is kept yet.",
        "parts": _parts(found),
        "form": form if found.kept else None,
        "token": token,
        "verb": f"Keep {count_of(len(found.kept), 'answer')}",
        "crumbs": [crumb(), ("Bring a sheet back", reverse("delivery-sheet-back"))],
    }
    return render(request, "delivery/sheet.html", values)


def _title(found: feed.ReadSheet) -> str:
    good = count_of(len(found.kept), "answer")
    if found.faults:
        return f"{good}, and {count_of(len(found.faults), 'row')} to put right".capitalize()
    return f"{good} to look at".capitalize()


def _parts(found: feed.ReadSheet) -> tuple[Part, ...]:
    parts = []
    if found.faults:
        rows: list[tuple[Any, ...]] = [(f"Row {each.row:,}", each.ref or NOT_KNOWN, each.says) for each in found.faults]
        says = "These rows are left out. Put them right in the file and bring it in again; the others can be kept now."
        parts.append(table("faults", "Rows to put right", ("Row", "Reference", "What is wrong"), rows, says=says))
    kept = [
        (
            Cell(each.ref, more=f"Row {each.row:,}"),
            Cell("; ".join(f"{title}: {said}" for title, said in pairs_of(each.answer))),
            Cell(" ".join(each.notes) or NOT_KNOWN),
        )
        for each in found.kept
    ]
    parts.append(table("kept", "Rows that can be kept", ("Action", "What it says", "To know"), kept, empty="None."))
    owed = [*found.missing, *found.empty]
    if owed:
        says = f"Nothing is said of {listed(owed)}, so nothing changes there and an update is still owed."
        parts.append(
            Part(
                "owed",
                "Not answered",
                len(owed),
                says,
                pairs=((count_of(len(owed), "action").capitalize(), ", ".join(owed)),),
            )
        )
    return tuple(parts)


def _asked(request: HttpRequest, form: OnceForm, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    values = {
        "title": "Bring a spreadsheet back",
        "question": "Bring a spreadsheet back",
        "lead": "Every row is held to what was sent, and whatever is wrong is named with its row.",
        "form": form,
        "problem": problem,
        "verb": "Look at what it says",
        "back": reverse("delivery"),
        "crumbs": [crumb()],
    }
    return render(request, "plan/change.html", values, status=status)


def _roles(request: HttpRequest, row: queries.CycleRow) -> list[str]:
    if access.may(request.viewer, "cycle-run"):
        return [each.role for each in queries.progress(row.id, viewer=request.viewer) if each.role]
    mine = queries.my_lines(row.id, viewer=request.viewer)
    asked = {role for each in mine for role in each.roles}
    return sorted(asked & request.viewer.owner_roles)


def _plain(name: str) -> str:
    return "".join(each if each.isascii() and (each.isalnum() or each in " .-()") else "-" for each in name)
