"""May this person do this, to this, today? One place answers; everything else asks."""

from __future__ import annotations

from collections.abc import Collection

from oneplan.core.access.refusal import NotAllowed
from oneplan.core.access.rights import FieldClass, Rights, Role, Scope
from oneplan.core.access.viewer import HeldRole, Viewer

ANYONE_SIGNED_IN = "signed-in"


def acting_role(
    rights: Rights, viewer: Viewer, permission: str, *, owner_roles: Collection[str] | None = None
) -> str | None:
    """The role through which the viewer may do this, or none.

    ``owner_roles`` are the roles that own the record. None asks whether it may be done to any record at all,
    which admits to a page; the verb behind the page asks again with the record in hand.
    """
    if rights.permission(permission).anyone_signed_in and viewer.is_somebody:
        return ANYONE_SIGNED_IN
    for held, role in _held(rights, viewer):
        scope = role.grants.get(permission)
        if scope is not None and _covers(scope, viewer, held, owner_roles):
            return held.role
    return None


def may(rights: Rights, viewer: Viewer, permission: str, *, owner_roles: Collection[str] | None = None) -> bool:
    """Whether the viewer may do this; pages ask so that they offer only what can be done."""
    return acting_role(rights, viewer, permission, owner_roles=owner_roles) is not None


def check_may(rights: Rights, viewer: Viewer, permission: str, *, owner_roles: Collection[str] | None = None) -> str:
    """The acting role; raises NotAllowed, in words, if there is none."""
    role = acting_role(rights, viewer, permission, owner_roles=owner_roles)
    if role is not None:
        return role
    title = rights.permission(permission).title
    if not viewer.is_somebody:
        raise NotAllowed(
            f"You need to sign in first to {title}.",
            why="Only people with a role in the partnership may do this.",
            do="Sign in and try again.",
        )
    holders = [role.title for role in rights.roles if permission in role.grants]
    own = " for actions that their role owns" if _only_own(rights, viewer, permission) else ""
    raise NotAllowed(
        f"Your role does not let you {title}.",
        why=f"It is open to: {', '.join(holders) or 'nobody yet'}{own}.",
        do="Ask the person who runs accounts in your area if you should have this right.",
    )


def scopes(rights: Rights, viewer: Viewer, permission: str) -> frozenset[Scope]:
    """On which records the viewer may do this today: every scope that any of their roles gives."""
    given = (role.grants.get(rights.permission(permission).id) for role in _roles(rights, viewer))
    return frozenset(scope for scope in given if scope is not None)


def sees(rights: Rights, viewer: Viewer) -> FieldClass:
    """The most careful class that the viewer's roles read today; restricted is never given by a role."""
    classes = [role.reads for role in _roles(rights, viewer)]
    highest = max(classes, key=lambda each: each.height, default=FieldClass.PUBLIC)
    return min(highest, FieldClass.SENSITIVE, key=lambda each: each.height)


def is_visible(field: FieldClass, ceiling: FieldClass) -> bool:
    """Whether a field of this class may be shown to somebody who reads up to the ceiling."""
    return field.height <= ceiling.height


def _roles(rights: Rights, viewer: Viewer) -> list[Role]:
    return [role for _, role in _held(rights, viewer)]


def _held(rights: Rights, viewer: Viewer) -> list[tuple[HeldRole, Role]]:
    known = [(held, rights.role_by_id[held.role]) for held in viewer.roles_today if held.role in rights.role_by_id]
    return known if any(not role.is_grant for _, role in known) else []


def _covers(scope: Scope, viewer: Viewer, held: HeldRole, owner_roles: Collection[str] | None) -> bool:
    if owner_roles is None or scope is Scope.ALL:
        return True
    if scope is Scope.OWN:
        return bool(held.owner_role) and held.owner_role in owner_roles
    return viewer.owner_roles.isdisjoint(owner_roles)


def _only_own(rights: Rights, viewer: Viewer, permission: str) -> bool:
    return any(role.grants.get(permission) is Scope.OWN for role in _roles(rights, viewer))
