"""The menu: each entry brings its own addresses and says how it wants to be listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from oneplan.core.access import Viewer, decide_route
from oneplan.rulebook import rights

if TYPE_CHECKING:
    from types import ModuleType

FOLDERS = (
    "home", "work", "children", "search", "team", "plan", "thread", "measures", "timeline", "owners", "returns",
    "imports", "dates", "help", "coverage", "restricted", "accounts", "audit", "signin",
    "partnership", "registers", "ratings", "difference", "series", "governance", "reports", "delivery", "packs",
    "published", "evaluation", "strategy", "practice", "services", "voice",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu: its words, the route it opens, its place, and whether it stands in the foot instead.

    An entry ``under`` the partnership stands on that page, with what it ``says`` of itself, and not in the bar.
    """

    words: str
    route: str
    order: int
    in_foot: bool = False
    under: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A menu entry as one person sees it on one page."""

    words: str
    address: str
    is_here: bool
    says: str = ""
    route: str = ""


@cache
def installed() -> tuple[ModuleType, ...]:
    """The addresses of every menu entry that is there."""
    names = (f"oneplan.web.{folder}" for folder in FOLDERS)
    return tuple(import_module(f"{name}.urls") for name in names if find_spec(name) and find_spec(f"{name}.urls"))


def menu_for(viewer: Viewer, here: str, *, in_foot: bool = False) -> Iterator[MenuLink]:
    """The entries this person may open, in order; the one that holds the present page is marked."""
    for entry, routes in _entries():
        if not entry.under and entry.in_foot is in_foot and _may_open(viewer, entry):
            holds = here in routes or any(each.under == entry.route and here in its for each, its in _entries())
            yield MenuLink(entry.words, reverse(entry.route), holds)


def entries_under(viewer: Viewer, route: str) -> Iterator[MenuLink]:
    """The entries that stand on this page instead of in the bar, in order, each with what it says of itself."""
    for entry, _ in _entries():
        if entry.under == route and _may_open(viewer, entry):
            yield MenuLink(entry.words, reverse(entry.route), is_here=False, says=entry.says, route=entry.route)


def _may_open(viewer: Viewer, entry: MenuEntry) -> bool:
    return decide_route(rights.load(), viewer, entry.route, "GET").allowed


@cache
def _entries() -> tuple[tuple[MenuEntry, frozenset[str]], ...]:
    found: list[tuple[MenuEntry, frozenset[str]]] = []
    for module in installed():
        routes = frozenset(_names(module.urlpatterns))
        found += [(entry, routes) for entry in getattr(module, "menu", ())]
    return tuple(sorted(found, key=lambda each: each[0].order))


def _names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if getattr(pattern, "url_patterns", None):
            yield from _names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name
