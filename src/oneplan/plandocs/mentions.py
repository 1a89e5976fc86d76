"""Finds every date, month, term, quarter and year a text mentions, with the first and last day each can mean."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from oneplan.core.improvement.reading import DuePrecision
from oneplan.rulebook.plans import plan_rules

TermDays = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class DateHabits:
    """How this plan counts: its own last days of terms by name, and whether a bare 2025/26 is academic or financial."""

    terms: tuple[tuple[str, TermDays], ...] = ()
    bare_year: str = ""

    def term(self, name: str) -> TermDays:
        """First month and day, last month and day of a term: the plan's own, else the rulebook's."""
        own = dict(self.terms).get(name)
        if own:
            return own
        days = plan_rules("dates")["terms"][name]
        return days["first_month"], days["first_day"], days["last_month"], days["last_day"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One date in a text. ``trouble`` says why it cannot be trusted; then the days are null."""

    start: int
    end: int
    text: str
    precision: DuePrecision
    first: date | None = None
    last: date | None = None
    trouble: str = ""
    needs_year: tuple[int, int] | None = field(default=None)


_MONTHS: dict[str, int] = plan_rules("dates")["months"]
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<d>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?P<y>(?:19|20|21|22)\d{2}|['\u2019]?\d{2})(?!\d)"
_SPAN = r"(?P<y1>20\d{2}|\d{2})\s?[/\u2013-]\s?(?P<y2>20\d{2}|\d{2})(?![\d/.-]\d|\d)"
_DASH = r"\s?(?:[\u2013—-]|to|and|&)\s?"


_BEFORE_A_MONTH = frozenset(
    [
        "by",
        "in",
        "of",
        "end",
        "from",
        "until",
        "till",
        "to",
        "and",
        "or",
        "since",
        "before",
        "during",
        "early",
        "late",
        "mid",
        "start",
        "this",
        "next",
        "last",
        "for",
    ]
)


def mentions(text: str, habits: DateHabits | None = None) -> tuple[Mention, ...]:
    """Every date in the text in order; months without a year take the year of the date that follows them."""
    found = list(_scan(text, habits or DateHabits()))
    for index in range(len(found) - 2, -1, -1):
        found[index] = _borrow_year(found[index], found[index + 1], text)
    return tuple(_without_year(one) if one.needs_year and not one.trouble else one for one in found)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def full_year(written: str) -> int:
    """A year of two or four digits as four."""
    digits = int(written.strip("'\u2019"))
    century: int = plan_rules("dates")["range"]["century"]
    return digits if digits > 99 else century + digits  # noqa: PLR2004 - two digits or four


def _scan(text: str, habits: DateHabits) -> Iterator[Mention]:
    position, low = 0, text.lower()
    ahead = [(pattern, build, pattern.search(low)) for pattern, build in _patterns()]
    while True:
        ahead = [
            (pattern, build, match if match.start() >= position else pattern.search(low, position))
            for pattern, build, match in ahead
            if match
        ]
        start = min((match.start() for _, _, match in ahead if match), default=None)
        if start is None:
            return
        here = ((match, build(match, habits)) for _, build, match in ahead if match and match.start() == start)
        match, made = next(((match, made) for match, made in here if made), (None, None))
        position = start + 1
        if match and made:
            yield replace(made, start=start, end=match.end(), text=text[start : match.end()].strip())
            position = match.end()


Builder = Callable[[re.Match[str], DateHabits], Mention | None]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Builder], ...]:
    words_day = rf"{_WEEKDAY}{_DAY}[\s/.-]*(?:of\s+)?(?P<m>{_MONTH})[\s,/.-]*{_YEAR}"
    number_day = r"(?P<d>\d{1,2})\s?[./-]\s?(?P<mn>\d{1,2})\s?[./-]\s?(?P<y>20\d{2}|\d{2})(?![\d/])"
    term = (
        r"(?P<t>autumn|spring|summer)(?:\s+term)?(?:\s+(?P<half>[12])(?=\s))?(?:,|\s+of|\s+in|\s+-)?(?:\s+the)?"
        r"(?:\s+academic\s+year)?[\s(]*"
    )
    table: tuple[tuple[str, Builder], ...] = (
        (rf"(?<![\w])(?:w/e|we|week[\s-]ending|w\.e\.)[:\s]+(?:{words_day})", _week_ending),
        (rf"(?<![\w])(?:w/e|we|week[\s-]ending|w\.e\.)[:\s]+(?:{number_day})", _week_ending),
        (rf"(?<![\w])(?:w/c|wc|w/b|week[\s-](?:commencing|beginning|of))[:\s]+(?:{words_day})", _week_starting),
        (rf"(?<![\w])(?:w/c|wc|w/b|week[\s-](?:commencing|beginning|of))[:\s]+(?:{number_day})", _week_starting),
        (r"(?<!\d)(?P<y>20\d{2})-(?P<mn>\d{2})-(?P<d>\d{2})(?:t[\d:.]+)?(?!\d)", _day),
        (rf"(?<![\d./]){number_day}", _day),
        (
            rf"(?<![\w.])(?P<d0>\d{{1,2}})(?:st|nd|rd|th)?{_DASH}{_DAY}\s*(?P<m>{_MONTH})[\s,/.-]*{_YEAR}",
            _days_of_month,
        ),
        (rf"(?<![\w./]){words_day}", _day),
        (rf"(?<![a-z])(?P<m>{_MONTH})\s+{_DAY},?\s+(?P<y>20\d{{2}})(?!\d)", _day),
        (
            rf"(?<![a-z])(?:q|qtr\s?|quarter\s)(?P<q>[1-4])[\s,(:-]*(?:of\s+)?(?:(?P<fy>fy|financial\s+year)\s?)?(?:{_SPAN})",
            _quarter,
        ),
        (
            rf"(?<![a-z])(?:q|qtr\s?|quarter\s)(?P<q>[1-4])[\s,(:-]*(?:of\s+)?(?:(?P<fy>fy|financial\s+year|calendar\s+year)\s?)?{_YEAR}",
            _quarter,
        ),
        (rf"(?<!\d)(?:{_SPAN})\s*,?\s*(?:q|qtr\s?|quarter\s)(?P<q>[1-4])(?!\d)", _quarter),
        (rf"(?<![a-z]){term}(?:{_SPAN})", _term),
        (rf"(?<![a-z]){term}{_YEAR}", _term),
        (rf"(?<![a-z])(?:{_SPAN})\s+(?P<t>autumn|spring|summer)(?:\s+term)?(?![a-z])", _term),
        (rf"(?<![a-z])(?:academic|school)\s+year(?:\s+of)?\s*\(?(?:{_SPAN})", _academic_year),
        (rf"(?<![a-z])ay\s?(?:{_SPAN})", _academic_year),
        (rf"(?<!\d)(?:{_SPAN})\s+(?:academic|school)\s+year", _academic_year),
        (rf"(?<![a-z])(?:financial\s+year|fy|municipal\s+year|year[\s-]end)\s*(?:{_SPAN})", _financial_year),
        (rf"(?<!\d)(?:{_SPAN})\s+(?:financial\s+year|municipal\s+year|fy)", _financial_year),
        (rf"(?<![a-z])(?P<m>{_MONTH})[\s,'\u2019/.\u2013-]*{_YEAR}(?!\s*(?:st|nd|rd|th)\b)", _month),
        (r"(?<![\d/.-])(?P<mn>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<y>20\d{2})(?![\d/.-])", _month),
        (rf"(?<![\w./-])(?:{_SPAN})", _bare_span),
        (r"(?<![\d/.-])(?P<a>\d{1,2})/(?P<b>\d{2})(?![\d/.-])", _two_numbers),
        (rf"(?<![\w./]){_WEEKDAY}{_DAY}\s+(?:of\s+)?(?P<m>{_MONTH})(?!\s*['\u2019]?\d)", _yearless),
        (rf"(?<![a-z])(?P<m>{_MONTH})", _yearless),
        (r"(?<![\w./£-])(?P<y>20[1-4]\d)(?![\w/-])", _year),
    )
    return tuple((re.compile(pattern), build) for pattern, build in table)


