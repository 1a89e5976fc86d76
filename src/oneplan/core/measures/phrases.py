"""Which measures a line of somebody's plan names, by phrases that the measures know themselves by."""

from __future__ import annotations

from collections.abc import Iterable

from oneplan.core.measures.definitions import Measure

_AND, _NOT = " + ", "not "


def named_in(text: str, measures: Iterable[Measure]) -> tuple[tuple[Measure, str], ...]:
    """Every measure that a line names, with the phrase that told."""
    line = _plain(text)
    found = ((measure, next((each for each in measure.phrases if _says(line, each)), "")) for measure in measures)
    return tuple((measure, phrase) for measure, phrase in found if phrase)


def _says(line: str, phrase: str) -> bool:
    """Whether all of a phrase's pieces stand in the line, and none of those it rules out."""
    pieces = [_plain(each) for each in phrase.split(_AND)]
    return all((each.removeprefix(_NOT) not in line) if each.startswith(_NOT) else each in line for each in pieces)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
