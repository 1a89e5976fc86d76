"""A figure as the control chart that its page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oneplan.adapters.pictures.control_chart import Chart, ChartLine, ChartPoint, ChartTick, control_chart

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import FigureView
    from oneplan.web.measures.targets import Target

PERCENT = "per cent"


def chart_of(view: FigureView, *, target: Target | None = None, ticks: Iterable[ChartTick] = ()) -> str:
    """The control chart as SVG; empty where there are too few periods to draw."""
    return control_chart(
        Chart(
            points=_points(view),
            lines=_lines(view, target),
            ticks=tuple(ticks),
            axis=view.measure.unit.capitalize(),
            is_percent=view.measure.unit == PERCENT,
        )
    )


def _points(view: FigureView) -> tuple[ChartPoint, ...]:
    """The months with their limits; before a chart can speak, the months alone."""
    centre = view.chart.centre
    if centre is None:
        return tuple(
            ChartPoint(each.last_day, None if each.value.amount is None else float(each.value.amount))
            for each in view.months
            if each.is_judged
        )
    points = {
        each.on: ChartPoint(
            each.on, float(each.amount), float(centre), float(each.lower), float(each.upper), bool(each.signals)
        )
        for each in view.chart.points
    }
    # A month that may not be shown leaves a gap in the line.
    days = sorted({*points, *(each.last_day for each in view.months if each.is_judged)})
    return tuple(points.get(day, ChartPoint(day, None)) for day in days)


def _lines(view: FigureView, target: Target | None) -> tuple[ChartLine, ...]:
    ours = [ChartLine(float(target.amount), f"Target {target.words}", is_target=True)] if target else []
    newest = {each.area: each for each in reversed(view.comparators)}
    others = [ChartLine(float(each.amount), f"{each.area}, {each.year}: {each.words}") for each in newest.values()]
    # A count of the whole country would flatten every line of one area.
    return (*ours, *(others if view.measure.unit == PERCENT else ()))
