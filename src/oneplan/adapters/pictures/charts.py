"""Charts as SVG, drawn on the server with no script and no network; the page sets the table beside them.

Colours are named by what they mean and become the page's own custom properties, so a chart follows dark mode,
the council's accent and print like everything else on the page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import vl_convert

INK, QUIET, RULE = "#010203", "#010204", "#010205"
LATE, FINE, STILL = "#010206", "#010207", "#010208"
MEANINGS = {
    INK: "var(--op-ink)",
    QUIET: "var(--op-quiet)",
    RULE: "var(--op-rule)",
    LATE: "var(--op-late)",
    FINE: "var(--op-accent)",
    STILL: "var(--op-rule-strong)",
}
FACE = "Atkinson Hyperlegible Next Variable, system-ui, sans-serif"
THEME: dict[str, Any] = {
    "aria": False,
    "background": None,
    "font": FACE,
    "view": {"stroke": None},
    "axis": {
        "labelColor": QUIET,
        "titleColor": QUIET,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "domainColor": STILL,
        "tickColor": STILL,
        "gridColor": RULE,
    },
}
WIDTH, HEIGHT = 1040, 220


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many actions fall due in one month, by where they stand."""

    first_day: date
    finished: int
    late: int
    to_come: int


def due_by_month(months: Sequence[MonthCount], today: date) -> str:
    """Actions by the month they fall due, stacked by where they stand, with today as a labelled line."""
    return draw(json.dumps(_months_spec(months, today)))


@lru_cache(maxsize=64)
def draw(spec: str) -> str:
    """The SVG of a Vega-Lite specification, in the page's own colours and without a style attribute."""
    svg: str = vl_convert.vegalite_to_svg(spec)
    for marker, meaning in MEANINGS.items():
        svg = svg.replace(marker, meaning).replace(_as_rgb(marker), meaning)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _months_spec(months: Sequence[MonthCount], today: date) -> dict[str, Any]:
    names = {"finished": "Finished", "late": "Late", "to_come": "To come"}
    rows = [
        {"month": month.first_day.isoformat(), "standing": words, "count": getattr(month, name), "order": order}
        for month in months
        for order, (name, words) in enumerate(names.items())
    ]
    standing = {"domain": list(names.values()), "range": [FINE, LATE, STILL]}
    axis = {"format": "%b %Y", "labelAngle": 0, "grid": False, "labelOverlap": "greedy", "title": None}
    bars = {
        "data": {"values": rows},
        "mark": {"type": "bar", "width": {"band": 0.7}},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "axis": axis},
            "y": {
                "field": "count",
                "type": "quantitative",
                "axis": {"title": "Actions due", "tickMinStep": 1, "tickCount": 4},
            },
            "color": {"field": "standing", "type": "nominal", "scale": standing, "legend": _legend()},
            "order": {"field": "order"},
        },
    }
    line = {"data": {"values": [{"day": today.isoformat()}]}, "layer": [_today_rule(), _today_word()]}
    return {"config": THEME, "width": WIDTH, "height": HEIGHT, "layer": [bars, line]}


def _legend() -> dict[str, Any]:
    return {"orient": "top", "title": None, "labelColor": INK, "labelFontSize": 14, "symbolType": "square"}


def _today_rule() -> dict[str, Any]:
    encoding = {"x": {"field": "day", "type": "temporal"}}
    return {"mark": {"type": "rule", "color": INK, "strokeDash": [3, 3]}, "encoding": encoding}


def _today_word() -> dict[str, Any]:
    mark = {
        "type": "text",
        "text": "today",
        "align": "left",
        "dx": 5,
        "dy": 2,
        "fontSize": 13,
        "color": INK,
        "baseline": "top",
    }
    return {"mark": mark, "encoding": {"x": {"field": "day", "type": "temporal"}, "y": {"value": 0}}}


def _as_rgb(marker: str) -> str:
    red, green, blue = (int(marker[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red},{green},{blue})"
