"""Who may do what: role, scope, field class and day, denied by default."""

from oneplan.core.access.deciding import acting_role, check_may, is_visible, may, scopes, sees
from oneplan.core.access.refusal import NotAllowed, NotFound
from oneplan.core.access.rights import FieldClass, Permission, Rights, Role, RouteRule, Scope
from oneplan.core.access.routes import RouteDecision, decide_route
from oneplan.core.access.viewer import HeldRole, Viewer

__all__ = [
    "FieldClass",
    "HeldRole",
    "NotAllowed",
    "NotFound",
    "Permission",
    "Rights",
    "Role",
    "RouteDecision",
    "RouteRule",
    "Scope",
    "Viewer",
    "acting_role",
    "check_may",
    "decide_route",
    "is_visible",
    "may",
    "scopes",
    "sees",
]
