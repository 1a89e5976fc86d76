"""Whether a series went another way after something was done: an interrupted series with its uncertainty.

A straight line before, another after. Neighbouring periods may lean on each other (an autoregression of order one); how
much they do is not known, so every amount of it counts by how well it fits the series, and the interval carries that
doubt too. See Wagner et al. 2002 for segmented regression; Zellner and Tiao 1964 for averaging over the correlation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp, log, sqrt

from oneplan.core.measures.student import Part, mixed_quantile

_TERMS = 4  # level and slope before, and how much each differs after
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SeriesRules:
    """How many periods each side are needed, how sure an interval is, and which correlations are weighed."""

    fewest_before: int
    fewest_after: int
    sure: float
    correlations: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """One period: its place in the row of periods (a place left out is a gap), its value, and of how many it is."""

    place: int
    amount: float
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """How far the periods after stand, on average, from where the line before would have led, with its interval.

    ``expected`` is that line in each period after, ``fitted`` the two lines in every period.
    """

    amount: float
    low: float
    high: float
    fitted: tuple[float, ...]
    expected: tuple[float, ...]
    correlation: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no change at all."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class _Lens:
    """One correlation's way of reading the same design, whatever the values."""

    correlation: float
    scales: Row  # square roots of weights, with the innovations' spread
    backs: Row  # how much of the period before is taken away
    solve: tuple[Row, ...]  # from read values to the four terms
    read: tuple[Row, ...]  # the design as read
    width: float  # of the contrast, in standard deviations
    constant: float  # of the log likelihood


def effect_of(periods: Sequence[Period], first_after: int, rules: SeriesRules) -> Effect | None:
    """The change after a place in the row of periods; none where either side has too few periods to tell."""
    before = sum(1 for each in periods if each.place < first_after)
    if before < rules.fewest_before or len(periods) - before < rules.fewest_after:
        return None
    places = tuple(each.place for each in periods)
    lenses = _lenses(places, first_after, _weights(periods), rules.correlations)
    amounts = [each.amount for each in periods]
    freedom = len(periods) - _TERMS
    seen = [_seen(lens, amounts) for lens in lenses]
    spread = max(abs(each) for each in amounts) or 1.0
    floor = (1e-9 * spread) ** 2  # a series that follows its lines exactly still has a width
    likely = [lens.constant - freedom / 2 * log(max(rest, floor)) for lens, (_, rest) in zip(lenses, seen, strict=True)]
    weights = _shares(likely)
    contrast = _contrast(places, first_after)
    parts = [
        Part(weight, _dot(contrast, terms), sqrt(max(rest, floor) / freedom) * lens.width)
        for weight, lens, (terms, rest) in zip(weights, lenses, seen, strict=True)
    ]
    tail = (1 - rules.sure) / 2
    mean = tuple(sum(w * terms[i] for w, (terms, _) in zip(weights, seen, strict=True)) for i in range(_TERMS))
    return Effect(
        amount=sum(part.weight * part.centre for part in parts),
        low=mixed_quantile(parts, freedom, tail),
        high=mixed_quantile(parts, freedom, 1 - tail),
        fitted=tuple(_dot(_design(place, first_after, places[0]), mean) for place in places),
        expected=tuple(mean[0] + mean[1] * (place - places[0]) for place in places if place >= first_after),
        correlation=sum(w * lens.correlation for w, lens in zip(weights, lenses, strict=True)),
    )


def _weights(periods: Sequence[Period]) -> Row:
    """A share of more is surer; without bases all periods are."""
    bases = [each.base for each in periods]
    if any(not base for base in bases):
        return (1.0,) * len(periods)
    mean = sum(base or 0 for base in bases) / len(bases)
    return tuple((base or 0) / mean for base in bases)


def _design(place: int, first_after: int, first: int) -> Row:
    after = place >= first_after
    return (1.0, float(place - first), 1.0 if after else 0.0, float(place - first_after) if after else 0.0)


def _contrast(places: Row | tuple[int, ...], first_after: int) -> Row:
    since = [place - first_after for place in places if place >= first_after]
    return (0.0, 0.0, 1.0, sum(since) / len(since))


@lru_cache(maxsize=64)
def _lenses(
    places: tuple[int, ...], first_after: int, weights: Row, correlations: tuple[float, ...]
) -> tuple[_Lens, ...]:
    return tuple(_lens(places, first_after, weights, each) for each in correlations)


def _lens(places: tuple[int, ...], first_after: int, weights: Row, correlation: float) -> _Lens:
    """After a gap the leaning is weaker, by its power; each period is read without what the one before told of it."""
    links = [0.0, *(correlation ** (after - before) for before, after in pairwise(places))]
    spreads = [sqrt(1 - link * link) for link in links]
    scales = tuple(sqrt(weight) / spread for weight, spread in zip(weights, spreads, strict=True))
    roots = [sqrt(weight) for weight in weights]
    backs = tuple(
        link * (roots[at - 1] if at else 0.0) / spread
        for at, (link, spread) in enumerate(zip(links, spreads, strict=True))
    )
    columns = list(zip(*(_design(place, first_after, places[0]) for place in places), strict=True))
    read_columns = [_read(scales, backs, column) for column in columns]
    read = tuple(zip(*read_columns, strict=True))
    products = [[_dot(a, b) for b in read_columns] for a in read_columns]
    inverse, log_size = _inverted(products)
    contrast = _contrast(places, first_after)
    return _Lens(
        correlation=correlation,
        scales=scales,
        backs=backs,
        solve=tuple(tuple(_dot(row, each) for each in read) for row in inverse),
        read=read,
        width=sqrt(sum(a * b * inverse[i][j] for i, a in enumerate(contrast) for j, b in enumerate(contrast))),
        constant=-sum(log(spread) for spread in spreads) - log_size / 2,
    )


def _read(scales: Row, backs: Row, values: Sequence[float]) -> Row:
    return tuple(
        scale * value - back * before
        for scale, back, value, before in zip(scales, backs, values, (0.0, *values[:-1]), strict=True)
    )


def _seen(lens: _Lens, amounts: Sequence[float]) -> tuple[Row, float]:
    """The four terms under one correlation, and the squares they leave unexplained."""
    values = _read(lens.scales, lens.backs, amounts)
    terms = tuple(_dot(row, values) for row in lens.solve)
    rest = sum((value - _dot(row, terms)) ** 2 for value, row in zip(values, lens.read, strict=True))
    return terms, rest


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


def _shares(likely: Sequence[float]) -> list[float]:
    highest = max(likely)
    weights = [exp(each - highest) for each in likely]
    return [weight / sum(weights) for weight in weights]


def _inverted(matrix: Sequence[Sequence[float]]) -> tuple[list[list[float]], float]:
    """The inverse of a positive matrix and the logarithm of its determinant, by Gauss and Jordan."""
    size = len(matrix)
    rows = [[*row, *(1.0 if at == place else 0.0 for at in range(size))] for place, row in enumerate(matrix)]
    log_size = 0.0
    for place in range(size):
        best = max(range(place, size), key=lambda at: abs(rows[at][place]))
        rows[place], rows[best] = rows[best], rows[place]
        pivot = rows[place][place]
        log_size += log(abs(pivot))
        rows[place] = [each / pivot for each in rows[place]]
        for at in range(size):
            if at != place and rows[at][place]:
                factor = rows[at][place]
                rows[at] = [a - factor * b for a, b in zip(rows[at], rows[place], strict=True)]
    return [row[size:] for row in rows], log_size
