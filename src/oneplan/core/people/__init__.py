"""What a person's age means on a day."""

from oneplan.core.people.ages import (
    Phase,
    age_on,
    birthday,
    compulsory_school_age_starts,
    phase,
    school_leaving_date,
    school_year_of,
    year_group,
)

__all__ = [
    "Phase",
    "age_on",
    "birthday",
    "compulsory_school_age_starts",
    "phase",
    "school_leaving_date",
    "school_year_of",
    "year_group",
]
