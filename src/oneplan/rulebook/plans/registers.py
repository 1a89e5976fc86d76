"""The registers of a plan, ready for core."""

from __future__ import annotations

from functools import cache
from typing import Any

from oneplan.core.improvement.registers import Kind, RegisterBook
from oneplan.rulebook.plans import plan_rules


@cache
def registers() -> RegisterBook:
    """Every register and its words."""
    rules = plan_rules("registers")
    impacts = {each["id"]: each["title"] for each in rules["impact"]}
    return RegisterBook(
        kinds=tuple(_kind(each) for each in rules["kind"]),
        likelihoods={each["id"]: each["title"] for each in rules["likelihood"]},
        impacts=impacts,
        levels={each["id"]: each["title"] for each in rules["level"]},
        matrix={
            (each["id"], impact): level
            for each in rules["likelihood"]
            for impact, level in zip(impacts, each["levels"], strict=True)
        },
        soon_days=rules["soon"]["days"],
        first_month=rules["money"]["first_month"],
    )


def _kind(said: dict[str, Any]) -> Kind:
    return Kind(**said | {"asks": tuple(said["asks"]), "needs": tuple(said["needs"])})
