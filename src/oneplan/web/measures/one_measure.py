"""One measure as its page shows it: the finding first, then everything the number stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.measures.behind import Way, ways_to_cases
from oneplan.web.measures.charting import chart_of
from oneplan.web.measures.chips import VERDICTS, Verdict
from oneplan.web.ui import words

if TYPE_CHECKING:
    from datetime import date

    from oneplan.answers.figures import BreakdownRow, ComparatorRow, FigureView, LinkRow, SeriesPoint

DIRECTIONS = {"higher": "Higher is better", "lower": "Lower is better"}
NO_DIRECTION = "Neither higher nor lower is better by itself: it is read beside other measures"
FEW_PERIODS = 14


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a breakdown; its address opens the cases, for those who may."""

    words: str
    value: str
    numerator: str
    denominator: str
    address: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A section or an action that the measure should move for."""

    words: str
    address: str
    why: str
    is_matched_by_words: bool


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything the page of a measure shows."""

    name: str
    finding: str
    value: str
    why_not: str
    definition: str
    mark: str
    facts: tuple[tuple[str, str], ...]
    verdict: Verdict | None
    verdict_says: str
    chart: str
    chart_says: str
    kind: str
    signals: tuple[str, ...]
    points: tuple[SeriesPoint, ...]
    is_long: bool
    comparators: tuple[ComparatorRow, ...]
    splits: tuple[tuple[str, str, bool], ...]
    split_name: str
    parts: tuple[Part, ...]
    has_denominator: bool
    ticks: tuple[tuple[str, str, date], ...]
    moves: tuple[Moved, ...]
    balances: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]
    no_cases: str
    as_of: date | None
    as_of_says: str
    is_stale: bool


def measure_page(figure: FigureView, split: str = "") -> MeasurePage:
    """The page of one measure, broken down one way."""
    address = reverse("measure", args=[figure.measure_id])
    chosen = split or (figure.splits[0][0] if figure.splits else "")
    return MeasurePage(
        name=figure.title,
        finding=figure.finding,
        value=figure.value_words,
        why_not=figure.why_not_shown,
        definition=figure.definition,
        mark=figure.status,
        facts=_facts(figure),
        verdict=VERDICTS.get(figure.trend),
        verdict_says=figure.trend_words,
        chart=chart_of(figure),
        chart_says=_chart_says(figure),
        kind=figure.chart_kind,
        signals=tuple(said for point in figure.series for said in point.signals),
        points=tuple(reversed(figure.series)),
        is_long=len(figure.series) > FEW_PERIODS,
        comparators=figure.comparators,
        splits=tuple((f"{address}?split={each}#parts", says, each == chosen) for each, says in figure.splits),
        split_name=dict(figure.splits).get(chosen, ""),
        parts=parts_of(figure),
        has_denominator=bool(figure.denominator_words),
        ticks=tuple(
            (f"{tick.ref} {tick.text}".strip(), reverse("action", args=[tick.action_id]), tick.on)
            for tick in figure.actions
        ),
        moves=tuple(_moved(link) for link in figure.links),
        balances=tuple((title, reverse("measure", args=[each])) for each, title in figure.balances),
        ways=ways_to_cases(figure),
        no_cases=figure.no_cases_words,
        as_of=figure.as_of,
        as_of_says=figure.facts_words,
        is_stale=figure.is_stale,
    )


def parts_of(figure: FigureView) -> tuple[Part, ...]:
    """The parts of a figure, each with the address of its cases for those who may open them."""
    return tuple(_part(row, figure) for row in figure.breakdown)


def _facts(figure: FigureView) -> tuple[tuple[str, str], ...]:
    out_of = f"{figure.denominator.words}: {figure.denominator_words}"
    rows = [
        ("Period", figure.period_words),
        ("Counted", f"{figure.numerator.words}: {figure.numerator_words}"),
        ("Out of", out_of if figure.denominator_words else ""),
        ("Target", _target(figure)),
        ("Direction", DIRECTIONS.get(figure.good, NO_DIRECTION)),
        ("Small numbers", figure.profile_words),
    ]
    return tuple((name, said) for name, said in rows if said)


def _target(figure: FigureView) -> str:
    if figure.target is None:
        return "None is set"
    by = f", by {words.short_day(figure.target.by)}" if figure.target.by else ""
    source = f" ({figure.target.source})" if figure.target.source else ""
    return f"{figure.target.words}{by}{source}"


def _chart_says(figure: FigureView) -> str:
    """What the chart shows, for those who hear it; the table beneath gives every number."""
    signals = " ".join(figure.signals) or "Nothing stands outside its natural limits."
    return f"{figure.finding}. {signals} The table beneath gives every number."


def _part(row: BreakdownRow, figure: FigureView) -> Part:
    address = f"{reverse('measure-cases', args=[figure.measure_id])}?split={row.split}&part={row.part}"
    opens = figure.may_open_cases and figure.has_cases and not row.numerator.is_suppressed
    return Part(row.words, row.value_words, row.numerator.words, row.denominator.words, address if opens else "")


def _moved(link: LinkRow) -> Moved:
    if link.action_id:
        said, address = f"{link.action_ref} {link.action_text}".strip(), reverse("action", args=[link.action_id])
    else:
        said, address = link.section_words, reverse("section", args=[link.section_slug])
    return Moved(said, address, link.why, link.is_proposed)
