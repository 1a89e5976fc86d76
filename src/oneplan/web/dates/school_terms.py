"""A school's days as somebody pastes them: one term a line, one closed day a line."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from oneplan.core.kernel import Problem

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST_TERM_DAYS = 200
MOST_LINES = 200
# Term dates are published with hyphens and with both dashes.
_DAY = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?:st|nd|rd|th)?[ /.]+(?:\d{1,2}|[A-Za-z]{3,9})[ /.,]+\d{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_ONE = re.compile(rf"{_WEEKDAY}({_DAY})", re.IGNORECASE)
_TERM = re.compile(rf"{_WEEKDAY}({_DAY})\s*(?:to|until|and|[-\u2013\u2014,;])\s*{_WEEKDAY}({_DAY})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ /.]+(\d{1,2}|[A-Za-z]{3,9})[ /.,]+(\d{4})", re.IGNORECASE)


def read_terms(pasted: str) -> tuple[tuple[date, date], ...]:
    """First and last day of each term, in order; raises Problem naming the line that cannot be read."""
    terms = tuple(sorted(_term(line) for line in _lines(pasted)))
    for (_, last), (first, _) in pairwise(terms):
        if first <= last:
            raise _refused(f"Two terms overlap: one ends on {_said(last)} and the next begins on {_said(first)}")
    return terms


def read_closed_days(pasted: str) -> tuple[date, ...]:
    """Days inside a term on which the school does not meet for pupils; raises Problem naming the line."""
    return tuple(sorted(_closed_day(line) for line in _lines(pasted)))


def _term(line: str) -> tuple[date, date]:
    found = _TERM.fullmatch(line)
    if not found:
        raise _refused(f"“{line}” is not a term with two days")
    first, last = (_day(words) for words in found.groups())
    if not 0 <= (last - first).days <= LONGEST_TERM_DAYS:
        raise _refused(f"“{line}” does not end within {LONGEST_TERM_DAYS} days of its first day")
    return first, last


def _closed_day(line: str) -> date:
    found = _ONE.fullmatch(line)
    if not found:
        raise _refused(f"“{line}” is not a day", "Write one day on each line, such as 2 September 2026.")
    return _day(found.group(1))


def _lines(pasted: str) -> list[str]:
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise _refused(f"There are {len(lines)} lines; no more than {MOST_LINES} can be read")
    return lines


def _day(words: str) -> date:
    iso = _ISO.fullmatch(words)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
        return _real(year, month, day, words)
    written = _WRITTEN.fullmatch(words)
    assert written is not None
    day_words, month_words, year_words = written.groups()
    return _real(int(year_words), _month(month_words), int(day_words), words)


def _month(words: str) -> int:
    if words.isdigit():
        return int(words)
    start = words[:3].lower()
    return MONTHS.index(start) + 1 if start in MONTHS else 0


def _real(year: int, month: int, day: int, words: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _refused(f"“{words}” is not in the calendar") from None


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _refused(
    what: str, do: str = "Write one term on each line, such as 2 September 2026 to 23 October 2026."
) -> Problem:
    return Problem(f"{what}.", why="School days are counted from these lines.", do=do)
