"""Who this is today, in words: age and year group, and what is said where they cannot be known."""

from __future__ import annotations

from datetime import date

from oneplan.core.people import age_on, year_group
from oneplan.web.ui.words import count_of

RECEPTION, LAST_YEAR = 0, 13
UNALLOCATED = "unallocated"


def age_words(born_on: date | None, on: date) -> str:
    """An age as people say it; with no birth date, that it is not known."""
    if born_on is None:
        return "Date of birth not known"
    if born_on > on:
        return "Not born on this day"
    years = age_on(born_on, on)
    return count_of(years, "year") + " old" if years else "Under 1 year old"


def year_group_words(born_on: date | None, on: date) -> str:
    """The year group of somebody taught with their age group; nothing where it cannot be known."""
    if born_on is None or born_on > on:
        return ""
    group = year_group(born_on, on)
    if group < RECEPTION:
        return "Below school age" if group < RECEPTION - 1 else "Nursery age"
    return "Reception" if group == RECEPTION else f"Year {group}" if group <= LAST_YEAR else "After Year 13"
