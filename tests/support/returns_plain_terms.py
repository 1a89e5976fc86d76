"""What a collection fixes, and ages, in plain Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from oneplan.rulebook.returns import ReturnBook

Fire = Callable[[str, Any], None]


class Terms:
    """What a collection fixes."""

    def __init__(self, book: ReturnBook, year: int, own: str) -> None:
        collection = book.collection(year)
        self.census, self.start, self.august = collection.survey_day, collection.period_start, date(year - 1, 8, 31)
        self.codes = {name: frozenset(book.codes(name, year)) for name in book.code_sets}
        self.others, self.in_upn = book.authorities - {own}, book.authorities_in_upn
        self.limit = {name: each.limit for name, each in book.checks.items()}
        self.only = {name: frozenset(each.codes) for name, each in book.checks.items()}
        self.ages = {name: each.ages for name, each in book.checks.items()}
        self.first_plans = book.checks["N04"].day
        self.transfer_days = {tuple(map(int, each.split("-"))) for each in book.checks["V13"].days}
        self.year = year
        self.off = {name for name, each in book.checks.items() if not each.default_on}
        self.year_before = before(self.census)


def before(day: date) -> tuple[int, int, int]:
    return day.year - 1, day.month, day.day


def aged(born: date | None, years: int, day: date | None) -> bool:
    if born is None or day is None:
        return False
    return (born.year + years, born.month, born.day) <= (day.year, day.month, day.day)


def under(born: date | None, years: int, day: date | None) -> bool:
    return born is not None and day is not None and not aged(born, years, day)


def only(record: Any, name: str) -> Any:
    rows = record.under.get(name)
    return rows[0] if rows else None
