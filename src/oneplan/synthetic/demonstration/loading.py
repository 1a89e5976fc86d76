"""Reads the people and their deeds from their files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody invented, with the role they show and any named grants; ``owner_role`` is the plan's own role."""

    email: str
    name: str
    role: str
    owner_role: str = ""
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """Something one of them did to an action, so many days before the demonstration is made."""

    days_ago: int
    by: str
    ref: str
    verb: str
    words: Mapping[str, Any] = field(default_factory=dict)


@cache
def people() -> tuple[DemoPerson, ...]:
    """The people of the demonstration, in the order of its list."""
    listed = words_of("people")["person"]
    return tuple(DemoPerson(**(each | {"grants": tuple(each.get("grants", ()))})) for each in listed)


@cache
def deeds() -> tuple[Deed, ...]:
    """What they did, the oldest first."""
    found = (Deed(**each) for each in words_of("deeds")["deed"])
    return tuple(sorted(found, key=lambda deed: -deed.days_ago))


def words_of(name: str) -> dict[str, Any]:
    """What one file of the demonstration holds, by its name without the ending."""
    file = files("oneplan.synthetic.demonstration") / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
