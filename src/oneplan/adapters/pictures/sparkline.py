"""A line small enough to stand in a row of a table; the words beside it say what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from oneplan.adapters.pictures.svg import ACCENT, INK, QUIET, RULE, line, number

WIDTH, HEIGHT, EDGE = 132.0, 34.0, 5.0
FEWEST = 2


def sparkline(values: Sequence[float | None], *, target: float | None = None) -> str:
    """The values from left to right, with gaps where nothing is known, a dot on the newest and the target dashed.

    Empty when fewer than two values are known: one point is not a line.
    """
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return ""
    lowest, highest = _range([*known, *([] if target is None else [target])])
    places = [None if value is None else _place(at, len(values), value, lowest, highest) for at, value in _at(values)]
    parts = [f'<path d="{_path(places)}" fill="none" stroke="{ACCENT}" stroke-width="2" stroke-linejoin="round"/>']
    if target is not None:
        level = _height(target, lowest, highest)
        parts.insert(0, line(0, level, WIDTH, level, colour=QUIET, width=1, dash="5 3"))
    last = next(place for place in reversed(places) if place is not None)
    parts.append(f'<circle cx="{number(last[0])}" cy="{number(last[1])}" r="3.4" fill="{INK}" stroke="none"/>')
    return (
        f'<svg class="op-spark" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" width="{number(WIDTH)}" '
        f'height="{number(HEIGHT)}" aria-hidden="true" focusable="false">'
        f"{line(0, HEIGHT - 0.5, WIDTH, HEIGHT - 0.5, colour=RULE, width=0.6)}{''.join(parts)}</svg>"
    )


def _at(values: Sequence[float | None]) -> list[tuple[int, float | None]]:
    return list(enumerate(values))


def _range(values: Sequence[float]) -> tuple[float, float]:
    lowest, highest = min(values), max(values)
    # A line that never moves is drawn in the middle, not along an edge.
    return (lowest - 1, highest + 1) if lowest == highest else (lowest, highest)


def _height(value: float, lowest: float, highest: float) -> float:
    return HEIGHT - EDGE - (value - lowest) / (highest - lowest) * (HEIGHT - 2 * EDGE)


def _place(at: int, count: int, value: float, lowest: float, highest: float) -> tuple[float, float]:
    step = (WIDTH - 2 * EDGE) / max(count - 1, 1)
    return EDGE + at * step, _height(value, lowest, highest)


def _path(places: Sequence[tuple[float, float] | None]) -> str:
    drawn, is_broken = [], True
    for place in places:
        if place is not None:
            drawn.append(f"{'M' if is_broken else 'L'}{number(place[0])} {number(place[1])}")
        is_broken = place is None
    return "".join(drawn)
