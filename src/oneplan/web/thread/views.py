"""The thread on one page, for leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from oneplan.answers import access, figures, plans
from oneplan.answers.thread import beads_of, counted_from
from oneplan.records.figures import queries as figures_kept
from oneplan.records.improvement import queries
from oneplan.web.plan.kept import KeptPages
from oneplan.web.plan.lines import lines_of, standing
from oneplan.web.plan.tree import as_at
from oneplan.web.plan.views import DETAIL
from oneplan.web.thread.strands import Knots, ThreadPage, thread_page

if TYPE_CHECKING:
    from datetime import date

    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow

THREADS: KeptPages[tuple[ThreadPage, str]] = KeptPages()


def thread(request: HttpRequest) -> HttpResponse:
    """Every priority with its sections: what must improve, what is done, whether it works, what nobody says."""
    found = queries.current_plan(viewer=request.viewer)
    if found is None:
        may_import = access.may(request.viewer, "import-write")
        return render(request, "plan/none.html", {"title": "No plan yet", "may_import": may_import})
    values = {"title": f"The thread: {found.title}"} | woven(found, request.viewer, timezone.localdate())
    return render(request, "thread/thread.html", values)


def woven(found: PlanRow, viewer: Viewer, today: date) -> dict[str, Any]:
    """What the table of the thread shows this reader today, woven once while nothing in it changes."""
    links, sees_detail = figures.links_of(found.id, viewer=viewer), access.may(viewer, DETAIL)
    as_of, since = _as_of(), counted_from(found.id, on=today)
    beads = beads_of(found.id, viewer=viewer)
    tied = (links, as_of, since, tuple(beads.items()))
    key = (found.id, found.revision, today, *tied, sees_detail, queries.viewer_class(viewer))

    def make() -> tuple[ThreadPage, str]:
        tree = queries.plan_tree(found.id, viewer=viewer)
        lines = standing(lines_of(tree.actions, plans.findings(found.id, viewer=viewer, on=today), today))
        changes = queries.changes_since(found.id, since.on, viewer=viewer)
        knots = Knots(links, changes, as_of, since, beads)
        page = thread_page(tree, lines, knots, today=today, sees_detail=sees_detail)
        return page, render_to_string("thread/table.html", {"thread": page, "sees_detail": sees_detail})

    page, table = THREADS.get(key, make)
    return {"thread": page, "table": SafeString(table), "as_at": as_at(found)}


def _as_of() -> date | None:
    run = figures_kept.newest_run()
    return run.as_of if run else None
