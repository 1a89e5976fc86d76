"""What a right is made of. The rights themselves are data in the rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from oneplan.core.kernel import Problem


class FieldClass(StrEnum):
    """How carefully one field must be held, from what anyone may read to what needs a named grant."""

    PUBLIC = "public"
    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"
    RESTRICTED = "restricted"

    @property
    def height(self) -> int:
        """Its place in the order; higher is held more carefully."""
        return list(FieldClass).index(self)


class Scope(StrEnum):
    """On which records a permission counts."""

    ALL = "all"
    OWN = "own"
    OTHERS = "others"  # everything except one's own: nobody approves their own work
    TEAM = "team"  # cases held by a team that the person is in today, and their own
    PSEUDONYM = "pseudonym"  # every case, with nothing on it that says whose it is


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that somebody may be allowed to do."""

    id: str
    title: str
    anyone_signed_in: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role: the most careful class of field it reads, and what it may do on which records.

    A named grant has the same shape and counts only beside a role: by itself it opens nothing.
    """

    id: str
    title: str
    says: str
    reads: FieldClass
    grants: Mapping[str, Scope]
    is_grant: bool = False


@dataclass(frozen=True, slots=True)
class RouteRule:
    """One address of the product: the permission that each method needs."""

    name: str
    menu: str
    methods: Mapping[str, str]
    is_public: bool = False
    is_audited: bool = False


@dataclass(frozen=True)
class Rights:
    """The whole table: permissions, roles and routes."""

    permissions: tuple[Permission, ...]
    roles: tuple[Role, ...]
    routes: tuple[RouteRule, ...]

    @cached_property
    def role_by_id(self) -> Mapping[str, Role]:
        """Roles by id."""
        return {role.id: role for role in self.roles}

    @cached_property
    def permission_by_id(self) -> Mapping[str, Permission]:
        """Permissions by id."""
        return {permission.id: permission for permission in self.permissions}

    @cached_property
    def route_by_name(self) -> Mapping[str, RouteRule]:
        """Route rules by name."""
        return {route.name: route for route in self.routes}

    def role(self, role_id: str) -> Role:
        """The role with this id; raises Problem naming it when there is none."""
        if role_id not in self.role_by_id:
            known = ", ".join(sorted(self.role_by_id))
            raise Problem(
                f"There is no role called “{role_id}”.",
                why="Rights are read from the rights table, and only its roles exist.",
                do=f"Use one of: {known}.",
            )
        return self.role_by_id[role_id]

    def permission(self, permission_id: str) -> Permission:
        """The permission with this id; raises Problem when code asks for one that nobody wrote down."""
        if permission_id not in self.permission_by_id:
            raise Problem(f"There is no permission called “{permission_id}” in the rights table.")
        return self.permission_by_id[permission_id]
