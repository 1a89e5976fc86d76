"""The measures of a pack: a line for each, a control chart for some, and whether the work made a difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from oneplan.adapters.packs.content import Number
from oneplan.adapters.packs.shapes import Block, Cell, Column, Grid, Heading, Picture, Points, Words
from oneplan.adapters.pictures.control_chart import Chart, ChartLine, ChartPoint
from oneplan.answers.difference_rows import Verdict
from oneplan.answers.figures_rows import FigureLine, FigureView, LinkRow
from oneplan.answers.packs_gathered import Gathered
from oneplan.answers.packs_words import capital, day_said

HIDDEN, NOTHING, NONE = "Not shown", "No figure yet", "\N{EN DASH}"
_FEWEST_POINTS = 2
_PERCENT = "per cent"
_COLUMNS = (
    Column("Measure", 36),
    Column("Now", 15, is_number=True),
    Column("Period", 16),
    Column("Before", 17, is_number=True),
    Column("How it moves", 16),
)


def scorecard(held: Gathered) -> Iterator[Block]:
    """Every measure linked to the plan, each once, in the groups of the list of measures."""
    lines = {link.line.measure.id: link for links in held.measures.values() for link in links}
    lines |= {link.line.measure.id: link for link in held.links if link.line.measure.id not in lines}
    if not lines:
        yield Words("No measure is linked to the plan yet, so nothing here shows whether it works.", "missing")
        return
    if held.run is not None:
        yield Words(f"Figures of {day_said(held.run.as_of)}. {held.care.says}", "quiet")
    for group in dict.fromkeys(link.line.measure.group for link in lines.values()):
        within = [link for link in lines.values() if link.line.measure.group == group]
        yield Heading(group)
        yield measures_grid(held, within, f"Scorecard: {group}")


def measures_grid(held: Gathered, links: Iterable[LinkRow], caption: str) -> Grid:
    """Measures with their value, its period, the value before and the one word for how they move."""
    return Grid(caption, _COLUMNS, tuple(_row(held, link.line) for link in links))


def measure_cell(held: Gathered, link: LinkRow) -> str:
    """A measure in a few words, as the thread shows it."""
    line = link.line
    moves = f", {line.change}" if line.change else ""
    return f"{line.measure.title}: {_value(held, line)}{moves}"


def _row(held: Gathered, line: FigureLine) -> tuple[Cell, ...]:
    before = ""
    if line.before is not None and held.may_print(line.measure.id, line.before.label, is_shown=True):
        before = f"{line.before.value.words} ({line.before.label})"
        held.note(_number(held, line, f"figure/{line.measure.id}/before", line.before.value.words, line.before.label))
    return (
        Cell(line.measure.title),
        Cell(_value(held, line)),
        Cell(line.period),
        Cell(before or NONE),
        Cell(capital(line.change) or NONE),
    )


def _value(held: Gathered, line: FigureLine) -> str:
    if line.value.reason == "none":
        return NOTHING
    if not held.may_print(line.measure.id, line.period, is_shown=line.value.is_shown):
        return HIDDEN
    held.note(_number(held, line, f"figure/{line.measure.id}/value", line.value.words, line.period))
    return line.value.words


def _number(held: Gathered, line: FigureLine, key: str, words: str, period: str) -> Number:
    return Number(key, line.measure.title, words, line.measure.id, period, held.source_of(line))


def charts_of(held: Gathered, links: Iterable[LinkRow], drawn: set[str]) -> Iterator[Block]:
    """The control charts of a section's first measures that have one and were not drawn before."""
    left = held.rules.charts_per_section
    for link in links:
        name = link.line.measure.id
        if left == 0 or name in drawn:
            continue
        view = held.view(name)
        chart = _chart(held, view)
        if chart is not None:
            left -= 1
            drawn.add(name)
            yield Picture(view.measure.title, _alt(view), view.change_says, chart)


def _chart(held: Gathered, view: FigureView) -> Chart | None:
    """The whole months that may be shown, with their limits where chance can be told; none where too few."""
    judged = [each for each in view.months if each.is_judged]
    shown = {each.last_day: each.value.amount for each in judged}
    untold = {
        each.last_day
        for each in judged
        if each.value.reason != "none" and not held.may_print(view.measure.id, each.label, is_shown=each.value.is_shown)
    }
    limits = {each.on: each for each in view.chart.points if each.on not in untold}
    points = []
    for day in sorted({*limits, *shown}):
        point = limits.get(day)
        if point is not None and view.chart.centre is not None:
            within = (float(view.chart.centre), float(point.lower), float(point.upper))
            points.append(ChartPoint(day, float(point.amount), *within, bool(point.signals)))
        else:
            amount = None if day in untold else shown.get(day)
            points.append(ChartPoint(day, None if amount is None else float(amount)))
    if sum(point.value is not None for point in points) < _FEWEST_POINTS:
        return None
    return Chart(tuple(points), _others(view), (), view.measure.unit.capitalize(), view.measure.unit == _PERCENT)


def _others(view: FigureView) -> tuple[ChartLine, ...]:
    newest = {each.area: each for each in reversed(view.comparators)}
    if view.measure.unit != _PERCENT:
        return ()
    return tuple(ChartLine(float(each.amount), f"{each.area}, {each.year}: {each.words}") for each in newest.values())


def _alt(view: FigureView) -> str:
    """The chart in words: what it shows, its newest value as printed, and its signals. Hidden months are not named."""
    known = [each for each in view.months if each.is_judged and each.value.is_shown]
    span = f" from {known[0].label} to {known[-1].label}" if known else ""
    now = f" {capital(view.period)}: {view.value.words}." if view.value.is_shown else ""
    return f"Line chart of {view.measure.title.lower()}, month by month{span}.{now} {view.change_says}".strip()


def statements_of(held: Gathered, links: Iterable[LinkRow]) -> Iterator[Block]:
    """What can honestly be said of whether the work made a difference to each of the section's measures."""
    told = [each for link in links if (each := held.statements.get(link.id)) is not None]
    said = tuple(f"{each.measure.title}: {each.says}" for each in told if each.verdict is not Verdict.NOT_ASKED)
    if said:
        yield Heading("Did it make a difference?", 3)
        yield Points(tuple(dict.fromkeys(said)))
