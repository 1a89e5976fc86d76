"""Links that people make between actions, beside those that the plan's own words make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class LinkKind(StrEnum):
    """How one action stands to another."""

    NEEDS = "needs"
    RELATED = "related"
    NOT_MEANT = "not-meant"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the action with this key, made here; one that is not meant takes away what the words seem to say."""

    to: str
    kind: LinkKind = LinkKind.RELATED
    why: str = ""


def to_plain(links: tuple[Link, ...]) -> list[dict[str, str]]:
    """Links as plain JSON."""
    return [{"to": each.to, "kind": each.kind.value, "why": each.why} for each in links]


def from_plain(plain: list[Mapping[str, Any]]) -> tuple[Link, ...]:
    """Links back from plain JSON."""
    return tuple(Link(each["to"], LinkKind(each["kind"]), each["why"]) for each in plain)


def in_words(links: tuple[Link, ...]) -> str:
    """Links as a person reads them in a comparison."""
    return "; ".join(f"{_WORDS[each.kind]} {each.to}" for each in links) or "no links of its own"


_WORDS = {LinkKind.NEEDS: "needs", LinkKind.RELATED: "is related to", LinkKind.NOT_MEANT: "does not refer to"}
