"""When a plan is challenged, and the words in which the impact of its work is judged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from oneplan.core.improvement.challenges import ChallengeKind, ChallengeRules
from oneplan.core.kernel import Problem
from oneplan.rulebook.plans import plan_rules


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of challenge in words, and what it asks of the owner."""

    title: str
    asks: str


@dataclass(frozen=True, slots=True)
class Impact:
    """One word for what an area's work has changed."""

    id: str
    title: str
    says: str
    needs_evidence: bool
    tone: str
    shape: str


@cache
def challenge_rules() -> ChallengeRules:
    """After how long a plan is challenged and how long an answer stands, in months."""
    rules, months = plan_rules("challenges"), int(plan_rules("cycle")["months"])
    return ChallengeRules(
        unchanged_months=months * int(rules["unchanged_cycles"]),
        far_ahead_months=int(rules["far_ahead_months"]),
        answer_months=months * int(rules["answer_cycles"]),
    )


@cache
def challenge_words() -> dict[ChallengeKind, KindWords]:
    """The words of each kind of challenge, in the order in which they are shown."""
    return {
        ChallengeKind(each["id"]): KindWords(each["title"], each["asks"]) for each in plan_rules("challenges")["kind"]
    }


@cache
def impacts() -> tuple[Impact, ...]:
    """Every word of the impact scale, from the least to the most."""
    return tuple(Impact(**each) for each in plan_rules("area_ratings")["impact"])


def impact(name: str) -> Impact:
    """One word of the scale by its id; raises a Problem for any other."""
    for each in impacts():
        if each.id == name:
            return each
    raise Problem(
        "Choose what has changed.",
        why="Impact is judged in a few words that everybody uses alike.",
        do=f"Choose one of: {', '.join(each.title.lower() for each in impacts())}.",
    )
