"""Whether a request may reach a page at all. A page without a line in the table is unreachable."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.core.access.deciding import acting_role, check_may
from oneplan.core.access.refusal import NotAllowed
from oneplan.core.access.rights import Rights
from oneplan.core.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class RouteDecision:
    """The answer for one request, with what the page and the audit row need to say about it."""

    allowed: bool
    viewer: Viewer
    permission: str = ""
    acting_role: str = ""
    audited: bool = False
    needs_sign_in: bool = False
    problem: NotAllowed | None = None


def decide_route(rights: Rights, viewer: Viewer, name: str, method: str) -> RouteDecision:
    """The decision for one method of one named route; anything the table does not name is refused."""
    rule = rights.route_by_name.get(name)
    asked = "GET" if method == "HEAD" else method
    if rule is None or asked not in rule.methods:
        problem = NotAllowed(
            "This page cannot be opened that way.",
            why="Every page and every way of using it is listed in the rights table, and this one is not.",
            do="Go back and use the links and buttons on the page.",
        )
        return RouteDecision(allowed=False, viewer=viewer, problem=problem)
    permission = rule.methods[asked]
    if rule.is_public:
        return RouteDecision(allowed=True, viewer=viewer, permission=permission, audited=rule.is_audited)
    role = acting_role(rights, viewer, permission)
    if role is None:
        return _refused(rights, viewer, permission)
    return RouteDecision(allowed=True, viewer=viewer, permission=permission, acting_role=role, audited=rule.is_audited)


def _refused(rights: Rights, viewer: Viewer, permission: str) -> RouteDecision:
    try:
        check_may(rights, viewer, permission)
    except NotAllowed as problem:
        return RouteDecision(
            allowed=False,
            viewer=viewer,
            permission=permission,
            needs_sign_in=not viewer.is_somebody,
            problem=problem,
        )
    raise AssertionError("a right that is not held cannot pass its check")
