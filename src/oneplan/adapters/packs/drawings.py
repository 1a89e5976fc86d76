"""Charts and symbols as they go on paper: the page's own colours become ink, and Word gets them as pixels."""

from __future__ import annotations

import re

import vl_convert

from oneplan.adapters.packs.symbols import symbol_drawn
from oneplan.adapters.pictures.control_chart import Chart, control_chart

INKS = {
    "--op-ink": "#16212a",
    "--op-quiet": "#4b5863",
    "--op-rule": "#c9d1d6",
    "--op-rule-strong": "#7d8a95",
    "--op-late": "#a3211b",
    "--op-accent": "#0b5d5a",
    "--op-paper": "#ffffff",
    "--op-wash": "#f5f7f7",
}
_VARIABLE = re.compile(r"var\((--op-[a-z-]+)(?:,[^)]*)?\)")
_FACES = re.compile(r'font-family="[^"]*"')
_FACE = "Liberation Sans"


def drawn(chart: Chart | None, symbol: str) -> str:
    """A chart, or one of our own symbols, as SVG in ink."""
    svg = control_chart(chart) if chart is not None else symbol_drawn(symbol)
    inked = _VARIABLE.sub(lambda found: INKS[found[1]], svg)
    return _FACES.sub(f'font-family="{_FACE}"', inked)


def as_pixels(svg: str, *, scale: float = 1.5) -> bytes:
    """The picture as PNG, for programs that take no SVG."""
    png: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return png