def _blank(precision: DuePrecision, first: date | None = None, last: date | None = None, trouble: str = "") -> Mention:
    limits = plan_rules("dates")["range"]
    if last and not limits["earliest"] <= last.year <= limits["latest"]:
        return Mention(0, 0, "", precision, trouble=f"the year {last.year} can hardly be meant")
    return Mention(0, 0, "", precision, first, last, trouble)


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return int(groups["mn"]) if groups.get("mn") else _MONTHS[groups["m"].strip(". ")]


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(match: re.Match[str], _habits: DateHabits) -> Mention:
    day = _exact(full_year(match["y"]), _number(match), int(match["d"]))
    if day is None:
        return _blank(DuePrecision.UNCLEAR, trouble="there is no such day in the calendar")
    return _blank(DuePrecision.DAY, day, day)


def _days_of_month(match: re.Match[str], habits: DateHabits) -> Mention:
    last = _day(match, habits)
    first = _exact(full_year(match["y"]), _number(match), int(match["d0"]))
    return replace(last, first=first) if first and last.last else last


def _week_ending(match: re.Match[str], habits: DateHabits) -> Mention:
    day = _day(match, habits)
    return _blank(DuePrecision.WEEK, day.last - timedelta(days=6), day.last) if day.last else day


def _week_starting(match: re.Match[str], habits: DateHabits) -> Mention:
    day = _day(match, habits)
    return _blank(DuePrecision.WEEK, day.first, day.first + timedelta(days=6)) if day.first else day


def _years(match: re.Match[str]) -> tuple[int, int] | None:
    """The two years of 2025/26, or none where they do not follow each other."""
    first, second = full_year(match["y1"]), full_year(match["y2"])
    return (first, second) if second == first + 1 else None


