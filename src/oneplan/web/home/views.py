"""The first page: what One Plan is, or where things stand for whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.answers import access, governance, plans
from oneplan.records.accounts import queries as accounts
from oneplan.records.improvement import queries
from oneplan.web.accounts.listing import people_today
from oneplan.web.home.by_role import return_summary, work_summary
from oneplan.web.home.faults import first_faults
from oneplan.web.home.first_screen import first_screen
from oneplan.web.thread.views import woven

if TYPE_CHECKING:
    from datetime import date

    from oneplan.core.access import Viewer


WELCOME = "One plan for children and young people with special educational needs in"


def home(request: HttpRequest) -> HttpResponse:
    """The first screen of each role; for nobody, what this is."""
    viewer, today = request.viewer, timezone.localdate()
    if not viewer.is_somebody:
        return render(request, "home/welcome.html", {"title": f"{WELCOME} {settings.ENVIRONMENT.area_name}"})
    values: dict[str, Any] = {
        "title": "Welcome" if viewer.roles_today else "You hold no role today",
        "may_import": access.may(viewer, "import-write"),
        "may_read": access.may(viewer, "plan-read"),
        "may_invite": access.may(viewer, "accounts-write"),
        "roles": access.role_titles(viewer),
    }
    if access.may(viewer, "accounts-read"):
        values["people"] = people_today(accounts.people(viewer=viewer), today)
        values["title"] = values["people"].title
    return render(request, "home/today.html", _titled(values | _by_role(viewer, today) | _thread(viewer, today)))


def _by_role(viewer: Viewer, today: date) -> dict[str, Any]:
    meetings = governance.next_meetings(viewer=viewer, on=today)
    return {"work": work_summary(viewer, today), "last_return": return_summary(viewer), "next_meetings": meetings}


def _titled(values: dict[str, Any]) -> dict[str, Any]:
    """The page is titled by what comes first on it."""
    first = values["work"] or values["last_return"]
    return values | {"title": first.title} if first else values


def _thread(viewer: Viewer, today: date) -> dict[str, Any]:
    found = queries.current_plan(viewer=viewer) if access.may(viewer, "plan-read") else None
    if found is None:
        return {}
    tree = queries.plan_tree(found.id, viewer=viewer)
    findings = plans.findings(found.id, viewer=viewer, on=today)
    sees_detail, sees_thread = access.may(viewer, "plan-detail-read"), access.may(viewer, "thread-read")
    page = first_screen(tree, findings, viewer, today, sees_detail=sees_detail, sees_thread=sees_thread)
    values = {"plan": found, "page": page, "title": page.mine_title if page.pressing else found.title}
    values["faults"] = first_faults(found.id, viewer, today)
    return values | (woven(found, viewer, today) if sees_thread else {})
