"""A pathway drawn: from each fact that starts something, every limit as a line as long as the time it gives."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.adapters.pictures import svg

WIDTH = 760
PLOT_FROM, PLOT_TO = 14, 300
SHORTEST = 10
WORDS_FROM = 340
WORDS_WIDTH = WIDTH - WORDS_FROM - 6
KINDS = {
    "duty": "A duty in law",
    "right": "Time the law gives a person",
    "guidance": "Guidance: should, not must",
    "planning": "A day for planning",
    "local": "A local target",
    "statistic": "A count for the statistics",
}
_DASHES = {"guidance": "7 5", "planning": "2 5", "local": "2 5", "statistic": "2 5"}


@dataclass(frozen=True, slots=True)
class LimitDrawn:
    """One limit as a line: where it begins and ends in days from its fact, its length in words and what it is."""

    id: str
    title: str
    length: str
    kind: str
    says: str = ""
    begins: float = 0
    ends: float | None = None


@dataclass(frozen=True, slots=True)
class StartDrawn:
    """A fact, or any of several facts, and the limits that run from it."""

    titles: tuple[str, ...]
    limits: tuple[LimitDrawn, ...]


@dataclass(frozen=True, slots=True)
class PathwayDrawn:
    """A pathway ready to be drawn."""

    id: str
    title: str
    starts: tuple[StartDrawn, ...]


def draw_pathway(pathway: PathwayDrawn) -> str:
    """The pathway as SVG; the same facts and limits stand in its description for those who hear it."""
    parts: list[str] = []
    y = 8.0
    scale = _scale(pathway)
    for start in pathway.starts:
        y = _draw_start(parts, start, y, scale)
    y = _draw_key(parts, _kinds(pathway), y)
    return svg.drawing(
        WIDTH,
        y,
        parts,
        name=f"pathway-{pathway.id}",
        title=f"{pathway.title}: what starts each limit and how long it runs",
        says=_in_words(pathway),
    )


def _draw_start(parts: list[str], start: StartDrawn, y: float, scale: float) -> float:
    top, origin = y + 14, _origin(start, scale)
    for row, words in enumerate(_titles(start)):
        parts.append(svg.text(origin + 18, y + 20 + row * 24, words, more='font-weight="650"'))
    y += 24 * len(_titles(start)) + 14
    stem_ends = top
    for limit in start.limits:
        middle = y + 16
        _draw_limit(parts, limit, middle, scale, origin)
        y = _draw_words(parts, limit, y)
        if limit.begins == 0:
            stem_ends = middle
    parts.insert(0, svg.line(origin, top, origin, stem_ends, colour=svg.RULE))
    parts.append(svg.circle(origin, top, 6, fill=svg.ACCENT, stroke=svg.ACCENT))
    return y + 22


def _origin(start: StartDrawn, scale: float) -> float:
    """Where the fact stands: further right when something must be done before it."""
    earliest = min((min(limit.begins, limit.ends) for limit in start.limits if limit.ends is not None), default=0)
    return PLOT_FROM + max(-earliest * scale, SHORTEST + 6) if earliest < 0 else PLOT_FROM


def _titles(start: StartDrawn) -> list[str]:
    joined = [start.titles[0], *(f"or: {title}" for title in start.titles[1:])]
    return [words for title in joined for words in svg.wrapped(title, WIDTH - 60)]


def _scale(pathway: PathwayDrawn) -> float:
    """Pixels to a day, the same in the whole picture, so that the longest limit fits."""
    limits = [limit for start in pathway.starts for limit in start.limits]
    longest = max((max(limit.begins, abs(limit.ends or 0)) for limit in limits), default=0)
    return (PLOT_TO - PLOT_FROM - 8) / longest if longest else 0


def _draw_limit(parts: list[str], limit: LimitDrawn, y: float, scale: float, origin: float) -> None:
    begins = origin + limit.begins * scale
    if limit.ends is None:
        parts.append(svg.line(begins, y, begins + 18, y, colour=svg.RULE))
        parts.append(svg.diamond(begins + 24, y, 5))
        parts.append(svg.text(begins + 38, y + 5, limit.length, size=15, colour=svg.QUIET))
        return
    ends = origin + limit.ends * scale
    if abs(ends - begins) < SHORTEST:
        ends = begins + SHORTEST if limit.ends >= limit.begins else begins - SHORTEST
    colour = svg.INK if limit.kind == "duty" else svg.QUIET
    parts.append(svg.line(begins, y, ends, y, colour=colour, width=3, dash=_DASHES.get(limit.kind, "")))
    parts.append(_end_mark(limit.kind, ends, y))
    parts.append(_length(limit, begins, ends, y))


def _length(limit: LimitDrawn, begins: float, ends: float, y: float) -> str:
    """The length above its line, or beyond the end of a line too short to carry it."""
    left, right = min(begins, ends), max(begins, ends)
    wide = len(limit.length) * 15 * svg.LETTER
    if right - left >= wide + 16:
        return svg.text(right - 12, y - 7, limit.length, size=15, colour=svg.QUIET, more='text-anchor="end"')
    if right + 14 + wide <= PLOT_TO + 24:
        return svg.text(right + 13, y + 5, limit.length, size=15, colour=svg.QUIET)
    return svg.text(left - 13, y + 5, limit.length, size=15, colour=svg.QUIET, more='text-anchor="end"')


def _end_mark(kind: str, x: float, y: float) -> str:
    if kind == "duty":
        return svg.circle(x, y, 5)
    if kind == "right":
        return svg.circle(x, y, 5, fill=svg.PAPER, stroke=svg.INK)
    if kind == "guidance":
        return svg.circle(x, y, 5, fill=svg.PAPER, stroke=svg.QUIET)
    return svg.diamond(x, y, 5)


def _draw_words(parts: list[str], limit: LimitDrawn, y: float) -> float:
    at = y + 21
    for words in svg.wrapped(limit.title, WORDS_WIDTH):
        parts.append(svg.text(WORDS_FROM, at, words))
        at += 22
    for words in svg.wrapped(limit.says, WORDS_WIDTH, 15):
        parts.append(svg.text(WORDS_FROM, at, words, size=15, colour=svg.QUIET))
        at += 20
    return at - 21 + 14


def _kinds(pathway: PathwayDrawn) -> list[str]:
    used = {limit.kind for start in pathway.starts for limit in start.limits if limit.ends is not None}
    return [kind for kind in KINDS if kind in used]


def _draw_key(parts: list[str], kinds: list[str], y: float) -> float:
    if not kinds:
        return y
    parts.append(svg.line(0, y, WIDTH, y, colour=svg.RULE, width=1))
    for row, kind in enumerate(kinds):
        middle = y + 24 + row * 26
        colour = svg.INK if kind == "duty" else svg.QUIET
        parts.append(svg.line(PLOT_FROM, middle, 60, middle, colour=colour, width=3, dash=_DASHES.get(kind, "")))
        parts.append(_end_mark(kind, 60, middle))
        parts.append(svg.text(80, middle + 5, KINDS[kind], size=15, colour=svg.QUIET))
    return y + 24 + 26 * len(kinds)


def _in_words(pathway: PathwayDrawn) -> str:
    sentences = []
    for start in pathway.starts:
        limits = "; ".join(f"{limit.title}: {limit.length}" for limit in start.limits)
        sentences.append(f"{' or '.join(start.titles)}: {limits}.")
    return " ".join(sentences)
