"""A measure in small: its line, its value, its target and whether it is better, wherever the plan shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.adapters.pictures.sparkline import sparkline

if TYPE_CHECKING:
    from oneplan.answers.figures import FigureView, LinkRow

# As many periods as a small line can show: three years of months.
NEWEST = 36


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a measure moves the right way, as a shape of the sprite and words."""

    state: str
    words: str


VERDICTS = {
    "better": Verdict("met", "Better"),
    "same": Verdict("unknown", "No change"),
    "worse": Verdict("late", "Worse"),
    "too early": Verdict("unstarted", "Too early to say"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One measure as a row of the plan shows it; ``link`` is the id of the link, where it may be removed."""

    title: str
    address: str
    value: str
    period: str
    spark: str
    target: str
    verdict: Verdict | None
    why: str
    is_matched_by_words: bool
    says: str
    link: str = ""


def chips_of(links: Iterable[LinkRow], figures: Mapping[str, FigureView]) -> tuple[Chip, ...]:
    """The linked measures, those that somebody confirmed first, each once."""
    ordered = sorted(links, key=lambda link: link.is_proposed)
    firsts = {link.measure_id: link for link in reversed(ordered)}
    return tuple(chip_of(firsts[link.measure_id], figures) for link in ordered if firsts[link.measure_id] is link)


def chip_of(link: LinkRow, figures: Mapping[str, FigureView]) -> Chip:
    """One linked measure; without a figure it says that none is computed yet."""
    figure = figures.get(link.measure_id)
    return Chip(
        title=link.measure_title,
        address=reverse("measure", args=[link.measure_id]),
        value=figure.value_words if figure else "not computed yet",
        period=figure.period_words if figure else "",
        spark=spark_of(figure) if figure else "",
        target=figure.target.words if figure and figure.target else "",
        verdict=VERDICTS.get(figure.trend) if figure else None,
        why=link.why,
        is_matched_by_words=link.is_proposed,
        says=figure.trend_words if figure else "",
        link=link.link_id,
    )


def spark_of(figure: FigureView) -> str:
    """The measure's newest periods as a small line."""
    values = [point.value for point in figure.series[-NEWEST:]]
    return sparkline(values, target=figure.target.value if figure.target else None)
