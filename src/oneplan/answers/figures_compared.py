"""A measure beside itself over time and beside other places: the control chart, its signals and official figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from oneplan.answers.figures_rows import Chart, ChartedPoint, Comparator, PeriodValue
from oneplan.answers.figures_shown import Shown, period_in_words
from oneplan.core.measures import Grain, Kind, Measure, Value, amount, amount_in_words
from oneplan.core.measures.comparisons import ControlChart, Reading, chart_of_shares, chart_of_values
from oneplan.core.measures.published import OfficialFigure
from oneplan.records.figures import queries
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.published_files import load_published

_YEARS_SHOWN = 2


def chart_of(measure: Measure, shown: Shown, months: tuple[PeriodValue, ...]) -> Chart:
    """The control chart of the whole months that may be shown; of earlier reckonings where a measure has no months."""
    rules = load_measures().chart_rules
    readings = [
        Reading(each.last_day, each.value.amount, each.value.denominator)
        for each in months
        if each.is_whole and each.value.amount is not None
    ]
    grain = Grain.MONTH
    if Grain.MONTH not in measure.grains and measure.kind is not Kind.MIX:
        grain = Grain.DAY
        readings = _earlier(measure, shown)
    chart = _drawn(measure, readings)
    if not chart.points:
        wanted = rules.fewest_points - len(readings)
        what = "month" if grain is Grain.MONTH else "reckoning"
        many = f"{wanted} more {what}s are" if wanted != 1 else f"one more {what} is"
        says = f"Too early to say: {many} needed before chance can be told from change."
        return Chart((), None, chart.change.value, says, ())
    points = tuple(
        ChartedPoint(
            on=point.on,
            label=period_in_words(
                grain, point.on.replace(day=1) if grain is Grain.MONTH else point.on, point.on, shown.run.as_of
            ),
            amount=point.amount,
            words=_words(measure, point.amount),
            lower=point.lower,
            upper=point.upper,
            signals=point.signals,
        )
        for point in chart.points
    )
    signals = tuple(f"{each.label}: {words}." for each in reversed(points) for words in each.signals)
    return Chart(points, chart.centre, chart.change.value, _explained(measure), signals)


def change_in_words(chart: Chart) -> tuple[str, str]:
    """The one word for how the measure moves, and the sentence behind it."""
    if not chart.points:
        return chart.change, chart.says
    newest = chart.points[-1]
    if not newest.signals:
        return chart.change, f"{newest.label} lies within what chance alone would explain."
    return chart.change, f"{newest.label}: {'; '.join(newest.signals)}."


def comparators_of(measure: Measure) -> tuple[Comparator, ...]:
    """The official figures to set beside the measure, newest first; what was loaded goes before what is shipped."""
    series = measure.published
    if series is None or measure.kind is Kind.MIX:
        return ()
    rows = _newest_source((*load_published(), *queries.published(series.names)))
    places = dict.fromkeys(area for area, _, _ in rows)
    found = [each for area in places for each in _of_a_place(measure, area, rows)]
    order = {level: place for place, level in enumerate(("National", "Regional", "Local authority"))}
    levels = {key[0]: row.level for key, row in rows.items()}
    return tuple(sorted(found, key=lambda each: (order.get(levels[each.area], 9), each.area)))


def _of_a_place(
    measure: Measure, area: str, rows: Mapping[tuple[str, str, str], OfficialFigure]
) -> Iterable[Comparator]:
    series = measure.published
    if series is None:
        return
    years = sorted({year for place, year, _ in rows if place == area}, reverse=True)
    said = 0
    for year in years:
        one = _comparator(measure, area, year, rows)
        if one is not None and said < _YEARS_SHOWN:
            said += 1
            yield one


def _comparator(
    measure: Measure, area: str, year: str, rows: Mapping[tuple[str, str, str], OfficialFigure]
) -> Comparator | None:
    series = measure.published
    if series is None:
        return None
    value = rows.get((area, year, series.value))
    top = rows.get((area, year, series.numerator))
    before = str(int(year) - 1) if measure.kind is Kind.GROWTH and year.isdigit() else year
    bottom = rows.get((area, before, series.denominator)) if series.denominator else None
    note = f"at {series.year_is} {year}" if series.year_is != "calendar year" else ""
    if top is not None and (bottom is not None or not series.denominator):
        exact = Value(int(top.value), int(bottom.value) if bottom else None)
        number = amount(measure, exact)
        if number is not None:
            return Comparator(area, year, amount_in_words(measure, exact), number, top.source, note)
    if value is not None:
        return Comparator(
            area, year, _words(measure, Decimal(str(value.value))), Decimal(str(value.value)), value.source, note
        )
    return None


def _newest_source(rows: Iterable[OfficialFigure]) -> dict[tuple[str, str, str], OfficialFigure]:
    return {(each.area, each.year, each.series): each for each in rows}


def _earlier(measure: Measure, shown: Shown) -> list[Reading]:
    """One reading for each month in which the figure was reckoned: its last."""
    by_month = {}
    for each in queries.earlier_headlines(measure.id):
        value = shown.value(measure, each) if each.last_day == shown.run.as_of or shown.profile.hides_nothing else None
        if value is not None and value.amount is not None:
            by_month[each.last_day.year, each.last_day.month] = Reading(each.last_day, value.amount, value.denominator)
    return list(by_month.values())


def _drawn(measure: Measure, readings: list[Reading]) -> ControlChart:
    rules = load_measures().chart_rules
    if measure.kind is Kind.SHARE:
        return chart_of_shares(readings, measure.direction, rules)
    return chart_of_values(readings, measure.direction, rules)


def _words(measure: Measure, number: Decimal) -> str:
    said = f"{number.quantize(Decimal('0.1')):,}"
    if measure.kind in (Kind.SHARE, Kind.GROWTH):
        return f"{said}%"
    return f"{said} {measure.unit}" if measure.kind in (Kind.MEAN, Kind.LONGEST) else f"{number:,.0f}"


def _explained(measure: Measure) -> str:
    if measure.kind is Kind.SHARE:
        return "The band is the range that chance alone would explain, wider for months with fewer cases."
    return "The band is the range that chance alone would explain, from how much one month differs from the next."
