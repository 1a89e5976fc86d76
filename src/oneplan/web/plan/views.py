"""The plan, its sections and its actions, to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import access, documents, governance, plans
from oneplan.answers.evaluation_origins import origins_of_action, reasons_for_section
from oneplan.core.access import NotFound
from oneplan.records.improvement import queries
from oneplan.web.delivery.on_action import rounds_of
from oneplan.web.difference.beside import differences_of
from oneplan.web.measures.linked import linked_to
from oneplan.web.plan.addresses import crumbs_of, plan_at, section_address
from oneplan.web.plan.beside import beside_action, beside_section, edits_of_plan
from oneplan.web.plan.kept import KeptPages
from oneplan.web.plan.key import key_of
from oneplan.web.plan.narrowing import Asked
from oneplan.web.plan.one_action import action_page
from oneplan.web.plan.section_drawn import drawn_section
from oneplan.web.plan.tree import plan_page
from oneplan.web.ratings.judged import judged_of
from oneplan.web.series.on_section import lines_of_section
from oneplan.web.voice.on_action import voice_beside, voice_of

if TYPE_CHECKING:
    from datetime import date

    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow

PAGES: KeptPages[str] = KeptPages()
DETAIL = "plan-detail-read"
EDIT = "plan-edit"


def plan(request: HttpRequest, plan_id: str = "") -> HttpResponse:
    """The whole plan, drawn once for each revision, day, question and class of reader."""
    found = plan_at(plan_id, request) if plan_id else queries.current_plan(viewer=request.viewer)
    if found is None:
        may_import = access.may(request.viewer, "import-write")
        return render(request, "plan/none.html", {"title": "No plan yet", "may_import": may_import})
    sees_detail, is_open = access.may(request.viewer, DETAIL), request.GET.get("open") == "all"
    asked, today = Asked.from_query(request.GET, sees_detail=sees_detail), timezone.localdate()
    rights = tuple(access.may(request.viewer, each) for each in (DETAIL, EDIT, "action-redate"))
    key = (found, today, asked, is_open, rights, queries.viewer_class(request.viewer))
    body = PAGES.get(key, lambda: _drawn(found, asked, today, request.viewer, is_open=is_open))
    return render(request, "plan/plan.html", {"title": found.title, "body": body})


def section(request: HttpRequest, slug: str, plan_id: str = "") -> HttpResponse:
    """One section: what must improve, what is being done about it, and how anyone will know."""
    found = plan_at(plan_id, request) if plan_id else current(request.viewer)
    today = timezone.localdate()
    drawn = drawn_section(found, slug, request.viewer, today, sees_detail=access.may(request.viewer, DETAIL))
    page = drawn.page
    linked = linked_to(found, request.viewer, section=slug)
    values = {"page": drawn.view, "title": drawn.view.name, "crumbs": list(crumbs_of(found)), "linked": linked}
    values |= {"drawn": drawn, "stands": lines_of_section(found, request.viewer, slug)}
    values |= {"beside": beside_section(found, page, request.viewer)}
    values |= {"differences": differences_of(found, request.viewer, section=slug)}
    values |= {"voice": voice_beside(found.id, page.section.priority, slug, request.viewer, today)}
    values |= {"reasons": reasons_for_section(found.id, slug, viewer=request.viewer)}
    return render(request, "plan/section.html", values)


def action(request: HttpRequest, action_id: str) -> HttpResponse:
    """One action with everything known about it."""
    found = plan_at(queries.plan_of_action(action_id), request)
    today = timezone.localdate()
    page = queries.action(found.id, action_id, viewer=request.viewer)
    findings = plans.findings(found.id, viewer=request.viewer, on=today)
    owners = queries.owners(found.id, viewer=request.viewer)
    section_crumb = [(page.section.title, section_address(found, page.section.slug))] if page.section else []
    key, sees_detail = key_of(found, request.viewer), access.may(request.viewer, DETAIL)
    view = action_page(page, findings, owners, key=key, today=today, sees_detail=sees_detail)
    values = {
        "page": view,
        "title": f"{view.ref}: {view.text}",
        "crumbs": [*crumbs_of(found), *section_crumb],
        "linked": linked_to(found, request.viewer, action=view.id),
        "beside": beside_action(found, page, request.viewer, today),
        "judged": judged_of(page, request.viewer, today),
        "voice": voice_of(page.action.id, request.viewer, today),
        "origins": origins_of_action(page.action.id, viewer=request.viewer),
        "decisions": governance.decisions_for_action(page.action.id, viewer=request.viewer),
        "delivered": rounds_of(view.id, request.viewer),
        "differences": differences_of(found, request.viewer, action=view.id),
    }
    return render(request, "plan/action.html", values)


def document(request: HttpRequest, document_id: str) -> FileResponse:
    """A document kept with the plan, always as a download and never run in the browser."""
    row, content = documents.open_document(document_id, viewer=request.viewer, route="document")
    request.is_on_record = True
    response = FileResponse(content, as_attachment=True, filename=row.name, content_type="application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def current(viewer: Viewer) -> PlanRow:
    """The plan the area runs; raises NotFound before there is one."""
    found = queries.current_plan(viewer=viewer)
    if found is None:
        raise NotFound("There is no plan yet.")
    return found


def plan_crumb() -> tuple[str, str]:
    """The way back to the plan."""
    return "The plan", reverse("plan")


def _drawn(found: PlanRow, asked: Asked, today: date, viewer: Viewer, *, is_open: bool) -> str:
    tree = queries.plan_tree(found.id, viewer=viewer)
    findings = plans.findings(found.id, viewer=viewer, on=today)
    sees_detail = access.may(viewer, DETAIL)
    page = plan_page(tree, findings, asked, today=today, sees_detail=sees_detail, is_open=is_open, plan=found)
    edits = edits_of_plan(found, viewer, today)
    return render_to_string("plan/body.html", {"page": page, "today": today, "edits": edits})
