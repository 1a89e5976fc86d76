"""The days that the statistics allow, taken from the rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from oneplan.rulebook.invented_area import ROOT
from oneplan.rulebook.law_files import load_parameters

AS_OF = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class AllowedDays:
    """How many days count as in time."""

    to_issue: int
    to_decide: int
    after_review: int


@cache
def allowed() -> AllowedDays:
    """Twenty weeks, six weeks and four weeks as the statistics count them."""
    found = load_parameters(ROOT)
    issue, decide, review = (
        found[f"dfe-statistics-{name}"].number(AS_OF) for name in ("twenty-weeks", "six-weeks", "four-weeks")
    )
    return AllowedDays(to_issue=issue, to_decide=decide, after_review=review)
