"""Figures that a plan prints in its sentences and tables, each with the line it stands in. Nothing is guessed.

A rule says which sentences speak of a measure; a number counts only where the words beside it fit and where the period
it is of can be told. Which words those are is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from oneplan.core.measures.phrases import says


class NumberIs(StrEnum):
    """What kind of number a rule reads."""

    PERCENT = "percent"
    COUNT = "count"
    POUNDS = "pounds"


class When(StrEnum):
    """Where the period of a number is found."""

    SURVEY = "survey"
    MONTH = "month"
    BESIDE = "beside"
    DAY = "day"
    YEAR = "year"
    RANGE = "range"
    RANGE_END = "range-end"


@dataclass(frozen=True, slots=True)
class PrintedRule:
    """Which numbers of which sentences are values of a measure."""

    number: NumberIs
    words: tuple[str, ...]
    when: When
    measure: str = ""
    line: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    only_first: bool = False
    apart: bool = False
    by_group: Mapping[str, str] | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """The rules for sentences and for tables, and the words by which groups of respondents are known."""

    figures: tuple[PrintedRule, ...]
    tables: tuple[PrintedRule, ...]
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A number of a plan: what it is a value of, a day of its period, and the line with its words."""

    measure: str
    part: str
    day: date
    amount: Decimal
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class _Number:
    amount: Decimal
    before: str
    after: str
    earlier: Decimal | None = None
    earlier_year: int = 0


