"""Asks the engine: facts in, answers out, with the school's days where they were given."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from oneplan.core.calendar import SchoolCalendar
from oneplan.core.kernel import Period
from oneplan.core.pathways import Calendars, run_clocks
from oneplan.rulebook import load_rulebook
from oneplan.web.dates.asking import facts_of
from oneplan.web.dates.school_terms import read_closed_days, read_terms

if TYPE_CHECKING:
    from datetime import date

    from oneplan.core.pathways import Answer
    from oneplan.web.dates.asking import Asked

# An invented school's year, so that limits in school days can be tried without a calendar at hand.
EXAMPLE_TERMS = """
2026-09-02 to 2026-10-23
2026-11-02 to 2026-12-18
2027-01-04 to 2027-02-12
2027-02-22 to 2027-03-25
2027-04-12 to 2027-05-28
2027-06-07 to 2027-07-21
"""
EXAMPLE_CLOSED = "2026-09-02\n2026-11-02\n2027-01-04\n2027-06-07"


def work_out(asked: Asked, today: date) -> tuple[Answer, ...]:
    """Every answer that the facts give, seen from the day asked for; raises Problem in words when there is no law."""
    book = load_rulebook()
    look = asked.look.cleaned_data
    return run_clocks(
        facts=facts_of(asked),
        as_of=look.get("as_at") or today,
        rules=book.rules,
        calendars=Calendars(working=book.working_days, school=_school(look)),
    )


@cache
def example_calendar() -> SchoolCalendar:
    """The invented school's days."""
    return _calendar(read_terms(EXAMPLE_TERMS), read_closed_days(EXAMPLE_CLOSED))


def _school(look: dict[str, object]) -> SchoolCalendar | None:
    if look.get("calendar") == "example":
        return example_calendar()
    if look.get("calendar") == "own":
        return _calendar(look["terms"], look["closed"])  # type: ignore[arg-type]
    return None


def _calendar(terms: tuple[tuple[date, date], ...], closed: tuple[date, ...]) -> SchoolCalendar:
    periods = tuple(Period(first, last) for first, last in terms)
    return SchoolCalendar(terms=periods, closed=frozenset(closed), working=load_rulebook().working_days)
