"""One line of time for one case: what happened behind today and above the line, what falls due below it.

Years lie behind and weeks ahead, so the two sides of today have a scale each; the ticks on the line say which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from oneplan.adapters.pictures import svg

WIDTH = 1080
PLOT_FROM, PLOT_TO = 14.0, 890.0
TODAY_AT = 0.58
WORDS_WIDTH, MOST_LINES = 176, 2
LANE, STEM = 66, 34
MOST_LANES = 5
SIZE = 15
LONG_YEARS = 2
DAYS_IN_YEAR = 366


class Mark(StrEnum):
    """What stands at a place on the line."""

    HAPPENED = "happened"
    AT_LATEST = "at the latest"
    LATE = "late"
    DUE = "due"
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True)
class Marked:
    """One mark: its day, its words, the day as words, and what it is."""

    on: date
    words: str
    day: str
    mark: Mark

    @property
    def is_ahead(self) -> bool:
        """Whether it is a limit, which hangs below the line, and not an event, which stands above it."""
        return self.mark not in {Mark.HAPPENED, Mark.AT_LATEST}


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day stands: the past and the future each run evenly from today to their own end."""

    first: date
    today: date
    last: date

    @property
    def middle(self) -> float:
        """Where today stands; at an end where nothing lies beyond it."""
        if self.first >= self.today:
            return PLOT_FROM + 6
        return PLOT_FROM + (PLOT_TO - PLOT_FROM) * (TODAY_AT if self.last > self.today else 1)

    def at(self, day: date) -> float:
        """The place of a day."""
        if day <= self.today:
            whole, room = (self.today - self.first).days, self.middle - PLOT_FROM
            return self.middle - room * (self.today - day).days / whole if whole else self.middle
        whole, room = (self.last - self.today).days, PLOT_TO - self.middle
        return self.middle + room * (day - self.today).days / whole


def draw_case_line(marks: Sequence[Marked], *, today: date, name: str, title: str) -> str:
    """The line as SVG; every mark with its day stands in the description too, labelled in the picture or not."""
    ordered = sorted(marks, key=lambda each: (each.on, each.words))
    days = [each.on for each in ordered]
    scale = Scale(min([*days, today]), today, max([*days, today]))
    above = _placed([each for each in ordered if not each.is_ahead], scale)
    below = _placed([each for each in ordered if each.is_ahead], scale)
    line_y = 12 + STEM + LANE * _lanes(above)
    height = line_y + 34 + (STEM + LANE * _lanes(below) if below else 0)
    stems = [each.x for each in below if each.lane >= 0] + [scale.middle]
    parts = [*_axis(scale, line_y, stems), *_today(scale, line_y)]
    for placed, direction in ((above, -1), (below, 1)):
        for each in placed:
            parts += _drawn(each, line_y, direction)
    return svg.drawing(WIDTH, height, parts, name=name, title=title, says=_in_words(ordered, today))


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: Marked
    x: float
    lane: int
    lines: tuple[str, ...]


def _placed(marks: Sequence[Marked], scale: Scale) -> list[_Placed]:
    """Each mark in the nearest lane whose words no other words or stem would cross; -1 where no lane is left."""
    found: list[_Placed] = []
    for each in reversed(marks):
        x, lines = scale.at(each.on), _lines(each)
        right = x + max(len(words) for words in lines) * SIZE * svg.LETTER + 14
        in_the_way = [other.lane for other in found if other.x <= right and other.lane >= 0]
        lane = max(in_the_way, default=-1) + 1
        found.append(_Placed(each, x, lane if lane < MOST_LANES else -1, lines))
    return found


def _lines(each: Marked) -> tuple[str, ...]:
    lines = svg.wrapped(each.words, WORDS_WIDTH, SIZE)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    return (*lines, each.day)


def _lanes(placed: Sequence[_Placed]) -> int:
    return max((each.lane + 1 for each in placed), default=0)


def _axis(scale: Scale, y: float, stems: Sequence[float]) -> Iterator[str]:
    yield svg.line(PLOT_FROM, y, scale.middle, y, colour=svg.INK, width=2)
    yield svg.line(scale.middle, y, PLOT_TO, y, colour=svg.RULE, width=2, dash="2 4")
    for day, words in (*_ticks(scale.first, scale.today), *_ticks(scale.today, scale.last)):
        x = scale.at(day)
        yield svg.line(x, y - 4, x, y + 4, colour=svg.RULE, width=1)
        right = x + 8 + len(words) * SIZE * svg.LETTER
        if not any(x - 2 < stem < right for stem in stems):
            yield svg.text(x + 4, y + 18, words, size=SIZE, colour=svg.QUIET)


def _today(scale: Scale, y: float) -> Iterator[str]:
    yield svg.line(scale.middle, y - 22, scale.middle, y + 22, colour=svg.ACCENT, width=3)
    yield svg.text(scale.middle + 8, y - 10, "today", size=SIZE, colour=svg.ACCENT, more='font-weight="650"')


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """The first days of years in a long span, of quarters or months in a short one, few enough to read."""
    days = (last - first).days
    if days > LONG_YEARS * DAYS_IN_YEAR:
        step = max(1, round(days / DAYS_IN_YEAR / 6))
        yield from ((date(year, 1, 1), str(year)) for year in range(first.year + 1, last.year + 1, step))
        return
    step = 1 if days <= DAYS_IN_YEAR // 2 else 3
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month):
        day = date(month // 12, month % 12 + 1, 1)
        if (month % 12) % step == 0 and first < day <= last:
            yield day, f"{day:%b} {day.year}" if day.month == 1 or step > 1 else f"{day:%b}"


def _drawn(each: _Placed, line_y: float, direction: int) -> Iterator[str]:
    if each.lane >= 0:
        top = line_y + direction * (STEM + LANE * each.lane)
        colour = svg.LATE if each.mark.mark is Mark.LATE else svg.INK
        first = top - 18 * (len(each.lines) - 1) - 2 if direction < 0 else top + 12
        ends = first - 10 if direction < 0 else first + 18 * (len(each.lines) - 1)
        yield svg.line(each.x, line_y + direction * 7, each.x, ends, colour=svg.RULE, width=1)
        for row, words in enumerate(each.lines):
            is_day = row == len(each.lines) - 1
            tone = svg.QUIET if is_day and colour == svg.INK else colour
            yield svg.text(each.x + 6, first + 18 * row, words, size=SIZE, colour=tone)
    yield _SHAPES[each.mark.mark](each.x, line_y)


_SHAPES = {
    Mark.HAPPENED: partial(svg.circle, radius=5),
    Mark.AT_LATEST: partial(svg.circle, radius=5, fill=svg.PAPER),
    Mark.LATE: partial(svg.circle, radius=7, fill=svg.LATE, stroke=svg.LATE),
    Mark.DUE: partial(svg.circle, radius=6, fill=svg.PAPER, stroke=svg.ACCENT),
    Mark.GUIDANCE: partial(svg.diamond, radius=6),
}


def _in_words(marks: Sequence[Marked], today: date) -> str:
    happened = "; ".join(f"{each.day}: {each.words}" for each in marks if not each.is_ahead)
    late = "; ".join(f"{each.day}: {each.words}" for each in marks if each.is_ahead and each.on < today)
    due = "; ".join(f"{each.day}: {each.words}" for each in marks if each.is_ahead and each.on >= today)
    said = [f"{what}: {words}." for what, words in (("Happened", happened), ("Late", late), ("Due", due)) if words]
    return " ".join(said) or "Nothing is dated yet."
