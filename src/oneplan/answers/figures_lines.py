"""One measure as a line of a list."""

from __future__ import annotations

from oneplan.answers.figures_compared import change_in_words, chart_of
from oneplan.answers.figures_rows import FigureLine
from oneplan.answers.figures_shown import Shown, measure_words
from oneplan.core.measures import Grain, Measure


def line_of(measure: Measure, shown: Shown) -> FigureLine:
    """One measure in a list, with the year before and the word for how it moves; made once for each reckoning."""
    if measure.id not in shown.lines:
        shown.lines[measure.id] = _line(measure, shown)
    return shown.lines[measure.id]


def _line(measure: Measure, shown: Shown) -> FigureLine:
    newest = shown.newest(measure)
    months = shown.periods(measure, Grain.MONTH)
    chart = chart_of(measure, shown, months)
    change, says = change_in_words(chart)
    years = shown.periods(measure, Grain.YEAR)
    before = [each for each in years if each.last_day < newest.first_day and each.value.is_shown]
    return FigureLine(
        measure=measure_words(measure, on=shown.run.as_of),
        period=newest.label,
        value=newest.value,
        before=before[-1] if before else None,
        change=change,
        change_says=says,
        series=tuple(each.value.amount for each in months if each.is_judged)
        or tuple(each.amount for each in chart.points),
    )
