"""Every fact, by the pathway it belongs to, with its details and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oneplan.adapters.pictures.fact_uses import FactUses, uses_of_facts
from oneplan.adapters.pictures.limits_in_words import detail_in_words

if TYPE_CHECKING:
    from oneplan.core.pathways.definitions import Pathway, Rules
    from oneplan.core.pathways.facts import FactKind


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact: its kind, its details in words and its uses."""

    kind: FactKind
    details: tuple[tuple[str, str, str], ...]
    uses: FactUses


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts that a pathway brings."""

    pathway: Pathway
    rows: tuple[FactRow, ...]


def vocabulary(rules: Rules) -> tuple[FactGroup, ...]:
    """The whole vocabulary, by pathway."""
    uses = uses_of_facts((clock for pathway in rules.pathways for clock in pathway.clocks), rules)
    return tuple(
        FactGroup(
            pathway,
            tuple(FactRow(kind, _details(kind), uses.get(kind.name, FactUses())) for kind in pathway.facts),
        )
        for pathway in rules.pathways
        if pathway.facts
    )


def _details(kind: FactKind) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, detail.title, detail_in_words(detail)) for name, detail in kind.details.items())
