"""Who answers to whom, drawn: one row of boxes for each tier, with a line from each body to the one above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from oneplan.answers.governance_rows import BodyRow

WIDTH, ACROSS, BOX, GAP, ROW, TALL, EDGE = 1080, 5, 192, 20, 150, 84, 24
LETTERS, LINES = 24, 3


@dataclass(frozen=True, slots=True)
class _Spot:
    body: BodyRow
    x: float
    y: float


def drawn(bodies: Sequence[BodyRow]) -> SafeString:
    """The picture of every live body; the table beneath it says the same in words."""
    spots = _spots(bodies)
    if not spots:
        return mark_safe("")
    tall = max(spot.y for spot in spots.values()) + TALL + EDGE
    lines = "".join(_lines(spots))
    boxes = "".join(_box(spot) for spot in spots.values())
    says = "Who answers to whom. The table below says the same in words."
    head = f'<svg viewBox="0 0 {WIDTH} {tall:.0f}" role="img" aria-label="{says}" xmlns="http://www.w3.org/2000/svg">'
    # Every name in it is escaped where it is written, and nothing else comes from outside.
    return mark_safe(f"{head}{lines}{boxes}</svg>")  # noqa: S308


def _spots(bodies: Sequence[BodyRow]) -> dict[str, _Spot]:
    spots: dict[str, _Spot] = {}
    y = float(EDGE)
    for tier in sorted({body.tier for body in bodies}):
        row = [body for body in bodies if body.tier == tier]
        for first in range(0, len(row), ACROSS):
            part = row[first : first + ACROSS]
            wide = len(part) * BOX + (len(part) - 1) * GAP
            for place, body in enumerate(part):
                spots[body.id] = _Spot(body, (WIDTH - wide) / 2 + place * (BOX + GAP), y)
            y += ROW
    return spots


def _lines(spots: dict[str, _Spot]) -> list[str]:
    found = []
    for spot in spots.values():
        above = spots.get(spot.body.parent_id)
        if above:
            found.append(_line(spot, above, dashed=False))
        found += [_line(spot, spots[to], dashed=True) for _, to, _ in spot.body.ties if to in spots]
    return found


def _line(spot: _Spot, above: _Spot, *, dashed: bool) -> str:
    colour = "var(--op-accent, #0b5d5a)" if dashed else "var(--op-rule-strong, #7d8a95)"
    dash = ' stroke-dasharray="6 5"' if dashed else ""
    if spot.y == above.y:
        left, right = sorted((spot, above), key=lambda each: each.x)
        path = f"M{left.x + BOX:.0f} {left.y + TALL / 2:.0f} H{right.x:.0f}"
        if right.x - left.x > BOX + GAP + 1:  # over the boxes between them
            path = (
                f"M{left.x + BOX / 2:.0f} {left.y:.0f} V{left.y - GAP / 1.4:.0f} "
                f"H{right.x + BOX / 2:.0f} V{right.y:.0f}"
            )
    else:
        upper, lower = sorted((spot, above), key=lambda each: each.y)
        middle = lower.y - (ROW - TALL) / 2
        path = f"M{lower.x + BOX / 2:.0f} {lower.y:.0f} V{middle:.0f} H{upper.x + BOX / 2:.0f} V{upper.y + TALL:.0f}"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def _box(spot: _Spot) -> str:
    body = spot.body
    lines = _wrapped(body.name)
    top = spot.y + TALL / 2 - (len(lines) - 1) * 10 + 5
    words = "".join(
        f'<text x="{spot.x + BOX / 2:.0f}" y="{top + number * 20:.0f}" text-anchor="middle" font-size="16" '
        f'fill="var(--op-ink, #16212a)">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    mine = "var(--op-accent, #0b5d5a)" if body.sits_here else "var(--op-rule-strong, #7d8a95)"
    frame = (
        f'<rect x="{spot.x:.0f}" y="{spot.y:.0f}" width="{BOX}" height="{TALL}" rx="2" '
        f'fill="var(--op-paper, #fff)" stroke="{mine}" stroke-width="{3 if body.sits_here else 1.5}"/>'
    )
    # The links are in the table; a picture with links inside would be read out twice.
    return f"<g>{frame}{words}</g>"


def _wrapped(name: str) -> list[str]:
    lines: list[str] = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [*lines[: LINES - 1], f"{lines[LINES - 1]} …"] if len(lines) > LINES else lines
