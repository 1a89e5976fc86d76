"""The thread on one page, for leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.answers import access, figures, plans
from oneplan.records.improvement import queries
from oneplan.web.plan.lines import lines_of, standing
from oneplan.web.plan.tree import as_at
from oneplan.web.plan.views import DETAIL
from oneplan.web.thread.changed import looked_back_to
from oneplan.web.thread.strands import Knots, thread_page

if TYPE_CHECKING:
    from datetime import date

    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow


def thread(request: HttpRequest) -> HttpResponse:
    """Every priority with its sections: what must improve, what is done, whether it works, what nobody says."""
    found = queries.current_plan(viewer=request.viewer)
    if found is None:
        may_import = access.may(request.viewer, "import-write")
        return render(request, "plan/none.html", {"title": "No plan yet", "may_import": may_import})
    values = {"title": f"The thread: {found.title}"} | woven(found, request.viewer, timezone.localdate())
    return render(request, "thread/thread.html", values)


def woven(found: PlanRow, viewer: Viewer, today: date) -> dict[str, Any]:
    """What the table of the thread shows this reader today."""
    tree = queries.plan_tree(found.id, viewer=viewer)
    lines = standing(lines_of(tree.actions, plans.findings(found.id, viewer=viewer, on=today), today))
    knots = Knots(
        links=figures.links_of(found.id, viewer=viewer),
        changes=queries.changes_since(found.id, looked_back_to(today), viewer=viewer),
        figures_as_of=figures.figures_overview(viewer=viewer).as_of,
    )
    sees_detail = access.may(viewer, DETAIL)
    page = thread_page(tree, lines, knots, today=today, sees_detail=sees_detail)
    return {"thread": page, "sees_detail": sees_detail, "as_at": as_at(tree.plan)}
