"""A second, deliberately simple implementation of every clock with a date.

Written from the law and not from the rulebook, so that the two can disagree. Numbers stand where they are
used, days are counted one by one, and nothing is shared with the product.
"""

from __future__ import annotations

from datetime import date

from tests.support import simple_assessment, simple_care, simple_moves, simple_review, simple_tribunal
from tests.support.simple_story import Case, Fact, Row

RULES = (
    *simple_assessment.RULES,
    *simple_review.RULES,
    *simple_moves.RULES,
    *simple_tribunal.RULES,
    *simple_care.RULES,
)


def simple_answers(facts: list[Fact], as_of: date, school: dict | None = None) -> list[Row]:
    """One row for each running of each clock, as a person would work it out by hand."""
    case = Case(facts, as_of, school)
    return [row for rule in RULES for row in rule(case)]


__all__ = ["Fact", "Row", "simple_answers"]
