"""The few marks that pictures are made of, in the page's own colours where the page has them."""

from __future__ import annotations

from html import escape

INK = "var(--op-ink, #16212a)"
QUIET = "var(--op-quiet, #4b5863)"
RULE = "var(--op-rule-strong, #7d8a95)"
ACCENT = "var(--op-accent, #0b5d5a)"
PAPER = "var(--op-paper, #ffffff)"
WASH = "var(--op-wash, #f5f7f7)"
LATE = "var(--op-late, #a3211b)"
FACE = "'Atkinson Hyperlegible Next Variable', 'Atkinson Hyperlegible', system-ui, 'Segoe UI', sans-serif"
# A letter of the face is on average this share of its size; a little wide, so that no line runs out of its column.
LETTER = 0.53


def number(value: float) -> str:
    """A coordinate without a needless fraction."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, *, size: float = 16, colour: str = INK, more: str = "") -> str:
    """One line of words; ``more`` holds further attributes."""
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{colour}"'
    return f"<text {place}{' ' + more if more else ''}>{escape(words)}</text>"


def line(x1: float, y1: float, x2: float, y2: float, *, colour: str = RULE, width: float = 2, dash: str = "") -> str:
    """A straight line, whole or dashed."""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line {ends} stroke="{colour}" stroke-width="{number(width)}"{dashed}/>'


def circle(x: float, y: float, radius: float, *, fill: str = INK, stroke: str = INK) -> str:
    """A dot, or a ring when filled with paper."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f'<circle {place} fill="{fill}" stroke="{stroke}" stroke-width="2"/>'


def box(x: float, y: float, width: float, height: float, *, fill: str = WASH, stroke: str = "none") -> str:
    """A rectangle."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {place} fill="{fill}" stroke="{stroke}"/>'


def diamond(x: float, y: float, radius: float, *, fill: str = PAPER, stroke: str = QUIET) -> str:
    """A small diamond standing on its point."""
    points = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    corners = " ".join(f"{number(px)},{number(py)}" for px, py in points)
    return f'<polygon points="{corners}" fill="{fill}" stroke="{stroke}" stroke-width="2"/>'


def wrapped(words: str, width: float, size: float = 16) -> list[str]:
    """Words broken into lines that fit the width."""
    room = max(int(width / (size * LETTER)), 8)
    lines, now = [], ""
    for word in words.split():
        if now and len(now) + 1 + len(word) > room:
            lines.append(now)
            now = word
        else:
            now = f"{now} {word}".strip()
    return [*lines, now] if now else lines


def drawing(width: float, height: float, parts: list[str], *, name: str, title: str, says: str) -> str:
    """A whole picture with its title and description for those who hear it."""
    size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}"'
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
                f'aria-labelledby="{name}-title {name}-says" font-family="{FACE}">'
            ),
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-says">{escape(says)}</desc>',
            *parts,
            "</svg>",
        ]
    )
