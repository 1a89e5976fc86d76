"""How far the share of a sample may lie from the truth, and whether two of them differ by more than chance.

Wilson's score interval for one share; Newcombe's hybrid score interval for the difference of two that were sampled
apart from each other. Where a sample is a good part of a known population, its interval is narrower for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where, both as shares between 0 and 1 (or as the difference of two)."""

    low: float
    high: float


class Moved(StrEnum):
    """What may honestly be said of two shares of samples."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_CLEAR_CHANGE = "no clear change"
    POSSIBLE_CHANGE = "possible change, not certain"


@dataclass(frozen=True, slots=True)
class Difference:
    """How two shares differ, in points, with what chance leaves open."""

    points: Decimal
    low: Decimal
    high: Decimal
    moved: Moved


@dataclass(frozen=True, slots=True)
class SampleRules:
    """From how many points on an uncertain difference is worth a word; which part of a population counts as much."""

    points_worth_a_word: int
    much_of_a_population: Decimal


def wilson(met: float, many: int, *, population: int | None = None, much: float = 1.0) -> Interval:
    """Wilson's 95% interval for ``met`` of ``many``; corrected where the sample is more than ``much`` of all."""
    share, size = met / many, _worth(many, population, much)
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    reach = z / (1 + z * z / size) * sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    return Interval(max(middle - reach, 0.0), min(middle + reach, 1.0))


def newcombe(met: float, many: int, met_before: float, many_before: int) -> Interval:
    """Newcombe's 95% interval for the first share less the second."""
    now, before = wilson(met, many), wilson(met_before, many_before)
    share, share_before = met / many, met_before / many_before
    difference = share - share_before
    low = difference - sqrt((share - now.low) ** 2 + (before.high - share_before) ** 2)
    high = difference + sqrt((now.high - share) ** 2 + (share_before - before.low) ** 2)
    return Interval(low, high)


def difference_of(met: float, many: int, met_before: float, many_before: int, *, rules: SampleRules) -> Difference:
    """How the first share differs from the second, and the one thing that may be said of it."""
    interval = newcombe(met, many, met_before, many_before)
    points = _points(met / many - met_before / many_before)
    if interval.low > 0 or interval.high < 0:
        moved = Moved.HIGHER if points > 0 else Moved.LOWER
    elif abs(points) < rules.points_worth_a_word:
        moved = Moved.NO_CLEAR_CHANGE
    else:
        moved = Moved.POSSIBLE_CHANGE
    return Difference(points, _points(interval.low), _points(interval.high), moved)


def _worth(many: int, population: int | None, much: float) -> float:
    """How many answers a sample is worth: more than it has, where it is a good part of everybody."""
    if population is None or population <= many or many <= much * population:
        return float(many)
    return many * (population - 1) / (population - many)


def _points(share: float) -> Decimal:
    return Decimal(str(round(share * 100, 1)))
