"""A measure over time as a control chart: its mean and natural limits, its target, others' figures, dates of actions.

Every line says what it is in words at its right end, so nothing depends on colour; the page sets the table beneath.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oneplan.adapters.pictures.charts import FINE, INK, QUIET, RULE, STILL, THEME, draw

WIDTH, HEIGHT = 800, 300
ROOM_FOR_WORDS = 236
LINE_OF_WORDS = 17
TICK_WORDS_APART = 46
DATES_SHOWN = 8
FEWEST = 2


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One period: its last day, its value, and the mean and natural limits that held then."""

    on: date
    value: float | None
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    is_signal: bool = False


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A level to compare with, named in words; a target is drawn stronger than anybody else's figure."""

    value: float
    words: str
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class ChartTick:
    """The date of something that should move the measure."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything a control chart draws."""

    points: Sequence[ChartPoint]
    lines: Sequence[ChartLine] = ()
    ticks: Sequence[ChartTick] = ()
    axis: str = ""
    is_percent: bool = False
    course: Sequence[tuple[date, float]] = ()  # where the line before would have led
    course_words: str = ""


def control_chart(chart: Chart) -> str:
    """The chart as SVG; empty when fewer than two values are known."""
    if sum(point.value is not None for point in chart.points) < FEWEST:
        return ""
    return draw(json.dumps(_spec(chart)))


def _spec(chart: Chart) -> dict[str, Any]:
    low, high = _domain(chart)
    layers = [*_limits(chart.points), *_levels(chart.lines), *_course(chart.course)]
    layers += [_series(chart.points), _points(chart.points)]
    return {
        "config": THEME,
        "width": WIDTH,
        "height": HEIGHT,
        "padding": {"left": 4, "top": 8, "bottom": 4, "right": ROOM_FOR_WORDS},
        "autosize": {"type": "pad", "contains": "content"},
        "encoding": {"x": _x_axis(chart.points), "y": _y_axis(chart, low, high)},
        "layer": [*layers, *_ticks(chart, low), _words(chart, low, high)],
    }


def _domain(chart: Chart) -> tuple[float, float]:
    """Wide enough for everything drawn; from nought when nought is near; never past what a percentage can be."""
    held = [point.value for point in chart.points] + [each for p in chart.points for each in (p.lower, p.upper)]
    values = [value for value in held if value is not None] + [each.value for each in chart.lines]
    values += [level for _, level in chart.course]
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1) * 0.08
    low = 0 if low - room < 0.35 * high else low - room
    return max(low, 0), min(high + room, 100) if chart.is_percent else high + room


def _y_axis(chart: Chart, low: float, high: float) -> dict[str, Any]:
    axis = {"title": chart.axis or None, "tickCount": 5, "domain": False, "ticks": False, "titlePadding": 10}
    return {"type": "quantitative", "axis": axis, "scale": {"domain": [low, high], "nice": False, "zero": False}}


def _x() -> dict[str, Any]:
    return {"field": "on", "type": "temporal"}


