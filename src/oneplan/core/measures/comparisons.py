"""What a change in a measure means, in words; and the control chart that tells a signal from noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from math import sqrt

from oneplan.core.measures.definitions import Direction

# Shewhart's natural limits: three standard errors; for single values 2.66 times the mean moving range (3 / 1.128).
_ERRORS = 3
_MOVING_RANGES = Decimal("2.66")


@dataclass(frozen=True, slots=True)
class ChartRules:
    """After how many points a chart speaks, how many in a row are more than chance, how many per cent may wait."""

    fewest_points: int
    one_side: int
    trending: int
    most_waiting: int = 0


class Change(StrEnum):
    """The one word for how a measure moves."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"
    NO_CHANGE = "no change"
    TOO_EARLY = "too early to say"


@dataclass(frozen=True, slots=True)
class Reading:
    """One period of a series; a share also says of how many. After a gap nothing is in a row with what came before."""

    on: date
    amount: Decimal
    base: int | None = None
    is_after_gap: bool = False


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A reading with the limits that chance alone would keep it within, and what it signals, if anything."""

    on: date
    amount: Decimal
    lower: Decimal
    upper: Decimal
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A series around its mean; without points there is too little to say anything."""

    centre: Decimal | None
    points: tuple[ChartPoint, ...]
    change: Change

    @property
    def signals(self) -> tuple[tuple[date, str], ...]:
        """Every signal with its day, the newest first."""
        return tuple((point.on, words) for point in reversed(self.points) for words in point.signals)


def chart_of_values(readings: Sequence[Reading], direction: Direction, rules: ChartRules) -> ControlChart:
    """Single values around their mean (XmR): the limits come from how much neighbours differ."""
    if len(readings) < rules.fewest_points:
        return _too_early()
    amounts = [each.amount for each in readings]
    centre = sum(amounts, Decimal(0)) / len(amounts)
    moving = [abs(after - before) for before, after in pairwise(amounts)]
    reach = _MOVING_RANGES * sum(moving, Decimal(0)) / len(moving)
    return _chart(readings, centre, lambda _: reach, direction, rules)


def chart_of_shares(readings: Sequence[Reading], direction: Direction, rules: ChartRules) -> ControlChart:
    """Shares in per cent around their overall share (p-chart): wider limits where a share is of fewer."""
    based = [each for each in readings if each.base]
    if len(based) < rules.fewest_points:
        return _too_early()
    bases = [each.base or 0 for each in based]
    centre = sum((each.amount * base for each, base in zip(based, bases, strict=True)), Decimal(0)) / sum(bases)
    share = float(centre) / 100

    def reach(reading: Reading) -> Decimal:
        return Decimal(str(_ERRORS * 100 * sqrt(max(share * (1 - share), 0) / (reading.base or 1))))

    return _chart(based, centre, reach, direction, rules, ceiling=Decimal(100))


def _chart(
    readings: Sequence[Reading],
    centre: Decimal,
    reach: Callable[[Reading], Decimal],
    direction: Direction,
    rules: ChartRules,
    ceiling: Decimal | None = None,
) -> ControlChart:
    points = []
    for place, each in enumerate(readings):
        upper = centre + reach(each)
        points.append(
            ChartPoint(
                on=each.on,
                amount=each.amount,
                lower=max(centre - reach(each), Decimal(0)) if centre >= 0 else centre - reach(each),
                upper=upper if ceiling is None else min(upper, ceiling),
                signals=_signals(readings[: place + 1], centre, reach(each), rules),
            )
        )
    return ControlChart(centre, tuple(points), _change(points, centre, direction))


def _signals(sofar: Sequence[Reading], centre: Decimal, reach: Decimal, rules: ChartRules) -> tuple[str, ...]:
    said = []
    unbroken = max((place for place, each in enumerate(sofar) if each.is_after_gap), default=0)
    amounts = [each.amount for each in sofar[unbroken:]]
    last = amounts[-1]
    if abs(last - centre) > reach:
        said.append(f"{'above' if last > centre else 'below'} the range that chance alone would explain")
    run = amounts[-rules.one_side :]
    if len(run) == rules.one_side and (min(run) > centre or max(run) < centre):
        said.append(f"{rules.one_side} in a row {'above' if run[0] > centre else 'below'} the average")
    steps = amounts[-rules.trending :]
    if len(steps) == rules.trending and _is_monotone(steps):
        said.append(f"{rules.trending} in a row {'rising' if steps[-1] > steps[0] else 'falling'}")
    return tuple(said)


def _is_monotone(steps: Sequence[Decimal]) -> bool:
    pairs = list(pairwise(steps))
    return all(after > before for before, after in pairs) or all(after < before for before, after in pairs)


def _change(points: Sequence[ChartPoint], centre: Decimal, direction: Direction) -> Change:
    """What the newest point signals; a signal upwards is better only where more is better."""
    newest = points[-1]
    if not newest.signals:
        return Change.NO_CHANGE
    if direction is Direction.CONTEXT:
        return Change.DIFFERENT
    is_trend_only = all("in a row rising" in words or "in a row falling" in words for words in newest.signals)
    is_up = "rising" in newest.signals[0] if is_trend_only else newest.amount > centre
    return Change.BETTER if is_up is (direction is Direction.UP) else Change.WORSE


def _too_early() -> ControlChart:
    return ControlChart(None, (), Change.TOO_EARLY)
