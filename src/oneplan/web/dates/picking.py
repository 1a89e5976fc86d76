"""Which facts may be added on a pathway's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oneplan.adapters.pictures.fact_uses import FactUses, uses_of_facts
from oneplan.core.law import Status

if TYPE_CHECKING:
    from oneplan.core.pathways.definitions import Pathway, Rules
    from oneplan.core.pathways.facts import FactKind


def choices_for(pathway: Pathway, rules: Rules) -> list[tuple[str, list[tuple[str, str]]]]:
    """The facts that may be added on a pathway's page, grouped by what they do there."""
    uses = uses_of_facts(pathway.clocks, rules)
    groups: dict[str, list[FactKind]] = {
        "Starts a limit": [],
        "Ends a limit": [],
        "Changes a date, or may excuse a limit": [],
        "Sets a limit aside": [],
    }
    for name, use in uses.items():
        groups[_group(use)].append(rules.fact(name))
    return [
        (title, sorted(((kind.name, kind.title) for kind in kinds), key=lambda pair: pair[1]))
        for title, kinds in groups.items()
        if kinds
    ]


def is_expected(pathway: Pathway) -> bool:
    """Whether nothing on the pathway is law yet, so that it can answer no question."""
    return all(clock.status is Status.EXPECTED for clock in pathway.clocks)


def first_fact(pathway: Pathway) -> str:
    """The fact that a new page asks for: the one that starts the pathway's first clock."""
    return next(clock.starts[0].fact for clock in pathway.clocks if clock.starts)


def _group(use: FactUses) -> str:
    if use.starts:
        return "Starts a limit"
    if use.ends:
        return "Ends a limit"
    return "Changes a date, or may excuse a limit" if use.shapes else "Sets a limit aside"
