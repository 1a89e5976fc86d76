"""Who may do what, as a page: roles down, permissions across in words, then every address."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from oneplan.cli.docs.markdown import bullets, code, page, table
from oneplan.core.access import Permission, Rights, Role, RouteRule, Scope
from oneplan.core.kernel import Problem
from oneplan.rulebook import rights

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCOPES = {
    Scope.ALL: "",
    Scope.OWN: " where their role owns it",
    Scope.OTHERS: " unless it is their own",
    Scope.TEAM: " in their own and their teams' cases",
    Scope.PSEUDONYM: ", with nothing that says whose it is",
}


def rights_page() -> str:
    """Every role under its own heading, then every address; raises Problem for a role without words."""
    known = rights.load()
    return page(
        "Who may do what",
        "Rights are data. What is not listed is refused, and an address that is not listed cannot be opened.",
        *(part for role in known.roles for part in _role(known, role)),
        "## Addresses",
        *(part for menu, routes in _by_menu(known) for part in (f"### {menu}", _addresses(known, routes))),
    )


def _role(known: Rights, role: Role) -> tuple[str, ...]:
    if not role.says:
        raise Problem(
            f"The role “{role.id}” has no sentence.",
            why="Nobody can give a role whose purpose is not written.",
            do="Write it in rulebook/rights/roles.toml.",
        )
    grants = [f"{known.permission_by_id[name].title}{_SCOPES[scope]}" for name, scope in sorted(role.grants.items())]
    says = role.says + " A named grant: it counts only beside a role." * role.is_grant
    return (f"## {role.title}", says, "May:" if grants else "", bullets(grants))


def _by_menu(known: Rights) -> Iterable[tuple[str, list[RouteRule]]]:
    ordered = sorted(known.routes, key=lambda route: route.menu)
    return ((menu, list(routes)) for menu, routes in groupby(ordered, key=lambda route: route.menu))


def _addresses(known: Rights, routes: list[RouteRule]) -> str:
    rows = [
        (code(route.name), method, _who(known, route, permission), "yes" if route.is_audited else "")
        for route in routes
        for method, permission in route.methods.items()
    ]
    return table(("Address", "Method", "Who", "Reading is recorded"), rows)


def _who(known: Rights, route: RouteRule, permission: str) -> str:
    if route.is_public:
        return "anyone"
    needed: Permission = known.permission_by_id[permission]
    if needed.anyone_signed_in:
        return "anyone signed in"
    return ", ".join(role.title for role in known.roles if permission in role.grants) or "nobody"
