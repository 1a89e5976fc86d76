"""Our own symbols for easy reading, drawn from a few marks in the page's colours."""

from __future__ import annotations

from functools import lru_cache

from oneplan.adapters.pictures.svg import ACCENT, INK, PAPER, RULE, WASH, box, circle, line, number

_SIDE = 120.0


@lru_cache(maxsize=16)
def symbol_drawn(name: str) -> str:
    """One of our own symbols as SVG, drawn from a few marks; unknown names are refused."""
    size = f'viewBox="0 0 {number(_SIDE)} {number(_SIDE)}" width="{number(_SIDE)}" height="{number(_SIDE)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(_SYMBOLS[name])}</svg>'


def symbol_on_page(name: str) -> str:
    """The symbol as a page shows it, silent because its heading stands beside it."""
    return symbol_drawn(name).replace("<svg ", '<svg class="op-symbol" aria-hidden="true" focusable="false" ', 1)


def _person(x: float, y: float, scale: float, colour: str) -> str:
    body = f"M{x - 20 * scale} {y + 58 * scale} Q{x} {y + 4 * scale} {x + 20 * scale} {y + 58 * scale} Z"
    return circle(x, y, 13 * scale, fill=colour, stroke=colour) + f'<path d="{body}" fill="{colour}"/>'


def _path(drawn_as: str, *, colour: str = INK, width: float = 8, fill: str = "none") -> str:
    return (
        f'<path d="{drawn_as}" fill="{fill}" stroke="{colour}" stroke-width="{number(width)}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


_ROUND = circle(60, 60, 54, fill=WASH, stroke=RULE)
_SYMBOLS = {
    "people": [_ROUND, _person(32, 46, 0.8, RULE), _person(88, 46, 0.8, RULE), _person(60, 40, 1.0, ACCENT)],
    "team": [_ROUND, _person(42, 40, 0.95, ACCENT), _person(80, 40, 0.95, INK), _path("M40 96 H82", width=7)],
    "path": [
        _ROUND,
        _path("M24 94 Q60 88 50 64 Q42 42 92 26", width=6, colour=RULE),
        *(circle(x, y, 9, fill=ACCENT, stroke=INK) for x, y in ((26, 94), (51, 66), (66, 40))),
        circle(94, 26, 9, fill=PAPER, stroke=INK),
    ],
    "tick": [_ROUND, _path("M32 62 L52 82 L90 38", colour=ACCENT, width=13)],
    "clock": [
        _ROUND,
        circle(60, 60, 38, fill=PAPER, stroke=INK),
        line(60, 60, 60, 34, colour=INK, width=6),
        line(60, 60, 80, 68, colour=INK, width=6),
    ],
    "chart": [
        _ROUND,
        box(30, 66, 16, 26, fill=RULE),
        box(52, 50, 16, 42, fill=RULE),
        box(74, 30, 16, 62, fill=ACCENT),
        line(24, 94, 98, 94, colour=INK, width=4),
    ],
    "speech": [
        _ROUND,
        _path("M22 30 H74 V60 H46 L34 72 V60 H22 Z", fill=PAPER, width=5),
        _path("M54 66 H98 V92 H88 V102 L76 92 H54 Z", fill=WASH, colour=ACCENT, width=5),
    ],
    "letter": [_ROUND, _path("M26 40 H94 V86 H26 Z", fill=PAPER, width=6), _path("M26 42 L60 68 L94 42", width=6)],
}
