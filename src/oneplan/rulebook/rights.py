"""Loads the rights table: permissions, roles and the routes of each menu entry."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from oneplan.core.access import FieldClass, Permission, Rights, Role, RouteRule, Scope
from oneplan.core.kernel import Problem

_METHODS = frozenset({"GET", "POST"})


@cache
def load() -> Rights:
    """The rights shipped with the product, read once; no overlay may touch them."""
    folder = files("oneplan.rulebook") / "rights"
    routes = {
        file.name.removesuffix(".toml"): _read(file)
        for file in sorted((folder / "routes").iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }
    roles = _read(folder / "roles.toml") | {"grant": _read(folder / "grants.toml")["grant"]}
    return build(_read(folder / "permissions.toml"), roles, routes)


def build(permissions: dict[str, Any], roles: dict[str, Any], routes: dict[str, dict[str, Any]]) -> Rights:
    """Rights from their parsed files, named grants beside the roles; raises Problem naming what fits nothing."""
    known = tuple(Permission(**entry) for entry in permissions["permission"])
    ids = _once("permission", [permission.id for permission in known])
    rights = Rights(
        permissions=known,
        roles=(
            *(_role(entry, ids) for entry in roles["role"]),
            *(_role({"reads": "public"} | entry, ids, is_grant=True) for entry in roles.get("grant", ())),
        ),
        routes=tuple(_route(menu, entry, ids) for menu, file in routes.items() for entry in file.get("route", [])),
    )
    _once("role", [role.id for role in rights.roles])
    _once("route", [route.name for route in rights.routes])
    return rights


def _role(entry: dict[str, Any], permissions: frozenset[str], *, is_grant: bool = False) -> Role:
    grants = {permission: Scope(scope) for permission, scope in entry.get("grants", {}).items()}
    _known(f"role “{entry['id']}”", grants.keys() - permissions)
    return Role(
        id=entry["id"],
        title=entry["title"],
        says=entry["says"],
        reads=FieldClass(entry["reads"]),
        grants=grants,
        is_grant=is_grant,
    )


def _route(menu: str, entry: dict[str, Any], permissions: frozenset[str]) -> RouteRule:
    name, methods = entry["name"], dict(entry["methods"])
    is_public = entry.get("public", False)
    _known(f"route “{name}”", methods.keys() - _METHODS)
    _known(f"route “{name}”", set() if is_public else set(methods.values()) - permissions)
    return RouteRule(name=name, menu=menu, methods=methods, is_public=is_public, is_audited=entry.get("audited", False))


def _once(kind: str, ids: list[str]) -> frozenset[str]:
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise Problem(f"The rights table names a {kind} twice: {', '.join(twice)}.", do="Remove one of the two.")
    return frozenset(ids)


def _known(where: str, unknown: set[str]) -> None:
    if unknown:
        raise Problem(
            f"In the rights table, {where} uses {', '.join(sorted(unknown))}, which nothing defines.",
            why="A right that is misspelt would be refused to everybody, or worse.",
            do="Correct the name, or add it to permissions.toml.",
        )


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
