"""How figures are made: the measures, who sees which numbers, and after how many periods a chart speaks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from oneplan.core.measures import Measure
    from oneplan.core.measures.comparisons import ChartRules
    from oneplan.core.measures.profiles import Profile
    from oneplan.core.pathways.definitions import Rules
    from oneplan.rulebook.measure_files import MeasureBook


@dataclass(frozen=True, slots=True)
class FiguresHelp:
    """What the page explains, from the rulebook of measures."""

    profiles: tuple[Profile, ...]
    chart: ChartRules
    groups: tuple[tuple[str, tuple[Measure, ...]], ...]
    estimates: tuple[Measure, ...]
    months_kept: int
    years_kept: int


def present_figures(book: MeasureBook) -> FiguresHelp:
    """The page's lists."""
    return FiguresHelp(
        profiles=tuple(book.profiles.values()),
        chart=book.chart_rules,
        groups=_groups(book.measures),
        estimates=tuple(each for each in book.measures if each.note),
        months_kept=book.months_kept,
        years_kept=book.years_kept,
    )


@dataclass(frozen=True, slots=True)
class LimitSaid:
    """A number from law or from the statistics, as it stands on a day."""

    title: str
    says: str
    citation: str


def limits_in_words(book: MeasureBook, rules: Rules, on: date) -> tuple[LimitSaid, ...]:
    """Each number that measures count by, once."""
    found = [rules.parameters[name] for name in dict.fromkeys(name for each in book.measures for name in each.limits)]
    return tuple(LimitSaid(each.title, f"{each.number(on)} {each.unit.value}", each.citation.text) for each in found)


def _groups(measures: Iterable[Measure]) -> tuple[tuple[str, tuple[Measure, ...]], ...]:
    return tuple((group, tuple(found)) for group, found in groupby(measures, key=lambda each: each.group))
