"""Random streams that depend on their keys alone, so that nothing drawn for one child moves another."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_MULTIPLIER, _STEP, _MASK = 6364136223846793005, 1442695040888963407, (1 << 64) - 1


def mixed(*keys: int) -> int:
    """One number for some keys, spread over 64 bits."""
    value = 0x9E3779B97F4A7C15
    for key in keys:
        value = ((value ^ key) * _MULTIPLIER + _STEP) & _MASK
        value ^= value >> 29
    return value


def stream(*keys: int) -> Random:
    """The random stream of some keys."""
    return Random(mixed(*keys))  # noqa: S311 - invention, not secrecy


class Chances(Generic[_Item]):
    """Items drawn in proportion to their weights."""

    __slots__ = ("_cumulative", "_items", "_total")

    def __init__(self, weights: Mapping[_Item, float]) -> None:
        self._items = tuple(weights)
        self._cumulative = tuple(accumulate(weights.values()))
        self._total = self._cumulative[-1]

    def draw(self, random: Random) -> _Item:
        """One of the items."""
        return self._items[bisect(self._cumulative, random.random() * self._total)]
