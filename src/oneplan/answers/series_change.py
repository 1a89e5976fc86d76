"""What the movement of a series means: a control chart where long enough, chance in samples, breaks in meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneplan.answers.figures_rows import Chart, ChartedPoint, ShownValue
from oneplan.answers.series_shown import sample_size
from oneplan.answers.series_values import Point
from oneplan.core.measures.catalogue import CatalogueMeasure, SeriesKind
from oneplan.core.measures.comparisons import Change, Reading, chart_of_shares, chart_of_values
from oneplan.core.measures.definitions import Direction
from oneplan.core.measures.manual import result_in_words
from oneplan.core.measures.uncertainty import Difference, Moved, difference_of, wilson
from oneplan.records.series.rows import DefinitionRow
from oneplan.rulebook.catalogue_files import load_series
from oneplan.rulebook.measure_files import load_measures

NO_CHART = Chart((), None, "", "", ())
_PER_CENT = Decimal(100)
SELF_CHOSEN = "Those who answered chose to, so they may differ from those who did not."
_BAND = "The band is the range that chance alone would explain."


@dataclass(frozen=True, slots=True)
class Movement:
    """The one word for how a series moves, the sentence behind it, its chart, and what to bear in mind."""

    change: str
    says: str
    chart: Chart
    caveats: tuple[str, ...]


def movement_of(
    measure: CatalogueMeasure,
    points: Sequence[Point],
    shown: Mapping[tuple[str, date], ShownValue],
    breaks: Sequence[DefinitionRow],
) -> Movement:
    """How the values of one part move, as far as they may be shown; nothing is set beside what meant something else."""
    line = [
        (point, value)
        for point in points
        if (value := shown[point.part, point.period.first_day]).is_shown and value.amount is not None
    ]
    begins = max((each.first_day for each in breaks), default=date.min)
    since = [(point, value) for point, value in line if point.period.first_day >= begins]
    caveats = (*_sample_words(measure, since), *_break_words(breaks))
    chart = _chart(measure, since)
    if chart.points:
        newest = chart.points[-1]
        said = "; ".join(newest.signals) or "within what chance alone would explain"
        return Movement(chart.change, f"{newest.label}: {said}.", chart, caveats)
    change, says = _between_two(measure, since, is_broken=len(since) < len(line))
    return Movement(change, says, chart, caveats)


def difference_between(measure: CatalogueMeasure, now: Point, before: Point) -> Difference | None:
    """How two samples differ; none where either does not say of how many it is."""
    first, second = _met(measure, now), _met(measure, before)
    if first is None or second is None:
        return None
    return difference_of(*first, *second, rules=load_series().samples)


def difference_in_words(found: Difference, now: Point, before: Point) -> str:
    """The difference with what chance leaves open, and the one thing that may be said."""
    points = f"{found.points:+} points on {before.period.label}"
    return f"{now.period.label}: {points} (95% interval {found.low:+} to {found.high:+}): {found.moved.value}."


def _between_two(
    measure: CatalogueMeasure, line: Sequence[tuple[Point, ShownValue]], *, is_broken: bool
) -> tuple[str, str]:
    fewest = load_measures().chart_rules.fewest_points
    if len(line) < 2:  # noqa: PLR2004 - a change needs two values
        first = "Only one value since its meaning changed." if is_broken else "Only one value so far."
        return Change.TOO_EARLY.value, first if line else "No value yet."
    now, before = line[-1][0], line[-2][0]
    if not measure.is_sample or measure.kind is not SeriesKind.SHARE:
        wanted = fewest - len(line)
        more = f"{wanted} more values are" if wanted != 1 else "One more value is"
        return Change.TOO_EARLY.value, f"{more} needed before chance can be told from change."
    found = difference_between(measure, now, before)
    if found is None:
        return Change.TOO_EARLY.value, (
            f"{line[-1][1].words} after {line[-2][1].words} in {before.period.label}; how many answered is not known, "
            "so chance cannot be told from change."
        )
    return _word_for(found.moved, measure.direction).value, difference_in_words(found, now, before)


def _word_for(moved: Moved, direction: Direction) -> Change:
    if moved is Moved.POSSIBLE_CHANGE:
        return Change.TOO_EARLY
    if moved is Moved.NO_CLEAR_CHANGE:
        return Change.NO_CHANGE
    if direction is Direction.CONTEXT:
        return Change.DIFFERENT
    return Change.BETTER if (moved is Moved.HIGHER) is (direction is Direction.UP) else Change.WORSE


def _chart(measure: CatalogueMeasure, line: Sequence[tuple[Point, ShownValue]]) -> Chart:
    rules = load_measures().chart_rules
    readings = [
        Reading(point.period.last_day, value.amount or Decimal(0), sample_size(point.value)) for point, value in line
    ]
    is_share = measure.kind is SeriesKind.SHARE and all(each.base for each in readings)
    made = (chart_of_shares if is_share else chart_of_values)(readings, measure.direction, rules)
    if not made.points:
        return NO_CHART
    labels = {point.period.last_day: point.period.label for point, _ in line}
    points = tuple(
        ChartedPoint(
            on=each.on,
            label=labels[each.on],
            amount=each.amount,
            words=result_in_words(measure, each.amount),
            lower=each.lower,
            upper=each.upper,
            signals=each.signals,
        )
        for each in made.points
    )
    signals = tuple(f"{each.label}: {words}." for each in reversed(points) for words in each.signals)
    return Chart(points, made.centre, made.change.value, _BAND, signals)


def _sample_words(measure: CatalogueMeasure, line: Sequence[tuple[Point, ShownValue]]) -> tuple[str, ...]:
    if not measure.is_sample or not line:
        return ()
    point, value = line[-1]
    counted = _met(measure, point)
    if counted is None:
        return (f"How many answered in {point.period.label} is not on record, so no range can be given.", SELF_CHOSEN)
    met, many = counted
    interval = wilson(met, many)
    low, high = (f"{100 * each:.1f}%" for each in (interval.low, interval.high))
    return (f"{value.words} of {many:,} answers: the share among all may lie between {low} and {high}.", SELF_CHOSEN)


def _met(measure: CatalogueMeasure, point: Point) -> tuple[float, int] | None:
    """How many of how many said so; the share times the answers where only those are on record."""
    many = sample_size(point.value)
    if measure.kind is not SeriesKind.SHARE or not many:
        return None
    if point.value.numerator is not None:
        return float(point.value.numerator), many
    return (float(point.value.amount * many / _PER_CENT), many) if point.value.amount is not None else None


def _break_words(breaks: Sequence[DefinitionRow]) -> tuple[str, ...]:
    return tuple(
        f"From {each.first_day.day} {each.first_day:%B %Y} it means: {each.words} Values before and after are not "
        f"set beside each other. Why it changed: {each.why}"
        for each in breaks
    )
