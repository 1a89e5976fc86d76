"""One measure as its page shows it: the finding first, then everything the number stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from oneplan.adapters.pictures.control_chart import ChartTick
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.web.measures.behind import Way, ways_to_cases
from oneplan.web.measures.charting import chart_of
from oneplan.web.measures.chips import Verdict, verdict_of
from oneplan.web.measures.findings import finding_of, most_of, unshown, value_in_words

if TYPE_CHECKING:
    from datetime import date

    from oneplan.answers.figures_rows import Breakdown, Comparator, FigureView, MeasureWords, PeriodValue, ShownValue
    from oneplan.web.measures.targets import Target

DIRECTIONS = {"up": "Higher is better.", "down": "Lower is better."}
NO_DIRECTION = "Neither higher nor lower is better by itself: read it beside other measures."
LONG = 14
A_YEAR = 12
MIX, SECTION, OF_THE_PLAN = "mix", "section", "Improvement plan"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a breakdown, or one period; its address opens the cases, for those who may."""

    words: str
    value: str
    numerator: str
    denominator: str
    why: str = ""
    address: str = ""
    signals: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """A breakdown with its name and its period."""

    name: str
    period: str
    rows: tuple[Part, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A section or an action that should move the measure, and the day on which it should be done."""

    words: str
    ref: str
    address: str
    why: str
    is_matched_by_words: bool
    on: date | None


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything the page of a measure shows."""

    id: str
    name: str
    finding: str
    value: str
    why_not: str
    definition: str
    note: str
    facts: tuple[tuple[str, str], ...]
    verdict: Verdict | None
    verdict_says: str
    chart: str
    chart_title: str
    chart_says: str
    alt: str
    signals: tuple[str, ...]
    months: tuple[Part, ...]
    years: tuple[Part, ...]
    is_long: bool
    is_comparable: bool
    comparators: tuple[Comparator, ...]
    period: str
    breakdowns: tuple[Parts, ...]
    has_denominator: bool
    moves: tuple[Moved, ...]
    dated: tuple[Moved, ...]
    ways: tuple[Way, ...]
    sees_cases: bool
    as_of: date
    profile: str
    profile_says: str
    caveats: tuple[str, ...] = ()
    each_period: str = "Month by month"
    by_hand: str = ""


def measure_page(
    view: FigureView,
    moves: Iterable[Moved] = (),
    target: Target | None = None,
    *,
    sections: Mapping[str, str] | None = None,
) -> MeasurePage:
    """The page of one measure; ``sections`` are the names of the plan's sections, in its order."""
    moved = tuple(moves)
    dated = tuple(sorted((each for each in moved if each.on), key=lambda each: each.on or view.as_of))
    ticks = [ChartTick(each.on, each.ref) for each in dated if each.on]
    finding = finding_of(view.measure, view.value, most=most_of(view), period=view.period)
    signals = tuple(f"{each.label}: {said}" for each in view.chart.points for said in each.signals)
    return MeasurePage(
        id=view.measure.id,
        name=view.measure.title,
        finding=finding,
        value=value_in_words(view.measure, view.value),
        why_not="" if view.value.is_shown else view.value.says,
        definition=view.measure.definition,
        note=view.measure.note,
        facts=_facts(view, target),
        verdict=verdict_of(view.change),
        verdict_says=view.change_says,
        chart=chart_of(view, target=target, ticks=ticks),
        chart_title=_chart_title(view, signals),
        chart_says=view.chart.says,
        alt=f"{finding}. {_chart_title(view, signals)}. The table beneath gives every number.",
        signals=signals,
        months=_periods(view.months, {each.label: "; ".join(each.signals) for each in view.chart.points}),
        years=_periods(view.years, {}),
        is_long=len(view.months) > LONG,
        is_comparable=view.measure.kind != MIX and view.measure.group != OF_THE_PLAN and not view.is_by_hand,
        comparators=tuple(_compared(each, view) for each in view.comparators),
        period=view.period,
        breakdowns=parts_of(view, sections or {}),
        has_denominator=bool(view.measure.denominator),
        moves=moved,
        dated=dated,
        ways=ways_to_cases(view),
        sees_cases=view.can_open_cases,
        as_of=view.as_of,
        profile=view.profile_title,
        profile_says=view.profile_says,
        caveats=view.caveats,
        each_period="Month by month" if view.is_monthly else "Period by period",
        by_hand=reverse("series-one", args=[view.measure.id]) if view.is_by_hand else "",
    )


def parts_of(view: FigureView, sections: Mapping[str, str]) -> tuple[Parts, ...]:
    """Every breakdown, each part with the address of its cases for those who may open them."""
    return tuple(_parts(view, each, sections if each.split == SECTION else {}) for each in view.breakdowns)


def _parts(view: FigureView, breakdown: Breakdown, names: Mapping[str, str]) -> Parts:
    order = {part: place for place, part in enumerate(names)}
    rows = sorted(breakdown.parts, key=lambda row: order.get(row.part, len(order))) if names else breakdown.parts
    return Parts(
        breakdown.title,
        breakdown.period,
        tuple(_part(view, breakdown.split, row.part, names.get(row.part, row.title), row.value) for row in rows),
        sum(1 for row in rows if not row.value.is_shown and row.value.reason != "none"),
    )


def counted(number: int | None, value: ShownValue) -> str:
    """A whole number, or what stands in its place."""
    return unshown(value) if number is None else f"{number:,}"


def _facts(view: FigureView, target: Target | None) -> tuple[tuple[str, str], ...]:
    measure, value = view.measure, view.value
    rows = [
        ("Period", view.period),
        *_counted(measure, value),
        ("Target", f"{target.words}. The plan says: “{target.says}”" if target else _other_target(measure)),
        ("Direction", DIRECTIONS.get(measure.direction, NO_DIRECTION)),
        ("Small numbers", view.profile_says),
        ("Law", "; ".join(measure.law)),
        ("Source", measure.source),
    ]
    return tuple((name, said) for name, said in rows if said)


def _other_target(measure: MeasureWords) -> str:
    """What the catalogue proposes where the plan states no target."""
    known = load_catalogue().by_id.get(measure.id)
    if known is None or known.target is None:
        return "The plan states none."
    return f"{known.target.words}, as the catalogue proposes."


def _counted(measure: MeasureWords, value: ShownValue) -> list[tuple[str, str]]:
    """Numerator and denominator in words and numbers; a mix counts its whole once, and its parts further down."""
    if measure.kind == MIX:
        return [("Counted", f"{counted(value.numerator, value)}: {_lowered(measure.denominator)}")]
    rows = [("Counted", f"{counted(value.numerator, value)}: {_lowered(measure.numerator)}")]
    if measure.denominator:
        rows.append(("Out of", f"{counted(value.denominator, value)}: {_lowered(measure.denominator)}"))
    return rows


def _chart_title(view: FigureView, signals: tuple[str, ...]) -> str:
    recent = tuple(f"{each.label}: {said}" for each in view.chart.points[-A_YEAR:] for said in each.signals)
    if recent:
        return recent[-1]
    if view.chart.centre is not None:
        said = "Every month of the newest year" if signals else "Every month"
        return f"{said} is within what chance alone would bring"
    known = [each for each in view.months if each.is_judged and each.value.is_shown]
    if not known:
        return ""
    first, last = known[0], known[-1]
    return f"{first.value.words} in {first.label}, {last.value.words} in {last.label}"


def _periods(periods: Iterable[PeriodValue], signals: dict[str, str]) -> tuple[Part, ...]:
    return tuple(
        Part(
            _named(each),
            each.value.words or unshown(each.value),
            counted(each.value.numerator, each.value),
            counted(each.value.denominator, each.value),
            signals=signals.get(each.label, ""),
        )
        for each in reversed(tuple(periods))
    )


def _named(period: PeriodValue) -> str:
    """A period, and how much of it still waits for a decision."""
    if period.waiting is None:
        return period.label
    return f"{period.label}, {period.waiting:,} not decided yet" if period.waiting else period.label


def _part(view: FigureView, split: str, part: str, title: str, value: ShownValue) -> Part:
    address = f"{reverse('measure-cases', args=[view.measure.id])}?{urlencode({'part': f'{split}:{part}'})}"
    return Part(
        title,
        value.words or unshown(value),
        counted(value.numerator, value),
        counted(value.denominator, value),
        why="" if value.is_shown else value.says,
        address=address if view.can_open_cases and value.numerator else "",
    )


def _compared(row: Comparator, view: FigureView) -> Comparator:
    """A published figure of another time says so, and gives ours of its year where the record holds it."""
    at = f"{row.note[:1].upper()}{row.note[1:]}. " if row.note else ""
    if row.year in view.period:
        return replace(row, note=at.strip())
    same = next((each for each in view.years if each.label == row.year and each.value.is_shown and not at), None)
    ours = f"Ours in {row.year}: {same.value.words}." if same else f"Ours is another period: {view.period}."
    return replace(row, note=f"{at}{ours}")


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
