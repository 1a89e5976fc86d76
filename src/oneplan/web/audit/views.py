"""The audit log: who did and looked at what, and whether the log is as it was written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from oneplan.answers import audit as answers
from oneplan.records.audit import queries
from oneplan.web.audit.telling import told

ON_A_PAGE = 100


def audit_log(request: HttpRequest) -> HttpResponse:
    """The newest entries, or those before one."""
    before = request.GET.get("before", "")
    rows = queries.entries(viewer=request.viewer, before=int(before) if before.isdecimal() else 0, limit=ON_A_PAGE)
    older = f"{reverse('audit-log')}?before={rows[-1].id}" if len(rows) == ON_A_PAGE else ""
    values = {
        "title": "Who did what",
        "rows": told(rows),
        "chain": answers.chain_state(viewer=request.viewer),
        "pages": {"next": ("Older entries", older)} if older else {},
    }
    return render(request, "audit/log.html", values)
