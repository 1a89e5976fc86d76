"""What one cell of a returned sheet says: words as words, and a day however somebody wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

_FIRST_SERIAL = date(1899, 12, 30)  # the day before the first that Excel counts, as it counts the day that never was
_YEARS = range(2000, 2100)  # any other day is a slip of the pen
_SERIALS = range(36526, 73051)  # the same, as Excel counts
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_FIGURES = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})$")
_WORDS = re.compile(r"^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row by what they are for, and which of them hold a formula."""

    values: Mapping[str, Any]
    formulas: frozenset[str] = field(default_factory=frozenset)

    def is_formula(self, name: str) -> bool:
        """Whether this cell is worked out and not written."""
        return name in self.formulas


def text_in(cells: Cells, name: str) -> str:
    """The words of a cell; a number as a person would write it."""
    value = cells.values.get(name)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return _said(value.date())
    return _said(value) if isinstance(value, date) else str(value).strip()


def day_in(cells: Cells, name: str) -> tuple[date | None, str, str]:
    """The day of a cell, what to say of how it was read, and what is wrong with it; at most one of the last two."""
    value = cells.values.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, "", ""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day.year in _YEARS:
            return day, "", ""
        return None, "", f"The new date is {_said(day)}, which is no day of this plan. Write it like 31 March 2027."
    if isinstance(value, int | float):
        if int(value) in _SERIALS:
            day = _FIRST_SERIAL + timedelta(days=int(value))
            return day, f"The new date is the number {int(value)}, read as {_said(day)}.", ""
        return None, "", f"The new date is the number {value:g}, which is no day. Write it like 31 March 2027."
    return _written(str(value).strip())


def _written(text: str) -> tuple[date | None, str, str]:
    day = _parsed(text)
    if day is None:
        return None, "", f"The new date says “{text}”, which is not a day in the calendar. Write it like 31 March 2027."
    return day, f"The new date is written as text, “{text}”, and read as {_said(day)}.", ""


def _parsed(text: str) -> date | None:
    try:
        if found := _ISO.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _FIGURES.match(text):
            # Day before month, as everybody here writes it; the preview says how it was read.
            year = int(found[3])
            return date(year + 2000 if year < 100 else year, int(found[2]), int(found[1]))  # noqa: PLR2004 - two figures
        if found := _WORDS.match(text):
            months = [at for at, name in enumerate(_MONTHS, start=1) if name.startswith(found[2].lower())]
            return date(int(found[3]), months[0], int(found[1])) if len(months) == 1 else None
    except ValueError:
        return None
    return None


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
