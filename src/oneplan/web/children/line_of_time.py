"""What happened and what falls due on one line of time: the picture, and the table that says it all again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from oneplan.adapters.pictures.case_line import Mark, Marked, draw_case_line
from oneplan.web.children.why import WhyCard
from oneplan.web.ui.words import distance, long_day


@dataclass(frozen=True, slots=True)
class Happened:
    """One event in words: whether its day is only the latest possible, whether it still stands, or is only a gap."""

    on: date
    words: str
    known: str
    lines: tuple[str, ...] = ()
    is_at_latest: bool = False
    is_gone: bool = False
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of the table of time."""

    on: date
    day: str
    words: str
    known: str = ""
    lines: tuple[str, ...] = ()
    state: str = ""
    state_word: str = ""
    address: str = ""
    is_struck: bool = False
    is_ahead: bool = False
    is_today: bool = False


def moments(happened: Iterable[Happened], limits: Iterable[WhyCard], today: date) -> tuple[Moment, ...]:
    """Everything dated, earliest first, with today standing where it belongs."""
    rows = [_event(each, today) for each in happened]
    rows += [_limit(each, today) for each in limits if each.due_on is not None]
    if not rows:
        return ()
    rows.append(Moment(today, f"Today, {long_day(today)}", "", is_today=True))
    return tuple(sorted(rows, key=_place))


def picture(happened: Iterable[Happened], limits: Iterable[WhyCard], today: date, *, name: str) -> SafeString:
    """The line as SVG; what was corrected away is left to the table."""
    marks = [
        Marked(each.on, each.words, _picture_day(each), Mark.AT_LATEST if each.is_at_latest else Mark.HAPPENED)
        for each in happened
        if not each.is_gone
    ]
    marks += [Marked(each.due_on, each.title, _near(each.due_on), _mark(each)) for each in limits if each.due_on]
    title = f"One line of time for {name}: what happened, and what falls due"
    return SafeString(draw_case_line(marks, today=today, name="case-line", title=title))


def _place(row: Moment) -> tuple[date, int, str]:
    """By day; on today itself what happened stands before today and what is due after it."""
    return (row.on, 1 if row.is_today else 2 if row.is_ahead else 0, row.words)


def _event(each: Happened, today: date) -> Moment:
    day, (state, word) = long_day(each.on), _stands(each, today)
    return Moment(
        on=each.on,
        day=f"{day}, at the latest" if each.is_at_latest else day,
        words=each.words,
        known=each.known,
        lines=each.lines,
        state=state,
        state_word=word,
        is_struck=each.is_gone,
    )


def _stands(each: Happened, today: date) -> tuple[str, str]:
    if each.is_gone:
        return "withdrawn", "Corrected"
    if each.is_gap:
        return "unknown", "Not known"
    return ("not_started", "Still to come") if each.on > today else ("met", "Happened")


def _limit(each: WhyCard, today: date) -> Moment:
    assert each.due_on is not None
    return Moment(
        on=each.due_on,
        day=long_day(each.due_on),
        words=each.title,
        known=each.kind_words or "A limit in law",
        lines=(each.away or distance(each.due_on, today),),
        state=each.shape or "running",
        state_word=each.word,
        address=each.address,
        is_ahead=True,
    )


def _mark(each: WhyCard) -> Mark:
    if each.is_late:
        return Mark.LATE
    return Mark.GUIDANCE if each.is_dashed or each.is_if_chosen else Mark.DUE


def _picture_day(each: Happened) -> str:
    return f"by {_near(each.on)} at the latest" if each.is_at_latest else _near(each.on)


def _near(day: date) -> str:
    """A day as a picture has room for it."""
    return f"{day.day} {day:%b} {day.year}"