_NUMBERS = {
    NumberIs.PERCENT: re.compile(r"(?P<number>\d{1,3}(?:\.\d+)?) ?%"),
    NumberIs.COUNT: re.compile(r"(?<![£\d,./-])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,3})(?![\d,./%-]*[\d%])"),
    NumberIs.POUNDS: re.compile(r"£(?P<number>\d[\d,]*(?:\.\d+)?)(?: ?(?P<scale>million|billion|m|bn)\b)?"),
}
_SCALES = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}
_SENTENCE = re.compile(r"(?<!approx)(?<=[a-z)\d%])\. (?=[A-Z0-9])")
_EARLIER = re.compile(r"\((\d{1,3}(?:\.\d+)?) ?%(?: and (\d{1,3}(?:\.\d+)?) ?%)? in (20\d\d)\)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_YEAR = re.compile(r"\b(" + "|".join(_MONTHS) + r")[a-z]*\.? (20\d\d)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2}) (" + "|".join(_MONTHS) + r")[a-z]* (20\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b(?![/-]\d)")
_RANGE = re.compile(r"\b(20\d\d)[/-](?:20)?(\d\d)\b")
_APRIL, _MARCH = 4, 3
_TABLE_IS_NEAR = 4
_CENTURY = 2000


def printed_in(
    lines: Sequence[tuple[int, str]], book: PrintedBook, titles: Mapping[str, str]
) -> tuple[PrintedFigure, ...]:
    """Every figure that the lines print, each measure, part and day once; ``titles`` name the groups."""
    found: dict[tuple[str, str, date], PrintedFigure] = {}
    year_of_survey = 0
    for place, (number, raw) in enumerate(lines):
        text = raw.replace("*", "").strip()
        if says(text, ["survey"]) and (years := _years(text)):
            year_of_survey = max(years)
        figures = [*_of_sentences(text, number, book, titles, year_of_survey), *_of_table(lines, place, book)]
        for each in figures:
            found.setdefault((each.measure, each.part, each.day), each)
    return tuple(found.values())


def _of_sentences(
    text: str, line: int, book: PrintedBook, titles: Mapping[str, str], survey: int
) -> Iterator[PrintedFigure]:
    for sentence in _SENTENCE.split(text):
        for rule in book.figures:
            if not says(sentence, rule.words) or (rule.line and not says(text, rule.line)):
                continue
            numbers = _numbers(sentence, rule.number)
            for place, each in enumerate(numbers[:1] if rule.only_first else numbers):
                if _fits(each, rule):
                    named = _named(each, rule, place, book, titles)
                    yield from _figures(each, rule, named, sentence, text, line, survey)


def _figures(
    each: _Number, rule: PrintedRule, named: tuple[str, str] | None, sentence: str, text: str, line: int, survey: int
) -> Iterator[PrintedFigure]:
    day = _day(rule.when, each, sentence, text, survey)
    if named is None or day is None:
        return
    measure, part = named
    yield PrintedFigure(measure, part, day, each.amount, line, text)
    if each.earlier is not None and rule.when is When.SURVEY:
        yield PrintedFigure(measure, part, date(each.earlier_year, 1, 1), each.earlier, line, text)


def _of_table(lines: Sequence[tuple[int, str]], place: int, book: PrintedBook) -> Iterator[PrintedFigure]:
    """The row of a table whose heading stands just above its first row."""
    number, row = lines[place]
    cells = [each.strip() for each in row.split("\t") if each.strip()]
    if len(cells) != 2:  # noqa: PLR2004 - a part and its figure
        return
    first = place
    while first > 0 and "\t" in lines[first - 1][1]:
        first -= 1
    above = " ".join(text for _, text in lines[max(first - _TABLE_IS_NEAR, 0) : place])
    for rule in book.tables:
        numbers = _numbers(cells[1], rule.number)
        day = _day(rule.when, None, above, above, 0)
        if len(numbers) == 1 and says(above, rule.words) and day is not None:
            yield PrintedFigure(rule.measure, cells[0], day, numbers[0].amount, number, " ".join(cells))


def _numbers(sentence: str, kind: NumberIs) -> tuple[_Number, ...]:
    """The numbers of a sentence with the words around each; earlier values in brackets belong to those before them."""
    earlier = list(_EARLIER.finditer(sentence)) if kind is NumberIs.PERCENT else []
    plain = _EARLIER.sub(lambda found: " " * len(found[0]), sentence) if earlier else sentence
    spots = list(_NUMBERS[kind].finditer(plain))
    found = []
    for place, spot in enumerate(spots):
        before = plain[spots[place - 1].end() if place else 0 : spot.start()]
        after = plain[spot.end() : spots[place + 1].start() if place + 1 < len(spots) else len(plain)]
        amount = Decimal(spot["number"].replace(",", ""))
        if kind is NumberIs.POUNDS:
            amount *= _SCALES.get(spot["scale"] or "", 1)
        then, year = _earlier(earlier, spots, place)
        found.append(_Number(amount, before, after, then, year))
    return tuple(found)


def _earlier(
    brackets: Sequence[re.Match[str]], spots: Sequence[re.Match[str]], place: int
) -> tuple[Decimal | None, int]:
    """The value of an earlier year: of the bracket that follows the number, or its share of one that closes several."""
    following = next((each for each in brackets if each.start() >= spots[place].end()), None)
    if following is None:
        return None, 0
    owners = [
        number
        for number, spot in enumerate(spots)
        if spot.end() <= following.start() and not any(spot.end() <= b.start() < following.start() for b in brackets)
    ]
    values = [each for each in following.groups()[:2] if each]
    mine = owners[-len(values) :]
    if place not in mine:
        return None, 0
    return Decimal(values[mine.index(place)]), int(following[3])


def _fits(each: _Number, rule: PrintedRule) -> bool:
    if rule.near and not says(each.after, rule.near):
        return False
    begins = each.after.strip().casefold()
    return not rule.next or any(begins.startswith(word) for word in rule.next)


def _named(
    each: _Number, rule: PrintedRule, place: int, book: PrintedBook, titles: Mapping[str, str]
) -> tuple[str, str] | None:
    """Which measure, and which part of it, a number is of; none where its group is not one the rule knows."""
    if rule.by_group is not None:
        group = _group(each, book.groups)
        return (rule.by_group[group], "") if group in rule.by_group else None
    if rule.apart:
        group = _group(each, book.groups)
        if not group and rule.number is NumberIs.PERCENT:
            return None
        return rule.measure, titles.get(group, "")
    if rule.parts:
        return (rule.measure, rule.parts[place]) if place < len(rule.parts) else None
    return rule.measure, ""


def _group(each: _Number, groups: Mapping[str, tuple[str, ...]]) -> str:
    """The group that is named first after a number, else last before it."""
    after = [(each.after.casefold().find(word), group) for group, words in groups.items() for word in words]
    named = [spot for spot in after if spot[0] >= 0]
    if named:
        return min(named)[1]
    before = [(each.before.casefold().rfind(word), group) for group, words in groups.items() for word in words]
    named = [spot for spot in before if spot[0] >= 0]
    return max(named)[1] if named else ""


def _day(when: When, each: _Number | None, sentence: str, text: str, survey: int) -> date | None:
    """A day within the period that a number is of; none where the words do not tell."""
    if when is When.SURVEY:
        year = max(_years(_EARLIER.sub("", sentence)), default=survey)
        return date(year, 1, 1) if year else None
    if when in (When.RANGE, When.RANGE_END):
        return _of_range(when, _RANGE.search(sentence) or _RANGE.search(text))
    if when is When.BESIDE:
        return _month(each.after) if each else None
    if when is When.YEAR:
        return next((date(year, 1, 1) for year in _years(sentence)), None)
    return _full_day(sentence) if when is When.DAY else _month(sentence)


def _of_range(when: When, found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    return date(_CENTURY + int(found[2]), _MARCH, 1) if when is When.RANGE_END else date(int(found[1]), _APRIL, 1)


def _full_day(text: str) -> date | None:
    found = _DAY.search(text)
    return date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1])) if found else None


def _month(text: str) -> date | None:
    found = list(_MONTH_YEAR.finditer(text))
    return date(int(found[-1][2]), _MONTHS.index(found[-1][1].lower()) + 1, 1) if found else None


def _years(text: str) -> list[int]:
    return [int(each) for each in _YEAR.findall(text)]
