"""Student's t for whole degrees of freedom, exactly, and mixtures of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan, cos, exp, lgamma, log, log1p, pi, sin, sqrt

_CLOSE = 1e-9
_STEPS = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One t distribution of a mixture: how much it weighs, where it stands and how wide it is."""

    weight: float
    centre: float
    scale: float


def chance_below(value: float, freedom: int) -> float:
    """The chance that t with this many degrees of freedom is at most the value (Abramowitz and Stegun 26.7.3-4)."""
    angle = atan(value / sqrt(freedom))
    squared = cos(angle) ** 2
    term = total = cos(angle) if freedom % 2 else 1.0
    for step in range(3 if freedom % 2 else 2, freedom - 1, 2):
        term *= squared * (step - 1) / step
        total += term
    waves = sin(angle) * total if freedom > 1 else 0.0
    inside = 2 / pi * (angle + waves) if freedom % 2 else waves
    return (1 + inside) / 2


def mixed_quantile(parts: Sequence[Part], freedom: int, share: float) -> float:
    """The value below which the mixture has this share of its chance."""
    widest = max(part.scale for part in parts)
    low = min(part.centre for part in parts) - widest
    high = max(part.centre for part in parts) + widest
    while _below(parts, freedom, low) > share:
        low -= high - low
    while _below(parts, freedom, high) < share:
        high += high - low
    return _narrowed(parts, freedom, share, low, high)


def _narrowed(parts: Sequence[Part], freedom: int, share: float, low: float, high: float) -> float:
    """Newton's steps, halving the interval whenever one would leave it."""
    at = (low + high) / 2
    for _ in range(_STEPS):
        miss = _below(parts, freedom, at) - share
        low, high = (low, at) if miss > 0 else (at, high)
        density = sum(part.weight / part.scale * _density((at - part.centre) / part.scale, freedom) for part in parts)
        ahead = at - miss / density if density > 0 else low
        ahead = ahead if low < ahead < high else (low + high) / 2
        if abs(ahead - at) <= _CLOSE * max(1.0, abs(ahead), high - low):
            return ahead
        at = ahead
    return at


def _below(parts: Sequence[Part], freedom: int, value: float) -> float:
    return sum(part.weight * chance_below((value - part.centre) / part.scale, freedom) for part in parts)


def _density(value: float, freedom: int) -> float:
    constant = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(freedom * pi) / 2
    return exp(constant - (freedom + 1) / 2 * log1p(value * value / freedom))
