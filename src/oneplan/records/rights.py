"""The rights table applied to a viewer, for queries and verbs alike."""

from __future__ import annotations

from collections.abc import Collection

from oneplan.core import access
from oneplan.core.access import FieldClass, Scope, Viewer
from oneplan.rulebook import rights as table


def check(viewer: Viewer, permission: str, *, owner_roles: Collection[str] | None = None) -> str:
    """The role the viewer acts in; raises NotAllowed in words."""
    return access.check_may(table.load(), viewer, permission, owner_roles=owner_roles)


def may(viewer: Viewer, permission: str, *, owner_roles: Collection[str] | None = None) -> bool:
    """Whether the viewer may do this."""
    return access.may(table.load(), viewer, permission, owner_roles=owner_roles)


def viewer_class(viewer: Viewer) -> FieldClass:
    """The most careful class of field that the viewer reads."""
    return access.sees(table.load(), viewer)


def scopes(viewer: Viewer, permission: str) -> frozenset[Scope]:
    """On which records the viewer may do this."""
    return access.scopes(table.load(), viewer, permission)
