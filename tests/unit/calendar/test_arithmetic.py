from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.core.calendar import (
    days_after,
    days_before,
    last_weekday_of_month,
    month_day_in,
    months_after,
    next_month_day,
    period_end,
    weeks_after,
    weeks_before,
    window_last,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(-120, 120)


def test_six_weeks_after_a_monday_is_a_monday():
    assert weeks_after(date(2026, 1, 5), 6) == date(2026, 2, 16)


def test_weeks_count_back_as_they_count_on():
    assert weeks_before(weeks_after(date(2027, 10, 16), 20), 20) == date(2027, 10, 16)


def test_days_after_leaves_the_first_day_out():
    assert days_after(date(2026, 12, 1), 30) == date(2026, 12, 31)


def test_days_before_leaves_the_first_day_out():
    assert days_before(date(2026, 5, 25), 15) == date(2026, 5, 10)


def test_a_window_counts_its_first_day():
    assert window_last(date(2026, 11, 2), 15) == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 7, 31), -5, date(2028, 2, 29)),
        (date(2026, 10, 1), 2, date(2026, 12, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_end_on_the_corresponding_date_or_the_last_of_the_month(day: date, months: int, expected: date):
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("first", "months", "expected"),
    [
        (date(2026, 3, 10), 12, date(2027, 3, 9)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 3, 1), 12, date(2028, 2, 29)),
        (date(2027, 8, 31), 12, date(2028, 8, 30)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 12), 3, date(2027, 1, 11)),
    ],
)
def test_a_period_of_months_ends_the_day_before_or_on_the_last_of_a_short_month(
    first: date, months: int, expected: date
):
    assert period_end(first, months) == expected


@given(DAYS, MONTHS)
def test_the_corresponding_date_is_never_later_in_its_month(day: date, months: int):
    reached = months_after(day, months)

    assert reached.day <= day.day
    assert (reached.year * 12 + reached.month) - (day.year * 12 + day.month) == months


@given(DAYS, st.integers(1, 60))
def test_a_period_never_reaches_beyond_its_corresponding_date(day: date, months: int):
    end, corresponding = period_end(day, months), months_after(day, months)

    assert corresponding - timedelta(days=1) <= end <= corresponding


@given(DAYS, DAYS, MONTHS)
def test_months_keep_days_in_order(one: date, other: date, months: int):
    first, second = sorted((one, other))

    assert months_after(first, months) <= months_after(second, months)


def test_a_month_and_day_become_a_day_of_a_year():
    assert month_day_in(2027, "02-15") == date(2027, 2, 15)


def test_the_next_of_several_days_of_the_year_may_be_today_or_next_year():
    prescribed = ("03-31", "08-31", "12-31")

    assert next_month_day(date(2027, 3, 31), prescribed) == date(2027, 3, 31)
    assert next_month_day(date(2027, 4, 1), prescribed) == date(2027, 8, 31)
    assert next_month_day(date(2027, 8, 1), ("07-31",)) == date(2028, 7, 31)


def test_the_last_friday_of_june_is_found():
    assert last_weekday_of_month(2026, 6, 4) == date(2026, 6, 26)
    assert last_weekday_of_month(2028, 6, 4) == date(2028, 6, 30)
