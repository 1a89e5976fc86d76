"""The easy-read part: short sentences with one idea in each, a symbol of ours beside every part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from oneplan.adapters.packs.content import Number
from oneplan.adapters.packs.shapes import Block, Heading, Picture, Points, Words
from oneplan.answers.figures_rows import FigureLine
from oneplan.answers.packs_gathered import Gathered
from oneplan.answers.packs_plan import is_late
from oneplan.core.measures.comparisons import Change
from oneplan.records.improvement.rows import SectionRow
from oneplan.rulebook.pack_files import EasyPart, load_easy_read

_MOST = 6
_SIMPLE = ("share", "count")
_SYMBOLS = {
    "people": "Three people together",
    "team": "Two people side by side",
    "path": "A path with steps",
    "tick": "A tick",
    "clock": "A clock",
    "chart": "A chart with bars",
    "speech": "Two speech bubbles",
    "letter": "A letter",
}
_MOVES = {Change.BETTER: "better", Change.WORSE: "worse", Change.NO_CHANGE: "same", Change.TOO_EARLY: "early"}


def easy(held: Gathered, *, area: str, council: str) -> Iterator[Block]:
    """Every part of the easy-read version, in order."""
    values = _values(held) | {"plan": held.tree.plan.title, "area": council or area}
    lists: Mapping[str, Callable[[Gathered], tuple[str, ...]]] = {
        "done": _done,
        "late": _late,
        "figures": _figures,
        "voice": _voice,
    }
    for part in load_easy_read().parts:
        yield Heading(part.title)
        yield Picture(part.title, _SYMBOLS[part.picture], symbol=part.picture)
        yield from _said(part, values, lists[part.each](held) if part.each else None)


def _said(part: EasyPart, values: Mapping[str, str], items: tuple[str, ...] | None) -> Iterator[Block]:
    if items == ():
        yield Words(part.none)
        return
    for line in part.lines:
        yield Words(line.format(**values))
    if items:
        yield Points(items)


def _values(held: Gathered) -> dict[str, str]:
    total, done = held.count("plan/total", "The plan has"), held.count("plan/finished", "jobs are done")
    late, trouble = held.count("plan/late", "jobs are late"), held.count("plan/trouble", "jobs have a problem")
    going = held.count("plan/going", "jobs are going well")
    other = total - done - late - trouble - going
    numbers = {"total": total, "done": done, "late": late, "trouble": trouble, "going": going, "other": other}
    return {name: f"{number:,}" for name, number in numbers.items()}


def _name(held: Gathered, section: SectionRow) -> str:
    """What a part is about in easy words; until somebody writes them, its title."""
    return held.easy.get(section.slug) or f"{section.title.rstrip('.')}."


def _done(held: Gathered) -> tuple[str, ...]:
    found = [(each, sum(row.rating.is_finished for row in held.by_section[each.slug])) for each in held.sections]
    return tuple(f"{_name(held, section)} {_jobs(number)} done." for section, number in found if number)


def _late(held: Gathered) -> tuple[str, ...]:
    found = [(each, sum(is_late(held, row) for row in held.by_section[each.slug])) for each in held.sections]
    return tuple(f"{_name(held, section)} {_jobs(number)} late." for section, number in found if number)


def _jobs(number: int) -> str:
    return "1 job is" if number == 1 else f"{number:,} jobs are"


def _figures(held: Gathered) -> tuple[str, ...]:
    lines = {link.line.measure.id: link.line for links in held.measures.values() for link in links}
    left_out = load_easy_read().leave_out
    of_people = [line for line in lines.values() if line.measure.group not in left_out]
    simple = [line for line in of_people if line.measure.kind in _SIMPLE and line.value.reason != "none"]
    shown = [line for line in simple if held.may_print(line.measure.id, line.period, is_shown=line.value.is_shown)]
    return tuple(_figure(held, line) for line in shown[:_MOST])


def _figure(held: Gathered, line: FigureLine) -> str:
    name = line.measure.id
    held.note(
        Number(f"figure/{name}/value", line.measure.title, line.value.words, name, line.period, held.source_of(line))
    )
    moves = _MOVES.get(Change(line.change)) if line.change else None
    return " ".join(
        [f"{line.measure.title}: {line.value.words}.", load_easy_read().words[moves] if moves else ""]
    ).strip()


def _voice(held: Gathered) -> tuple[str, ...]:
    return tuple(f"You said: {each.said} We did: {each.did}" for each in held.answered[:_MOST])
