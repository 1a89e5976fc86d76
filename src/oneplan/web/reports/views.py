"""The calendar of reports: which is due to whom, by body and by month, and what the plan's words still propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneplan.actions import report_calendar as verbs
from oneplan.answers import access, governance
from oneplan.core.access import NotFound
from oneplan.core.governance.reports import ReportState
from oneplan.records.improvement import queries
from oneplan.web.governance.asking import Asked, ask, common
from oneplan.web.governance.bodies import partnership_crumb
from oneplan.web.governance.forms import ReasonForm
from oneplan.web.reports import forms
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.governance_rows import ReportRow

DONE = frozenset({"signed-off", "published", "not-needed"})


def reports(request: HttpRequest) -> HttpResponse:
    """What is due, late first, grouped by month or by body; beneath it what the plan seems to promise."""
    today = timezone.localdate()
    rows = governance.reports_due(viewer=request.viewer, on=today)
    open_rows = [row for row in rows if row.status not in DONE]
    is_by_body = request.GET.get("by") == "body"
    values = {
        "title": "Reports that are due",
        "lead": _lead(open_rows),
        "groups": _by_body(open_rows) if is_by_body else _by_month(open_rows),
        "is_by_body": is_by_body,
        "finished": [row for row in rows if row.status in DONE],
        "proposed": governance.reports_proposed(viewer=request.viewer, on=today),
        "may_write": access.may(request.viewer, verbs.PERMISSION),
        "today": today,
        "request_key": str(uuid4()),
        "crumbs": [partnership_crumb()],
    }
    return render(request, "reports/reports.html", values)


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Reads the plan again for what its words promise."""
    plan = queries.current_plan(viewer=request.viewer)
    if plan is None:
        raise NotFound("There is no plan yet.")
    count = verbs.propose_reports(plan_id=plan.id, **common(request, request.POST.get("request_key", "")[:64]))
    said = words.count_of(count, "document", "documents")
    messages.success(request, f"The plan's words promise {said} that nobody was asked about before.")
    return redirect(f"{reverse('reports')}#proposed")


def new(request: HttpRequest) -> HttpResponse:
    """A report that the plan's words do not name."""
    plan = queries.current_plan(viewer=request.viewer)
    if plan is None:
        raise NotFound("There is no plan yet.")
    asked = _asked("Add a report", "Add it", "The report is in the calendar.")
    return _with_wish(request, asked, {}, lambda wish, more: verbs.add_report(plan_id=plan.id, wish=wish, **more))


def confirm(request: HttpRequest, report_id: str) -> HttpResponse:
    """A proposed report is confirmed, or one that is due is put right."""
    row = governance.report(report_id, viewer=request.viewer, on=timezone.localdate())
    is_new = row.status == ReportState.PROPOSED.value
    question = "Confirm this report" if is_new else "Change this report"
    asked = _asked(question, "Confirm it" if is_new else "Save", "The report is in the calendar.", lead=row.because)
    initial = {
        name: getattr(row, name) for name in ("title", "kind", "owner_role", "audience", "sign_off_route", "due_on")
    }
    return _with_wish(
        request,
        asked,
        initial | {"due_body": row.body_id},
        lambda wish, more: verbs.confirm_report(report_id=report_id, wish=wish, **more),
    )


def let_go(request: HttpRequest, report_id: str) -> HttpResponse:
    """A report is not needed."""
    row = governance.report(report_id, viewer=request.viewer, on=timezone.localdate())
    asked = _asked("Let this report go", "It is not needed", "It is noted why it is not needed.", lead=row.title)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        return verbs.let_go(report_id=report_id, reason=answers["reason"], **more)

    return ask(request, asked, ReasonForm, save)


def place(request: HttpRequest, report_id: str) -> HttpResponse:
    """To which meeting a report goes."""
    today = timezone.localdate()
    row = governance.report(report_id, viewer=request.viewer, on=today)
    rows = governance.all_meetings(viewer=request.viewer, on=today)
    ordered = sorted(rows, key=lambda each: each.body_id != row.body_id)
    choices = [(each.id, f"{each.body}, {words.long_day(each.meets_on)}") for each in ordered]
    asked = _asked("Place it on a meeting", "Place it", "It is on the agenda of that meeting.", lead=row.title)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        return verbs.place_report(report_id=report_id, meeting_id=answers["meeting"], **more)

    initial = {"meeting": row.meeting_id}
    return ask(request, asked, lambda *a: forms.PlaceForm(*a, meetings=choices, initial=initial), save)


def step(request: HttpRequest, report_id: str) -> HttpResponse:
    """How far a report has come."""
    row = governance.report(report_id, viewer=request.viewer, on=timezone.localdate())
    asked = _asked("How far has it come?", "Save", "It is noted how far the report has come.", lead=row.title)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        state = ReportState(answers["state"])
        return verbs.take_step(report_id=report_id, state=state, link=answers["link"], **more)

    return ask(request, asked, forms.StepForm, save)


def _with_wish(request: HttpRequest, asked: Asked, initial: dict[str, Any], verb: Any) -> HttpResponse:
    rows = governance.bodies(viewer=request.viewer, on=timezone.localdate())
    bodies = [(row.id, row.name) for row in rows if row.closes_on is None]
    held: dict[str, forms.ReportForm] = {}

    def make(*args: Any) -> forms.ReportForm:
        held["form"] = forms.ReportForm(*args, bodies=bodies, initial=initial)
        return held["form"]

    return ask(request, asked, make, lambda _answers, more: verb(held["form"].wish, more))


def _asked(question: str, verb: str, done: str, *, lead: str = "") -> Asked:
    back = ("Reports that are due", reverse("reports"))
    return Asked(question, verb, back, (partnership_crumb(),), done, lead=lead)


def _lead(rows: list[ReportRow]) -> str:
    late = sum(1 for row in rows if row.is_late)
    unplaced = sum(1 for row in rows if not row.meeting_id)
    if not rows:
        return "No report is in the calendar yet."
    said = f"{words.count_of(len(rows), 'report')} to come"
    return f"{said}; {late or 'none'} late, {unplaced or 'none'} not on a meeting's agenda yet.".capitalize()


def _by_month(rows: list[ReportRow]) -> list[tuple[str, list[ReportRow]]]:
    groups: dict[str, list[ReportRow]] = {}
    for row in sorted(rows, key=lambda each: not each.is_late):
        name = "Late" if row.is_late else f"{row.due_on:%B %Y}" if row.due_on else "No day yet"
        groups.setdefault(name, []).append(row)
    return list(groups.items())


def _by_body(rows: list[ReportRow]) -> list[tuple[str, list[ReportRow]]]:
    groups: dict[str, list[ReportRow]] = {}
    for row in sorted(rows, key=lambda each: (not each.body, each.body)):
        groups.setdefault(row.body or "Due to no body yet", []).append(row)
    return list(groups.items())
