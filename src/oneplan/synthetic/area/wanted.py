"""Which area or country is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wanted:
    """A seed, the last day told, how many plans are kept on it, and how many calendar years are told."""

    seed: int
    on: date
    plans: int
    years: int
