"""The vocabulary of facts as plain values: names, details, and what each starts or ends."""

from __future__ import annotations

from typing import Any

from oneplan.core.pathways import Clock, Detail, FactKind, Rules
from oneplan.rulebook import load_rulebook


def vocabulary() -> list[dict[str, Any]]:
    """Every fact, in the order of the pathways."""
    rules = load_rulebook().rules
    return [_word(fact, rules) for fact in rules.facts.values()]


def _word(fact: FactKind, rules: Rules) -> dict[str, Any]:
    clocks = [clock for pathway in rules.pathways for clock in pathway.clocks]
    return {
        "fact": fact.name,
        "title": fact.title,
        "about": fact.about,
        "pathway": fact.pathway,
        "details": [_detail(each) for each in fact.details.values()],
        "starts": _outputs(clocks, fact.name, "starts"),
        "stops": _outputs(clocks, fact.name, "stops"),
        "supersedes": _outputs(clocks, fact.name, "superseded_by"),
        "withdraws": _outputs(clocks, fact.name, "withdrawn_by"),
    }


def _outputs(clocks: list[Clock], fact: str, part: str) -> list[str]:
    found = [clock.output for clock in clocks if any(ref.fact == fact for ref in getattr(clock, part))]
    return list(dict.fromkeys(found))


def _detail(detail: Detail) -> dict[str, Any]:
    return {
        "name": detail.name,
        "title": detail.title,
        "type": detail.type.value,
        "required": detail.required,
        "choices": list(detail.choices),
        "default": detail.default,
    }
