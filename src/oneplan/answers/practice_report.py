"""An adoption as a report that another area, or the region, can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from oneplan.core.improvement.practice import Card
from oneplan.records.practice.rows import AdoptionFile

DIRECTIONS = {"up": "should rise", "down": "should fall", "context": "to be watched"}
NOTHING_YET = "Nothing has been reported back yet."


def in_markdown(file: AdoptionFile, card: Card, titles: Mapping[str, str]) -> str:
    """The whole report, in plain text with headings."""
    return "\n".join(_lines(file, card, titles)).rstrip() + "\n"


def _lines(file: AdoptionFile, card: Card, titles: Mapping[str, str]) -> Iterator[str]:
    row = file.row
    yield f"# {card.title} ({card.id})"
    yield f"First done in: {card.area}. Source read: {card.source_status.value.replace('-', ' ')}."
    yield f"Taken up on {_day(row.adopted_on)} in “{row.section_title}”, owned by {row.owner_role}."
    yield from _part("What was adapted, and why", [file.adapted or "Nothing was adapted."])
    yield from _part("What it became here", [_step(each.ref, each.text, each.rating.value) for each in file.steps])
    yield from _part(
        "What it should move",
        [
            f"- {titles.get(each.measure, each.measure)}: {DIRECTIONS[each.direction]}. {each.why}."
            for each in file.measures
        ],
    )
    done = [f"- [{'x' if each.done_on else ' '}] {each.text}{_when(each.done_on)}" for each in file.checklist]
    yield from _part(f"Checklist: {row.done} of {row.of} done", done)
    planned = [f"- {each.kind.replace('_', ' ')}: {each.text}{_by(each.due_on)}" for each in file.evidence]
    yield from _part("Evidence planned", planned)
    told = [line for each in file.reports for line in _report(each.on, each.happened, each.difference, each.advice)]
    yield from _part("What happened", told or [NOTHING_YET])


def _part(title: str, lines: list[str]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield from lines


def _step(ref: str, text: str, rating: str) -> str:
    return f"- {ref} {text}: {rating.replace('_', ' ')}"


def _report(on: date, happened: str, difference: str, advice: str) -> Iterator[str]:
    yield f"### {_day(on)}"
    yield happened
    yield f"Difference made: {difference}"
    if advice:
        yield f"For others: {advice}"


def _when(done_on: date | None) -> str:
    return f" ({_day(done_on)})" if done_on else ""


def _by(due_on: date | None) -> str:
    return f", by {_day(due_on)}" if due_on else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
