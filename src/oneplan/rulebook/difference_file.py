"""Read rulebook/difference.toml: when a series may be said to have changed, and what else could explain it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from oneplan.core.measures.interrupted import SeriesRules
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.tables import read_file

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class DifferenceRules:
    """The rules of the series, and how widely other explanations are looked for."""

    series: SeriesRules
    near_days: int
    years_for_a_season: int
    few_per_period: int


@cache
def load_difference() -> DifferenceRules:
    """The rules that are shipped."""
    table = read_file(ROOT / "difference.toml", ROOT)
    for name in ("id", "title", "source", "status"):
        table.text(name)
    table.day("checked_on")
    rules = DifferenceRules(
        series=SeriesRules(
            fewest_before=table.number("fewest_before"),
            fewest_after=table.number("fewest_after"),
            sure=table.number("sure_per_cent") / _HUNDRED,
            correlations=tuple(int(str(each)) / _HUNDRED for each in table.items("correlations")),
        ),
        near_days=table.number("near_days"),
        years_for_a_season=table.number("years_for_a_season"),
        few_per_period=table.number("few_per_period"),
    )
    table.close()
    return rules
