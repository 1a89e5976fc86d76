"""A measure beside itself over time: the control chart, its signals and the one word for how it moves."""

from __future__ import annotations

from oneplan.answers.figures_rows import Chart, ChartedPoint, PeriodValue
from oneplan.answers.figures_shown import Shown, period_in_words
from oneplan.core.measures import Grain, Kind, Measure, Shape, number_in_words
from oneplan.core.measures.comparisons import ControlChart, Reading, chart_of_shares, chart_of_values
from oneplan.records.figures import queries
from oneplan.rulebook.measure_files import load_measures

STANDS_ON = "Each month stands on the one before it, so chance has no range here: read the years."


def chart_of(measure: Measure, shown: Shown, months: tuple[PeriodValue, ...]) -> Chart:
    """The control chart of the whole months that may be shown; of earlier reckonings where a measure has no months."""
    rules = load_measures().chart_rules
    if measure.kind is Kind.MIX or measure.waits_on == measure.id:
        return Chart((), None, "", "", ())
    if measure.shape is Shape.STOCK:
        return Chart((), None, "", STANDS_ON, ())
    readings = _readings(months)
    grain = Grain.MONTH
    if Grain.MONTH not in measure.grains:
        grain = Grain.DAY
        readings = _earlier(measure, shown)
    chart = _drawn(measure, readings)
    if not chart.points:
        wanted = max(rules.fewest_points - len(readings), 1)
        what = "month" if grain is Grain.MONTH else "reckoning"
        many = f"{wanted} more {what}s are" if wanted != 1 else f"one more {what} is"
        says = f"{many[0].upper()}{many[1:]} needed before chance can be told from change."
        return Chart((), None, chart.change.value, says, ())
    points = tuple(
        ChartedPoint(
            on=point.on,
            label=period_in_words(
                grain, point.on.replace(day=1) if grain is Grain.MONTH else point.on, point.on, shown.run.as_of
            ),
            amount=point.amount,
            words=number_in_words(measure, point.amount),
            lower=point.lower,
            upper=point.upper,
            signals=point.signals,
        )
        for point in chart.points
    )
    signals = tuple(f"{each.label}: {words}." for each in reversed(points) for words in each.signals)
    return Chart(points, chart.centre, chart.change.value, _explained(measure), signals)


def _readings(months: tuple[PeriodValue, ...]) -> list[Reading]:
    """The months that may be judged and shown; one after a month that may not stands in no row with those before."""
    found, is_gap = [], False
    for each in months:
        if not each.is_judged or each.value.amount is None:
            is_gap = bool(found)
            continue
        found.append(Reading(each.last_day, each.value.amount, each.value.denominator, is_gap))
        is_gap = False
    return found


def change_in_words(chart: Chart) -> tuple[str, str]:
    """The one word for how the measure moves, and the sentence behind it."""
    if not chart.points:
        return chart.change, chart.says
    newest = chart.points[-1]
    if not newest.signals:
        return chart.change, f"{newest.label} lies within what chance alone would explain."
    return chart.change, f"{newest.label}: {'; '.join(newest.signals)}."


def _earlier(measure: Measure, shown: Shown) -> list[Reading]:
    """One reading for each month in which the figure was reckoned: its last."""
    is_open = shown.profile.hides_nothing or not measure.is_about_people
    by_month = {}
    for each in queries.earlier_headlines(measure.id):
        value = shown.value(measure, each) if each.last_day == shown.run.as_of or is_open else None
        if value is not None and value.amount is not None:
            by_month[each.last_day.year, each.last_day.month] = Reading(each.last_day, value.amount, value.denominator)
    return list(by_month.values())


def _drawn(measure: Measure, readings: list[Reading]) -> ControlChart:
    rules = load_measures().chart_rules
    if measure.kind is Kind.SHARE:
        return chart_of_shares(readings, measure.direction, rules)
    return chart_of_values(readings, measure.direction, rules)


def _explained(measure: Measure) -> str:
    if measure.kind is Kind.SHARE:
        return "The band is the range that chance alone would explain, wider for months with fewer cases."
    return "The band is the range that chance alone would explain, from how much one month differs from the next."
