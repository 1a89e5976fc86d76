"""The words of the field, each defined once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oneplan.core.kernel import Problem

FILE = Path(__file__).parent / "glossary.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """One word, what it means here, the other names it goes by and the provision that defines it."""

    term: str
    says: str
    also: tuple[str, ...] = ()
    law: str = ""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Words that belong together."""

    id: str
    title: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Collision:
    """A word that means two things in this field, and how each is written."""

    word: str
    says: str
    we_write: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every term once, in groups, and the words that would collide."""

    groups: tuple[TermGroup, ...]
    collisions: tuple[Collision, ...]


@cache
def glossary() -> Glossary:
    """The glossary; raises Problem when a word is defined twice."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    groups = tuple(
        TermGroup(
            id=group["id"],
            title=group["title"],
            terms=tuple(
                Term(row["term"], row["says"], tuple(row.get("also", ())), row.get("law", "")) for row in group["terms"]
            ),
        )
        for group in raw["groups"]
    )
    _refuse_repeats([name for group in groups for term in group.terms for name in (term.term, *term.also)])
    return Glossary(groups, tuple(Collision(**row) for row in raw["collisions"]))


def _refuse_repeats(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise Problem(
                f"The glossary defines “{name}” twice.",
                why="Two definitions of one word drift apart.",
                do="Keep one of them in rulebook/glossary.toml.",
            )
        seen.add(name.lower())
