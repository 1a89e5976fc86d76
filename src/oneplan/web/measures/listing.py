"""Every measure on one page, each with its finding, its value and its line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.core.measures.comparisons import Change
from oneplan.web.measures.chips import Verdict, spark_of, verdict_of
from oneplan.web.measures.findings import value_in_words
from oneplan.web.ui import words

if TYPE_CHECKING:
    from datetime import date

    from oneplan.answers.figures_rows import FigureLine, FiguresOverview


@dataclass(frozen=True, slots=True)
class Listed:
    """One measure in the list."""

    title: str
    address: str
    value: str
    is_shown: bool
    why: str
    period: str
    spark: str
    verdict: Verdict | None
    says: str
    note: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The whole list, what it comes to, and how fresh it is."""

    lead: str
    as_of: date | None
    profile: str
    groups: tuple[tuple[str, tuple[Listed, ...]], ...]


def list_page(overview: FiguresOverview) -> ListPage:
    """The list of measures in their groups, in the order in which the rulebook holds them."""
    return ListPage(
        lead=lead_of([line for _, lines in overview.groups for line in lines]),
        as_of=overview.as_of,
        profile=overview.profile_says,
        groups=tuple((title, tuple(_listed(line) for line in lines)) for title, lines in overview.groups),
    )


def lead_of(lines: list[FigureLine], noun: tuple[str, str] = ("measure", "measures")) -> str:
    """How many measures there are and which way they move."""
    if not lines:
        return "No figure has been worked out yet."
    changes = Counter(line.change for line in lines)
    parts = (
        (changes[Change.BETTER], "better"),
        (changes[Change.WORSE], "worse"),
        (changes[Change.DIFFERENT], "different"),
        (changes[Change.NO_CHANGE], "without change"),
        (changes[Change.TOO_EARLY], "too early to say"),
        (changes[""], "not judged by chance"),
    )
    counted = words.listed([f"{number} {says}" for number, says in parts if number])
    first = words.count_of(len(lines), *noun).capitalize()
    return f"{first}: {counted}." if counted else f"{first}."


def _listed(line: FigureLine) -> Listed:
    return Listed(
        title=line.measure.title,
        address=reverse("measure", args=[line.measure.id]),
        value=value_in_words(line.measure, line.value),
        is_shown=line.value.is_shown,
        why=line.value.says,
        period=line.period,
        spark=spark_of(line),
        verdict=verdict_of(line.change) if line.value.reason != "none" else None,
        says=line.change_says,
        note=line.measure.note,
    )
