"""What pages ask before they show or offer anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from oneplan.core.access import RouteDecision, Viewer, decide_route
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.rights import check, may, viewer_class
from oneplan.rulebook import rights as table

__all__ = [
    "check",
    "may",
    "note_read",
    "note_refusal",
    "role_titles",
    "route_decision",
    "viewer_class",
    "viewer_of",
]


def route_decision(user: Any, route_name: str, method: str, on: date) -> RouteDecision:
    """Whether this user may use this route this way today; a route that the table does not name is refused."""
    return decide_route(table.load(), viewer_of(user, on=on), route_name, method)


def note_read(decision: RouteDecision, *, route: str, subject_kind: str = "", subject_ids: Sequence[str] = ()) -> None:
    """Records that a page was read; raises Problem if it cannot be recorded, and then nothing may be shown."""
    act = Act("read", subject_kind, subject_ids, decision.acting_role, route)
    records_read(act, by=decision.viewer)


def note_refusal(decision: RouteDecision, *, route: str, method: str) -> None:
    """Records that somebody asked for a page or a change that is not theirs."""
    act = Act("open-page", "route", [route], route=route, result="refused", details={"method": method})
    records_read(act, by=decision.viewer)


def role_titles(viewer: Viewer) -> Collection[str]:
    """The titles of the roles that the viewer holds today."""
    roles = table.load().role_by_id
    return tuple(roles[held.role].title for held in viewer.roles_today if held.role in roles)
