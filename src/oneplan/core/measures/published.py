"""A figure of the official statistics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfficialFigure:
    """One number of one series for one place and year, with where it was published."""

    area: str
    level: str
    year: str
    series: str
    value: float
    source: str
