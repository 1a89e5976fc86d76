"""Cost avoidance: what a line plans and achieves by financial year, what it leaves out, and what is counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from oneplan.core.improvement.matching import plain_words

_PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class AvoidanceWords:
    """One line as somebody writes it; ``ramp`` is how many units each financial year is planned to bring."""

    name: str = ""
    section: str = ""
    counterfactual: str = ""
    starts_on: date | None = None
    unit: str = ""
    unit_cost: Decimal | None = None
    ramp: Mapping[str, Decimal] | None = None
    evidence: str = ""
    action: str = ""
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a line must not be counted by another."""

    ref: str
    section: str
    name: str
    counterfactual: str
    unit: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """One line in one financial year; achieved is none until finance has agreed a figure."""

    year: str
    planned: Decimal
    achieved: Decimal | None
    waiting: Decimal | None = None


NEEDS = {
    "name": "what is avoided",
    "section": "the section that counts it",
    "counterfactual": "what would have been spent without it",
    "starts_on": "the day it starts",
    "unit": "what one unit is",
    "unit_cost": "what one unit costs",
    "ramp": "how many units each year brings",
    "evidence": "the evidence for all of this",
}


def missing_of(line: AvoidanceWords) -> tuple[str, ...]:
    """What the line leaves out, in words; nothing counts until all of it is said."""
    return tuple(words for name, words in NEEDS.items() if not getattr(line, name))


def financial_year(day: date, *, first_month: int) -> str:
    """The financial year that a day falls in, as in 2026/27."""
    first = day.year if day.month >= first_month else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def years_from(year: str, count: int) -> tuple[str, ...]:
    """So many financial years from this one on."""
    first = int(year[:4])
    return tuple(f"{each}/{(each + 1) % 100:02d}" for each in range(first, first + count))


def pounds(quantity: Decimal, unit_cost: Decimal) -> Decimal:
    """Units times cost, to the penny."""
    return (quantity * unit_cost).quantize(_PENNY, rounding=ROUND_HALF_UP)


def counted_twice(line: Counted, others: Iterable[Counted]) -> Counted | None:
    """Another line that would count the same money: one name, one counterfactual, or one action's same unit."""
    name, otherwise, unit = plain_words(line.name), plain_words(line.counterfactual), plain_words(line.unit)
    for other in others:
        is_same = plain_words(other.name) == name or plain_words(other.counterfactual) == otherwise
        shares = bool(line.action) and line.action == other.action and plain_words(other.unit) == unit
        if other.ref != line.ref and (is_same or shares):
            return other
    return None


def share_of_plan(years: Iterable[Year]) -> Decimal | None:
    """Achieved as a percentage of planned, over years where finance agreed a figure; none before there is one."""
    known = [each for each in years if each.achieved is not None]
    planned = sum((each.planned for each in known), Decimal(0))
    achieved = sum((each.achieved for each in known if each.achieved is not None), Decimal(0))
    return (achieved * 100 / planned).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if planned else None
