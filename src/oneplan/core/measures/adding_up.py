"""Whether official figures of areas and regions fit together; a file that does not is caught before it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from oneplan.core.measures.published import OfficialFigure

LOCAL, REGIONAL = "Local authority", "Regional"
_SHARES = ("pct_", "rate_", "avg_")
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Misfit:
    """One place where figures do not fit: a regional total said again by its areas, or a sum that is not the total."""

    is_repeated: bool
    series: str
    year: str
    region: str
    said: float
    added: float
    areas: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """What is wrong, in a sentence."""
        if self.is_repeated:
            named = ", ".join(self.areas[:_TOLD]) + (" and others" if len(self.areas) > _TOLD else "")
            return (
                f"{self.series} {self.year}: {len(self.areas)} areas of {self.region} ({named}) each repeat the "
                f"region's own total, {self.said:,.0f}."
            )
        return f"{self.series} {self.year}: the areas of {self.region} add to {self.added:,.0f}, not {self.said:,.0f}."


def misfits(figures: Iterable[OfficialFigure], regions: Mapping[str, Sequence[str]]) -> tuple[Misfit, ...]:
    """Every misfit; sums are held to a region only where all of its areas are there, and shares are never added."""
    local: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    totals: dict[tuple[str, str, str], float] = {}
    for each in figures:
        if each.series.startswith(_SHARES):
            continue
        if each.level == LOCAL:
            local[each.series, each.year][each.area] = each.value
        elif each.level == REGIONAL:
            totals[each.series, each.year, each.area] = each.value
    found = (_misfit(key, said, local[key[0], key[1]], regions.get(key[2], ())) for key, said in totals.items())
    return tuple(each for each in found if each)


def _misfit(
    key: tuple[str, str, str], said: float, by_area: Mapping[str, float], members: Sequence[str]
) -> Misfit | None:
    series, year, region = key
    here = {area: by_area[area] for area in members if area in by_area}
    repeating = tuple(area for area, value in here.items() if value == said)
    if said > 0 and len(repeating) > 1:
        return Misfit(True, series, year, region, said, sum(here.values()), repeating)
    is_complete = bool(members) and len(here) == len(members)
    if is_complete and not isclose(sum(here.values()), said, abs_tol=0.5):
        return Misfit(False, series, year, region, said, sum(here.values()), tuple(here))
    return None