def _x_axis(points: Sequence[ChartPoint]) -> dict[str, Any]:
    """A few days of the series itself, evenly apart, so that no date stands on the next."""
    days = [point.on for point in points]
    step = -(-len(days) // DATES_SHOWN)
    shown = [f"{day.isoformat()}T00:00:00" for day in days[::step]]
    axis = {"format": "%b %Y", "grid": False, "labelAngle": 0, "title": None, "values": shown}
    return {"type": "temporal", "axis": axis}


def _rows(points: Iterable[ChartPoint]) -> list[dict[str, Any]]:
    return [
        {
            "on": point.on.isoformat(),
            "value": point.value,
            "mean": point.mean,
            "lower": point.lower,
            "upper": point.upper,
            "signal": point.is_signal,
        }
        for point in points
    ]


def _limits(points: Sequence[ChartPoint]) -> list[dict[str, Any]]:
    rows = [row for row in _rows(points) if row["mean"] is not None]
    if not rows:
        return []
    data = {"values": rows}
    band = {"mark": {"type": "area", "color": RULE, "opacity": 0.42}, "encoding": {"x": _x(), **_between()}}
    edges = [
        {
            "mark": {"type": "line", "color": STILL, "strokeWidth": 1, "strokeDash": [3, 3]},
            "encoding": {"x": _x(), "y": {"field": name}},
        }
        for name in ("lower", "upper")
    ]
    mean = {
        "mark": {"type": "line", "color": QUIET, "strokeWidth": 1.2},
        "encoding": {"x": _x(), "y": {"field": "mean"}},
    }
    return [{"data": data, "layer": [band, *edges, mean]}]


def _between() -> dict[str, Any]:
    return {"y": {"field": "lower"}, "y2": {"field": "upper"}}


def _levels(lines: Sequence[ChartLine]) -> list[dict[str, Any]]:
    return [
        {
            "data": {"values": [{"level": each.value}]},
            "mark": {
                "type": "rule",
                "color": INK if each.is_target else STILL,
                "strokeWidth": 1.8 if each.is_target else 1.1,
                "strokeDash": [9, 4] if each.is_target else [1, 3],
            },
            "encoding": {"y": {"field": "level"}},
        }
        for each in lines
    ]


def _course(course: Sequence[tuple[date, float]]) -> list[dict[str, Any]]:
    if not course:
        return []
    rows = [{"on": day.isoformat(), "led": level} for day, level in course]
    mark = {"type": "line", "color": INK, "strokeWidth": 1.6, "strokeDash": [2, 4]}
    return [{"data": {"values": rows}, "mark": mark, "encoding": {"x": _x(), "y": {"field": "led"}}}]


def _series(points: Sequence[ChartPoint]) -> dict[str, Any]:
    mark = {"type": "line", "color": FINE, "strokeWidth": 2.4, "invalid": "break-paths-show-path-domains"}
    return {"data": {"values": _rows(points)}, "mark": mark, "encoding": {"x": _x(), "y": {"field": "value"}}}


def _points(points: Sequence[ChartPoint]) -> dict[str, Any]:
    shape = {"condition": {"test": "datum.signal", "value": "diamond"}, "value": "circle"}
    size = {"condition": {"test": "datum.signal", "value": 130}, "value": 34}
    fill = {"condition": {"test": "datum.signal", "value": INK}, "value": FINE}
    known = [row for row in _rows(points) if row["value"] is not None]
    return {
        "data": {"values": known},
        "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {"x": _x(), "y": {"field": "value"}, "shape": shape, "size": size, "color": fill},
    }


def _ticks(chart: Chart, low: float) -> list[dict[str, Any]]:
    """Marks along the foot; words only where there is room for them, the rest are told beneath the chart."""
    first, last = chart.points[0].on, chart.points[-1].on
    within = sorted((tick for tick in chart.ticks if first <= tick.on <= last), key=lambda tick: tick.on)
    if not within:
        return []
    said = _said(within, (last - first).days / WIDTH or 1)
    rows = [{"on": tick.on.isoformat(), "words": tick.words if tick in said else "", "foot": low} for tick in within]
    stroke = {"type": "tick", "orient": "vertical", "color": INK, "size": 22, "thickness": 1.6, "yOffset": -11}
    words = {"type": "text", "color": INK, "fontSize": 12, "align": "left", "dx": 5, "dy": -17}
    at_the_foot: dict[str, Any] = {"x": _x(), "y": {"field": "foot"}}
    return [
        {
            "data": {"values": rows},
            "layer": [
                {"mark": stroke, "encoding": at_the_foot},
                {"mark": words, "encoding": at_the_foot | {"text": {"field": "words"}}},
            ],
        }
    ]


def _said(ticks: Sequence[ChartTick], days_a_pixel: float) -> list[ChartTick]:
    """The ticks whose words have room beside those before them."""
    said: list[ChartTick] = []
    for tick in ticks:
        if not said or (tick.on - said[-1].on).days / days_a_pixel >= TICK_WORDS_APART:
            said.append(tick)
    return said


def _words(chart: Chart, low: float, high: float) -> dict[str, Any]:
    """What each line is, at its right end, moved apart where two would stand on each other."""
    per_word = (high - low) * LINE_OF_WORDS / HEIGHT
    named = sorted(_named(chart), key=lambda each: each[0])
    placed: list[tuple[float, str, bool]] = []
    for level, words, is_strong in named:
        at = max(level, placed[-1][0] + per_word) if placed else level
        placed.append((at, words, is_strong))
    over = placed[-1][0] - (high - per_word / 4) if placed else 0
    if over > 0:
        placed = _pushed_down(placed, high - per_word / 4, per_word)
    rows = [{"level": level, "words": words, "strong": strong} for level, words, strong in placed]
    weight = {"condition": {"test": "datum.strong", "value": INK}, "value": QUIET}
    mark = {"type": "text", "align": "left", "dx": 12, "fontSize": 13, "baseline": "middle", "clip": False}
    encoding = {"x": {"value": WIDTH}, "y": {"field": "level"}, "text": {"field": "words"}, "color": weight}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _pushed_down(placed: list[tuple[float, str, bool]], ceiling: float, apart: float) -> list[tuple[float, str, bool]]:
    settled: list[tuple[float, str, bool]] = []
    for level, words, is_strong in reversed(placed):
        top = settled[-1][0] - apart if settled else ceiling
        settled.append((min(level, top), words, is_strong))
    return settled


def _named(chart: Chart) -> list[tuple[float, str, bool]]:
    named = [(each.value, each.words, each.is_target) for each in chart.lines]
    named += [(level, chart.course_words, True) for _, level in chart.course[-1:]]
    last = next((point for point in reversed(chart.points) if point.mean is not None), None)
    if last and last.mean is not None:
        named.append((last.mean, "Mean", False))
        named += [(limit, words, False) for limit, words in _edges(last) if limit is not None]
    return named


def _edges(point: ChartPoint) -> tuple[tuple[float | None, str], tuple[float | None, str]]:
    return (point.lower, "Lower natural limit"), (point.upper, "Upper natural limit")
