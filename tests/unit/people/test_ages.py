from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.core.people import (
    Phase,
    age_on,
    birthday,
    compulsory_school_age_starts,
    phase,
    school_leaving_date,
    school_year_of,
    year_group,
)

PRESCRIBED = ("03-31", "08-31", "12-31")
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def test_an_age_is_reached_on_the_birthday():
    assert age_on(date(2010, 6, 15), date(2026, 6, 14)) == 15
    assert age_on(date(2010, 6, 15), date(2026, 6, 15)) == 16


def test_a_leap_day_child_is_a_year_older_on_the_first_of_march():
    assert birthday(date(2012, 2, 29), 5) == date(2017, 3, 1)
    assert birthday(date(2012, 2, 29), 4) == date(2016, 2, 29)
    assert age_on(date(2012, 2, 29), date(2017, 2, 28)) == 4


@given(DAYS, st.integers(0, 30))
def test_an_age_and_its_birthday_agree(born_on: date, age: int):
    assert age_on(born_on, birthday(born_on, age)) == age


def test_a_school_year_starts_in_september():
    assert school_year_of(date(2026, 8, 31)) == 2025
    assert school_year_of(date(2026, 9, 1)) == 2026


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        (date(2021, 9, 1), 0),
        (date(2022, 8, 31), 0),
        (date(2021, 8, 31), 1),
        (date(2013, 8, 31), 9),
        (date(2013, 9, 1), 8),
        (date(2022, 9, 1), -1),
    ],
)
def test_year_groups_run_from_september_to_august(born_on: date, group: int):
    assert year_group(born_on, date(2026, 9, 15)) == group


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [
        (date(2023, 1, 1), Phase.EARLY_YEARS),
        (date(2021, 10, 1), Phase.PRIMARY),
        (date(2015, 10, 1), Phase.PRIMARY),
        (date(2014, 10, 1), Phase.SECONDARY),
        (date(2010, 10, 1), Phase.SECONDARY),
        (date(2009, 10, 1), Phase.POST_16),
    ],
)
def test_phases_follow_year_groups(born_on: date, expected: Phase):
    assert phase(born_on, date(2026, 10, 15)) is expected


@pytest.mark.parametrize(
    ("fifth_birthday", "starts"),
    [
        (date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 8, 31)),
        (date(2027, 9, 1), date(2027, 12, 31)),
        (date(2027, 12, 31), date(2027, 12, 31)),
    ],
)
def test_compulsory_school_age_starts_on_or_after_the_fifth_birthday(fifth_birthday: date, starts: date):
    assert compulsory_school_age_starts(fifth_birthday, PRESCRIBED) == starts


def test_school_may_be_left_on_the_last_friday_in_june_of_the_year_of_sixteen():
    for sixteenth, leaves in ((date(2026, 8, 31), date(2026, 6, 26)), (date(2026, 9, 1), date(2027, 6, 25))):
        assert school_leaving_date(sixteenth, school_year_starts="09-01", month=6) == leaves
