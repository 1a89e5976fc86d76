"""Which phase transfer a due day is about, worked out from the person's age at the coming September."""

from __future__ import annotations

from datetime import date

from oneplan.core.calendar import month_day_in
from oneplan.core.people import year_group
from oneplan.core.people.ages import SCHOOL_YEAR_STARTS

# The last year group that each transfer leads into, for a child taught with their age group.
_INTO = (
    (1, "early_years_to_school"),
    (4, "infant_to_junior"),
    (6, "primary_to_middle"),
    (7, "primary_to_secondary"),
    (11, "middle_to_secondary"),
)
POST_16 = "secondary_to_post_16"


def starts_next_phase(due_on: date) -> date:
    """The first day of the school year that a transfer due on a day leads into."""
    return month_day_in(due_on.year, SCHOOL_YEAR_STARTS)


def moves_to(due_on: date, born_on: date, *, school_transfer_day: str) -> str:
    """The transfer that is due: to post-16 if its day is later than the day for schools, else by year group."""
    if due_on > month_day_in(due_on.year, school_transfer_day):
        return POST_16
    group = year_group(born_on, starts_next_phase(due_on))
    return next((move for last, move in _INTO if group <= last), POST_16)
