"""Finds the plan's own rating key, as a table, a row of colours, a list or a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import KeyEntry
from oneplan.plandocs.blocks import Cell, Row
from oneplan.plandocs.labels import is_key_heading
from oneplan.plandocs.ratings import colour_of, plain_rating, rating_meant
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_MEANS = re.compile(
    r"^(definition|meaning|description|what (?:it|this) means|explanation|criteria|action definition|means|rating)$"
)
_TWO = 2


def key_rows(rows: Sequence[Row]) -> list[KeyEntry]:
    """The entries of a table that is a rating key, or none."""
    filled = [_with_colours(row) for row in rows if row.filled and row.lines]
    if not filled:
        return []
    return _two_columns(filled) or _colours_across(filled) or _cells_alone(filled)


def _with_colours(row: Row) -> Row:
    """The row with the colour's name in each cell that is only filled with it."""
    cells = tuple(Cell.of(cell.colour) if cell.empty and cell.colour else cell for cell in row.cells)
    return replace(row, cells=cells)


def key_lines(texts: Sequence[tuple[int, str]], *, under_heading: bool) -> list[KeyEntry]:
    """The entries of lines that are each a word, a mark and what it means; two at least."""
    entries = [entry for line, text in texts if (entry := key_line(text, line, any_word=under_heading))]
    colours = [entry for entry in entries if is_colour_word(entry.word)]
    return entries if len(colours) >= _TWO or (under_heading and len(entries) >= _TWO) else []


def key_line(text: str, line: int, *, any_word: bool = False) -> KeyEntry | None:
    """One line of a key: a colour or rating word, a mark between, and what it means."""
    match = re.match(r"^\s*(.{1,28}?)\s*(?:[:=]|\s[\u2013—-]|[\u2013—])\s*(.+)$", text)
    if not match or not (
        is_colour_word(match[1])
        or (any_word and (plain_rating(match[1]) or rating_meant(match[1]) is not Rating.UNKNOWN))
    ):
        return None
    return _entry(match[1], match[2], line)


def key_sentence(text: str, line: int) -> list[KeyEntry]:
    """The entries of a key written in one run: “RAG key: Red = …; Amber = …”, or the colours in capitals."""
    body = re.sub(r"^.{0,40}?\bkey\b\s*[:\u2013-]?\s*", "", text, count=1, flags=re.IGNORECASE)
    marks = [
        mark
        for mark in _colour_marks().finditer(body)
        if mark["sep"] or mark["word"].isupper() or _is_symbol(mark["word"])
    ]
    if len(marks) < _TWO or marks[0].start() > 40:  # noqa: PLR2004 - a key begins with its first colour
        return []
    entries = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        meaning = body[mark.end() : after.start() if after else None].strip(" ;,.|•\n")
        if meaning:
            word = colour_of(mark["word"]) if _is_symbol(mark["word"]) else mark["word"]
            entries.append(_entry(word, meaning, line))
    meant = [entry for entry in entries if entry.rating is not Rating.UNKNOWN]
    return entries if len(meant) >= _TWO else []


def _is_symbol(word: str) -> bool:
    return word in plan_rules("ratings")["colours"]["symbols"]


def is_colour_word(text: str) -> bool:
    """Whether a key's word is a colour, with a letter after it where the plan has two of one colour."""
    words = plain(text).split()
    trimmed = [word for word in words if word not in {"rag", "rated", "rating", "status", "action", "actions"}]
    if not trimmed or len(trimmed) > 3:  # noqa: PLR2004 - a colour and a letter or a word
        return bool(colour_of(text))
    return bool(
        colour_of(" ".join(trimmed))
        or (colour_of(trimmed[0]) in plan_rules("ratings")["colours"]["words"] and len(trimmed[0]) > 1)
    )


@cache
def _colour_marks() -> re.Pattern[str]:
    words = "|".join(sorted(plan_rules("ratings")["colours"]["words"], key=len, reverse=True))
    symbols = "|".join(re.escape(mark) for mark in plan_rules("ratings")["colours"]["symbols"])
    return re.compile(
        rf"(?<![\w-])(?P<word>{symbols}|(?-i:[RAGBYP])(?=\s*[:=])|(?:{words})(?:\s+[A-Z](?=\s*[:=\u2013-]))?\b)\s*(?:\((?:[A-Z])\)\s*)?(?P<sep>[:=\u2013—]|\s-\s)?\s*",
        re.IGNORECASE,
    )


def _entry(word: str, meaning: str, line: int) -> KeyEntry:
    shown = word.strip().strip("*[]() ")
    meant = rating_meant(meaning)
    if meant is Rating.UNKNOWN:
        meant = plain_rating(meaning.split(".", maxsplit=1)[0]) or plain_rating(word) or Rating.UNKNOWN
    return KeyEntry(shown, meaning.strip(), meant, line)


def _two_columns(rows: Sequence[Row]) -> list[KeyEntry]:
    pairs = [(row, [row.at(index).flat for index in row.filled]) for row in rows]
    if any(len(texts) not in {1, 2, 3} for _, texts in pairs):
        return []
    headed = (
        len(pairs[0][1]) >= _TWO
        and is_key_heading(pairs[0][1][0])
        and any(_MEANS.match(plain(text)) for text in pairs[0][1][1:])
    )
    body = pairs[1:] if headed or (pairs and len(pairs[0][1]) == 1 and is_key_heading(pairs[0][1][0])) else pairs
    longest = plan_rules("ratings")["key"]["longest_word"]
    entries = []
    for row, texts in body:
        if len(texts) < _TWO or len(texts[0]) > longest:
            return []
        word, meaning = (texts[0], ": ".join(texts[1:]))
        if not headed and not is_colour_word(word):
            return []
        entries.append(_entry(word, meaning, row.lines[0]))
    return entries if len(entries) >= _TWO else []


def _colours_across(rows: Sequence[Row]) -> list[KeyEntry]:
    """A row of colours above a row of meanings."""
    bodies = [row for row in rows if not (len(row.filled) == 1 and is_key_heading(row.at(row.filled[0]).flat))]
    if len(bodies) != _TWO:
        return []
    top, below = bodies
    columns = [index for index in top.filled if is_colour_word(top.at(index).flat)]
    if len(columns) < _TWO or len(columns) < len(top.filled) - 1 or any(below.at(index).empty for index in columns):
        return []
    return [_entry(top.at(index).flat, below.at(index).flat, below.lines[0]) for index in columns]


def _cells_alone(rows: Sequence[Row]) -> list[KeyEntry]:
    """Each cell of one row holds a colour and its meaning."""
    cells = [(row.lines[0], row.at(index).flat) for row in rows for index in row.filled]
    if len(cells) > 12 and len(rows) > _TWO:  # noqa: PLR2004 - no key is so large
        return []
    entries = [entry for line, text in cells if (entry := key_line(text, line)) and is_colour_word(entry.word)]
    return entries if len(entries) >= _TWO and len(entries) >= len(cells) - 1 else []
