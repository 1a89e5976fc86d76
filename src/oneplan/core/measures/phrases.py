"""Which measures a line of somebody's plan names, by phrases that the measures know themselves by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from oneplan.core.measures.definitions import Measure

_AND, _NOT = " + ", "not "
_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


class LinePart(StrEnum):
    """Which list of a section a line stands in."""

    ASSESS = "assess"
    SEE = "see"


@dataclass(frozen=True, slots=True)
class Theme:
    """What a section is about, told by its title."""

    id: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineRule:
    """Lines of one theme and part that hold one of the phrases stand on these measures of the catalogue."""

    theme: str
    part: LinePart
    words: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineBook:
    """Themes and rules, in the order in which they are tried."""

    themes: tuple[Theme, ...]
    rules: tuple[LineRule, ...]

    def measures_of(self, text: str, part: LinePart, titles: Sequence[str]) -> tuple[str, ...]:
        """The measures that a line stands on; ``titles`` are those of its section and of the sections above it.

        A theme that the nearest title tells goes first; where none of its rules fits, the rules of all are tried.
        """
        theme = self._theme(titles)
        of_part = [rule for rule in self.rules if rule.part is part]
        for rules in ([rule for rule in of_part if rule.theme == theme], of_part):
            for rule in rules:
                if says(text, rule.words):
                    return rule.measures
        return ()

    def _theme(self, titles: Sequence[str]) -> str:
        for title in titles:
            for theme in self.themes:
                if says(title, theme.titles):
                    return theme.id
        return ""


def named_in(text: str, measures: Iterable[Measure]) -> tuple[tuple[Measure, str], ...]:
    """Every measure that a line names, with the phrase that told."""
    found = ((measure, _phrase_in(_plain(text), measure.phrases)) for measure in measures)
    return tuple((measure, phrase) for measure, phrase in found if phrase)


def says(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text holds one of the phrases."""
    return bool(_phrase_in(_plain(text), phrases))


def _phrase_in(line: str, phrases: Iterable[str]) -> str:
    return next((each for each in phrases if _says(line, each)), "")


def _says(line: str, phrase: str) -> bool:
    """Whether all of a phrase's pieces stand in the line, and none of those it rules out."""
    pieces = [_plain(each) for each in phrase.split(_AND)]
    return all((each.removeprefix(_NOT) not in line) if each.startswith(_NOT) else each in line for each in pieces)


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).casefold().split())
