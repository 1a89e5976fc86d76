"""Every measure on one page, each with its finding, its value and its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.measures.chips import VERDICTS, Verdict, spark_of
from oneplan.web.ui import words

if TYPE_CHECKING:
    from datetime import date

    from oneplan.answers.figures import FigureView


@dataclass(frozen=True, slots=True)
class Listed:
    """One measure in the list."""

    title: str
    finding: str
    address: str
    value: str
    period: str
    spark: str
    target: str
    verdict: Verdict | None
    mark: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The whole list, what it comes to, and how fresh it is."""

    lead: str
    as_of: date | None
    rows: tuple[Listed, ...]


def list_page(figures: Iterable[FigureView]) -> ListPage:
    """The list of measures, in the order in which the rulebook holds them."""
    every = tuple(figures)
    return ListPage(
        lead=_lead(every),
        as_of=max((figure.as_of for figure in every if figure.as_of), default=None),
        rows=tuple(_listed(figure) for figure in every),
    )


def _listed(figure: FigureView) -> Listed:
    return Listed(
        title=figure.title,
        finding=figure.finding,
        address=reverse("measure", args=[figure.measure_id]),
        value=figure.value_words,
        period=figure.period_words,
        spark=spark_of(figure),
        target=figure.target.words if figure.target else "",
        verdict=VERDICTS.get(figure.trend),
        mark=figure.status,
    )


def _lead(figures: tuple[FigureView, ...]) -> str:
    if not any(figure.as_of for figure in figures):
        return "No figure has been computed yet."
    trends = Counter(figure.trend for figure in figures)
    parts = (
        (trends["better"], "better"),
        (trends["worse"], "worse"),
        (trends["same"], "without change"),
        (trends["too early"], "too early to say"),
    )
    counted = words.listed([f"{number} {says}" for number, says in parts if number])
    first = words.count_of(len(figures), "measure").capitalize()
    return f"{first}: {counted}." if counted else f"{first}."