def _quarter(match: re.Match[str], _habits: DateHabits) -> Mention | None:
    groups, quarter = match.groupdict(), int(match["q"])
    opens: int = plan_rules("dates")["years"]["financial_first_month"]
    if groups.get("y1"):
        years = _years(match)
        if years is None:
            return None
        start = years[0]
    else:
        kind = groups.get("fy") or ""
        if not kind:
            return _blank(DuePrecision.UNCLEAR, trouble="the quarter may be of the calendar year or the financial year")
        start, opens = full_year(match["y"]), 1 if "calendar" in kind else opens
    month = opens + 3 * (quarter - 1)
    year, month = start + (month - 1) // 12, (month - 1) % 12 + 1
    return _blank(DuePrecision.QUARTER, date(year, month, 1), month_end(year, month + 2))


def _term(match: re.Match[str], habits: DateHabits) -> Mention | None:
    groups = match.groupdict()
    if groups.get("half") == "1":
        return _blank(DuePrecision.UNCLEAR, trouble="the plan does not say when this half of the term ends")
    if groups.get("y1"):
        years = _years(match)
        if years is None:
            return None
        year = years[0] if match["t"] == "autumn" else years[1]
    else:
        year = full_year(match["y"])
    first_month, first_day, last_month, last_day = habits.term(match["t"])
    last = _exact(year, last_month, last_day) or month_end(year, last_month)
    return _blank(DuePrecision.TERM, date(year, first_month, first_day), last)


def _academic_year(match: re.Match[str], _habits: DateHabits) -> Mention | None:
    years, opens = _years(match), plan_rules("dates")["years"]["academic_first_month"]
    if years is None:
        return None
    return _blank(DuePrecision.ACADEMIC_YEAR, date(years[0], opens, 1), month_end(years[1], opens - 1))


def _financial_year(match: re.Match[str], _habits: DateHabits) -> Mention | None:
    years, opens = _years(match), plan_rules("dates")["years"]["financial_first_month"]
    if years is None:
        return None
    return _blank(DuePrecision.YEAR, date(years[0], opens, 1), month_end(years[1], opens - 1))


def _bare_span(match: re.Match[str], habits: DateHabits) -> Mention | None:
    first, second = full_year(match["y1"]), full_year(match["y2"])
    four_digits = len(match["y1"]) == len("2025")
    if second == first + 1 and (four_digits or second > first):
        if not four_digits and len(match["y2"]) == len("25") and first - 2000 <= 12:  # noqa: PLR2004 - could be a month
            return None
        if habits.bare_year == "academic":
            return _academic_year(match, habits)
        if habits.bare_year == "financial":
            return _financial_year(match, habits)
        return _blank(
            DuePrecision.UNCLEAR, trouble="the plan does not say whether this is an academic or a financial year"
        )
    if four_digits and second > first + 1 and len(match["y2"]) == len("2025"):
        return _blank(DuePrecision.YEAR, date(first, 1, 1), date(second, 12, 31))
    return None


def _month(match: re.Match[str], _habits: DateHabits) -> Mention:
    year, month = full_year(match["y"]), _number(match)
    return _blank(DuePrecision.MONTH, date(year, month, 1), month_end(year, month))


def _year(match: re.Match[str], _habits: DateHabits) -> Mention:
    year = int(match["y"])
    return _blank(DuePrecision.YEAR, date(year, 1, 1), date(year, 12, 31))


def _two_numbers(match: re.Match[str], _habits: DateHabits) -> Mention | None:
    first, second = int(match["a"]), int(match["b"])
    if 1 <= first <= 12 < second:  # noqa: PLR2004 - months
        return _blank(
            DuePrecision.MONTH, date(full_year(match["b"]), first, 1), month_end(full_year(match["b"]), first)
        )
    if second and second <= 12 and first <= 31:  # noqa: PLR2004 - a day and a month, or a month and a year
        return _blank(DuePrecision.UNCLEAR, trouble="it may be a day and a month, or a month and a year")
    return None


def _yearless(match: re.Match[str], _habits: DateHabits) -> Mention | None:
    if match["m"] in {"may", "march"} and not match.groupdict().get("d"):
        before = match.string[: match.start()].split()[-1:]
        if before and before[0].isalpha() and before[0] not in _BEFORE_A_MONTH:
            return None
    day = match.groupdict().get("d")
    return replace(_blank(DuePrecision.UNCLEAR), needs_year=(_number(match), int(day) if day else 0))


def _borrow_year(one: Mention, following: Mention, text: str) -> Mention:
    between = text[one.end : following.start].strip().lower()
    near = between in {"/", "-", "\u2013", "—", "to", "and", "&", ",", "or", "until", "till", "then"}
    if one.needs_year is None or not near or following.first is None or following.last is None:
        return one
    month, day = one.needs_year
    year = following.last.year
    if month > following.last.month:
        year -= 1
    if not day:
        return replace(
            one, first=date(year, month, 1), last=month_end(year, month), precision=DuePrecision.MONTH, needs_year=None
        )
    exact = _exact(year, month, day)
    if exact is None:
        return replace(one, trouble="there is no such day in the calendar")
    return replace(one, first=exact, last=exact, precision=DuePrecision.DAY, needs_year=None)


def _without_year(one: Mention) -> Mention:
    return replace(one, trouble="it has no year")
