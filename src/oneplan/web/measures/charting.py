"""A figure as the control chart that its page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oneplan.adapters.pictures.control_chart import Chart, ChartLine, ChartPoint, ChartTick, control_chart

if TYPE_CHECKING:
    from oneplan.answers.figures import FigureView

AXES = {"percent": "Percent", "weeks": "Weeks", "days": "Days", "count": "Number"}


def chart_of(figure: FigureView) -> str:
    """The control chart as SVG; empty where there are too few periods to draw."""
    points = tuple(
        ChartPoint(point.last, point.value, point.mean, point.lower, point.upper, bool(point.signals))
        for point in figure.series
    )
    return control_chart(
        Chart(
            points=points,
            lines=tuple(_lines(figure)),
            ticks=tuple(ChartTick(each.on, each.ref) for each in figure.actions),
            axis=AXES.get(figure.unit, ""),
            is_percent=figure.unit == "percent",
        )
    )


def _lines(figure: FigureView) -> list[ChartLine]:
    target = [ChartLine(figure.target.value, f"Target {figure.target.words}", is_target=True)] if figure.target else []
    others = [
        ChartLine(each.value, f"{each.area}, {each.year}: {each.value_words}")
        for each in figure.comparators
        if each.value is not None
    ]
    return [*target, *others]
