"""Who sees what of a child's record, drawn from the rights table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oneplan.core.access import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oneplan.core.access import Rights, Role

RECORDS, SEARCH, BEHIND, FIGURES = "person-read", "person-search", "figure-cases-read", "figure-read"
NONE = "No"
OPENS: Mapping[Scope, str] = {
    Scope.ALL: "Every record, with names",
    Scope.TEAM: "Their own and their teams', with names",
    Scope.OWN: "Their own, with names",
    Scope.PSEUDONYM: "Every record, without names",
}


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role and what it opens."""

    title: str
    says: str
    records: str
    may_search: bool
    behind: str
    reads_figures: bool


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One named grant and what it lets its holder do."""

    title: str
    says: str


@dataclass(frozen=True, slots=True)
class AccessHelp:
    """Roles, then grants given to named people."""

    roles: tuple[RoleRow, ...]
    grants: tuple[GrantRow, ...]


def present_access(rights: Rights) -> AccessHelp:
    """The page's tables."""
    return AccessHelp(
        roles=tuple(_role(role) for role in rights.roles if not role.is_grant),
        grants=tuple(GrantRow(role.title, role.says) for role in rights.roles if role.is_grant),
    )


def _role(role: Role) -> RoleRow:
    return RoleRow(
        title=role.title,
        says=role.says,
        records=_opens(role, RECORDS),
        may_search=SEARCH in role.grants,
        behind=_opens(role, BEHIND),
        reads_figures=FIGURES in role.grants,
    )


def _opens(role: Role, permission: str) -> str:
    return OPENS[role.grants[permission]] if permission in role.grants else NONE
