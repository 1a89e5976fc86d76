"""An age and a year group are said as people say them, on every day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from oneplan.web.children.header import age_words, year_group_words


@pytest.mark.parametrize(
    ("born_on", "on", "age", "group"),
    [
        (date(2016, 2, 29), date(2025, 2, 28), "8 years old", "Year 4"),
        (date(2016, 2, 29), date(2025, 3, 1), "9 years old", "Year 4"),
        (date(2016, 2, 29), date(2024, 2, 29), "8 years old", "Year 3"),
        (date(2015, 8, 31), date(2025, 12, 31), "10 years old", "Year 6"),
        (date(2015, 9, 1), date(2026, 1, 1), "10 years old", "Year 5"),
        (date(2025, 6, 1), date(2026, 3, 29), "Under 1 year old", "Below school age"),
        (date(2021, 10, 1), date(2025, 9, 30), "3 years old", "Nursery age"),
        (date(2020, 10, 1), date(2025, 10, 1), "5 years old", "Reception"),
        (date(2003, 5, 5), date(2026, 3, 2), "22 years old", "After Year 13"),
        (None, date(2026, 3, 2), "Date of birth not known", ""),
    ],
)
def test_an_age_and_a_year_group_are_said_for_a_day(born_on, on, age, group) -> None:
    assert (age_words(born_on, on), year_group_words(born_on, on)) == (age, group)


def test_a_leap_day_birth_has_one_birthday_in_every_year() -> None:
    born_on = date(2012, 2, 29)
    days = [date(2025, 1, 1) + timedelta(days=after) for after in range(365)]

    said = [age_words(born_on, day) for day in days]

    assert sum(1 for before, after in pairwise(said) if before != after) == 1
