"""Bringing a plan in: what was read, line by line, before anything counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import access, plan_imports
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.reading import LineFate
from oneplan.core.kernel import Problem
from oneplan.feeds import improvement_plans
from oneplan.records.improvement import queries
from oneplan.web.imports import presenting
from oneplan.web.imports.asking import UploadForm
from oneplan.web.plan.findings import by_kind

if TYPE_CHECKING:
    from oneplan.answers.plan_imports import PlanDifference

CRUMB = ("Imports", "imports")


def imports(request: HttpRequest) -> HttpResponse:
    """Every import, newest first."""
    rows = queries.imports(viewer=request.viewer)
    shown = [(row, *presenting.STATES[row.state]) for row in rows]
    may_import = access.may(request.viewer, "import-write")
    return render(request, "imports/imports.html", {"title": "Imports", "rows": shown, "may_import": may_import})


def new(request: HttpRequest) -> HttpResponse:
    """Choose the document."""
    if request.method != "POST":
        return _upload(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload(request, form, status=400)
    try:
        import_id = _received(request, form)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _upload(request, form, problem, status=400)
    return redirect("import", import_id)


def one(request: HttpRequest, import_id: str) -> HttpResponse:
    """One import, wherever it has got to."""
    row = queries.plan_import(import_id, viewer=request.viewer)
    request.shown = ("import", (row.id,))
    values: dict[str, Any] = {
        "row": row,
        "state": presenting.STATES[row.state],
        "title": presenting.heading(row),
        "crumbs": [(CRUMB[0], reverse(CRUMB[1]))],
        "may_decide": row.state == "read" and access.may(request.viewer, "import-write"),
        "may_undo": row.state == "applied" and access.may(request.viewer, "import-undo"),
    }
    if row.state in {"received", "reading"}:
        return render(request, "imports/reading.html", values)
    if row.state == "failed":
        return render(request, "imports/failed.html", values, status=200)
    return render(request, "imports/import.html", {**values, **_preview(request, row, may_decide=values["may_decide"])})


def _preview(request: HttpRequest, row: Any, *, may_decide: bool) -> dict[str, Any]:
    fate = request.GET.get("fate", "")
    fate = fate if fate in set(LineFate) else ""
    after = int(request.GET["after"]) if request.GET.get("after", "").isdecimal() else 0
    page = queries.import_lines(row.id, viewer=request.viewer, fate=fate, after=after, limit=presenting.LINES_ON_A_PAGE)
    difference = plan_imports.difference(row.id, viewer=request.viewer) if row.state == "read" else None
    return {
        **(_before_it_counts(request, row, difference) if difference else {}),
        "lead": presenting.lead(row),
        "groups": presenting.fates(row.counts, row.id, fate),
        "lines": presenting.lines(page, row.id, may_decide=may_decide),
        "pages": _pages(row.id, fate, page),
        "difference": difference,
        "found": by_kind(row.findings),
        "tally": presenting.tally(difference) if difference else "",
        "changes": presenting.changes(difference, row.id) if difference else (),
        "new": presenting.new_actions(difference) if difference else (),
    }


def _before_it_counts(request: HttpRequest, row: Any, difference: PlanDifference) -> dict[str, Any]:
    preview = queries.preview(row.id, viewer=request.viewer)
    now = queries.current_plan(viewer=request.viewer)
    holds_plan = bool(preview.reading.actions or preview.reading.sections)
    return {
        "to_settle": presenting.to_settle(row, difference),
        "holds_plan": holds_plan,
        # A document that is no copy of the plan in place would start another, which everybody would then see.
        "replaces": now.title if now and holds_plan and not preview.plan_id else "",
    }


def _pages(import_id: str, fate: str, page: Any) -> dict[str, Any]:
    if len(page) < presenting.LINES_ON_A_PAGE:
        return {}
    address = reverse("import", args=[import_id])
    return {"next": (f"Lines after {page[-1].line}", f"{address}?fate={fate}&after={page[-1].line}#lines")}


def _received(request: HttpRequest, form: UploadForm) -> str:
    upload = form.cleaned_data["document"]
    return improvement_plans.receive(
        upload,
        name=upload.name,
        declared_type=upload.content_type or "",
        by=request.user,
        on=timezone.localdate(),
        request_key=form.cleaned_data["request_key"],
        route="import-new",
    )


def _upload(request: HttpRequest, form: UploadForm, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    crumbs = [(CRUMB[0], reverse(CRUMB[1]))]
    values = {"form": form, "problem": problem, "title": "Which document holds your plan?", "crumbs": crumbs}
    return render(request, "imports/new.html", values, status=status)
