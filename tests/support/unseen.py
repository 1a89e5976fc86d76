"""Walking every address that can be read, with the ids of things that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from oneplan.rulebook import rights
from oneplan.rulebook.measure_files import load_measures

ROLES = [role.id for role in rights.load().roles if role.id != "operator" and not role.is_grant]
LEAVES = {"account_logout", "demo-sign-in"}  # these would change who is looking


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address pattern of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def routes_to_get() -> list[str]:
    """The names of the addresses that the rights table lets somebody read."""
    table = rights.load().route_by_name
    named = {each.name for each in patterns() if each.name}
    return sorted(name for name in named if name in table and "GET" in table[name].methods and name not in LEAVES)


def arguments_of(name: str) -> tuple[str, ...]:
    """The arguments that an address takes."""
    return next(tuple(each.pattern.converters) for each in patterns() if each.name == name)


def address_of(name: str, ids: Mapping[str, Sequence[str]]) -> list[str]:
    """The address with every combination of the ids given for its arguments; none if it takes others."""
    known = {"measure_id": [each.id for each in load_measures().measures], "limit": _limits(), **ids}
    arguments = arguments_of(name)
    if not set(arguments) <= set(known) or _by_expression(name):
        return []
    return [
        reverse(name, kwargs=dict(zip(arguments, values, strict=True)))
        for values in product(*(known[argument] for argument in arguments))
    ]


def _by_expression(name: str) -> bool:
    """Whether the address is matched by an expression, as the links in letters about passwords are."""
    return any(each.name == name and "(?P<" in str(each.pattern) for each in patterns())


def _limits() -> list[str]:
    return ["review_complete_by"]
