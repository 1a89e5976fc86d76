from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.core.calendar import (
    OutsideCalendar,
    SchoolCalendar,
    TribunalDays,
    WorkingDays,
    YearlyPeriod,
    sd_after,
    sd_incl,
    tribunal_start,
    tribunal_wd_after,
    wd_after,
    wd_before,
    wd_incl,
    years_spanned,
)
from oneplan.core.kernel import Period, Problem
from oneplan.rulebook import load_rulebook

WORKING = load_rulebook().working_days
CHRISTMAS, AUGUST = YearlyPeriod("12-25", "01-01"), YearlyPeriod("08-01", "08-31")
TRIBUNAL = TribunalDays(WORKING, (CHRISTMAS, AUGUST))
AUTUMN = SchoolCalendar(
    (Period(date(2026, 11, 2), date(2026, 12, 18)), Period(date(2026, 9, 2), date(2026, 10, 23))),
    frozenset({date(2026, 9, 2), date(2026, 11, 2)}),
    WORKING,
)
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def test_weekends_and_bank_holidays_are_not_working_days():
    assert not WORKING.is_working_day(date(2026, 12, 26))
    assert not WORKING.is_working_day(date(2026, 12, 28))
    assert WORKING.is_working_day(date(2026, 12, 29))


@pytest.mark.parametrize(
    "moved_or_added",
    [date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)],
)
def test_bank_holidays_that_were_moved_or_added_are_known(moved_or_added: date):
    assert not WORKING.is_working_day(moved_or_added)


@pytest.mark.parametrize("moved_away", [date(2020, 5, 4), date(2022, 5, 30)])
def test_days_that_bank_holidays_left_are_working_days(moved_away: date):
    assert WORKING.is_working_day(moved_away)


def test_working_days_after_a_day_leave_it_out():
    assert wd_after(WORKING, date(2026, 12, 24), 3) == date(2026, 12, 31)


def test_working_days_beginning_with_a_day_count_it_if_it_is_one():
    assert wd_incl(WORKING, date(2026, 12, 21), 15) == date(2027, 1, 13)
    assert wd_incl(WORKING, date(2027, 3, 20), 15) == date(2027, 4, 13)


def test_working_days_before_a_day_leave_it_out():
    assert wd_before(WORKING, date(2027, 1, 4), 15) == date(2026, 12, 9)


def test_the_last_working_day_before_a_weekend_is_the_friday():
    assert WORKING.on_or_before(date(2026, 5, 25)) == date(2026, 5, 22)
    assert WORKING.on_or_before(date(2026, 5, 22)) == date(2026, 5, 22)


def test_a_day_outside_the_known_years_is_refused_by_name():
    with pytest.raises(OutsideCalendar) as refusal:
        WORKING.after(date(2040, 1, 1), 1)

    assert "2040-01-01" in str(refusal.value)
    assert "2014-01-01 to 2032-12-31" in str(refusal.value)


def test_counting_past_the_known_years_is_refused():
    with pytest.raises(OutsideCalendar, match="runs past"):
        WORKING.after(date(2032, 12, 30), 20)
    with pytest.raises(OutsideCalendar, match="runs past"):
        WORKING.before(date(2014, 1, 2), 20)


def test_years_that_are_not_yet_published_are_known_as_expected():
    assert not WORKING.is_expected(date(2028, 12, 31))
    assert WORKING.is_expected(date(2029, 1, 1))
    assert not WorkingDays(frozenset(), years_spanned(2026, 2026)).is_expected(date(2026, 1, 1))


@given(DAYS, st.integers(1, 60))
def test_counting_back_undoes_counting_on(day: date, number: int):
    reached = WORKING.after(WORKING.on_or_after(day), number)

    assert WORKING.before(reached, number) == WORKING.on_or_after(day)


@given(DAYS, st.integers(1, 60))
def test_beginning_with_a_day_is_never_later_than_after_it(day: date, number: int):
    assert WORKING.including(day, number) <= WORKING.after(day, number)
    assert WORKING.is_working_day(WORKING.after(day, number))


@given(DAYS, st.integers(1, 40))
def test_working_days_are_counted_one_by_one(day: date, number: int):
    reached = WORKING.after(day, number)

    between = [day + timedelta(days=step) for step in range(1, (reached - day).days + 1)]
    assert sum(WORKING.is_working_day(each) for each in between) == number


def test_school_days_leave_out_closures_and_holidays():
    assert sd_incl(AUTUMN, date(2026, 10, 20), 6) == date(2026, 11, 4)
    assert sd_after(AUTUMN, date(2026, 10, 20), 15) == date(2026, 11, 18)
    assert AUTUMN.before(date(2026, 11, 4), 2) == date(2026, 10, 23)


def test_a_day_is_a_school_day_only_in_term_and_open():
    assert AUTUMN.is_school_day(date(2026, 9, 3))
    assert not AUTUMN.is_school_day(date(2026, 9, 2))
    assert not AUTUMN.is_school_day(date(2026, 10, 26))


def test_the_day_after_the_last_school_day_is_no_school_day():
    ends_closed = SchoolCalendar((Period(date(2026, 9, 1), date(2026, 9, 4)),), frozenset({date(2026, 9, 4)}), WORKING)

    assert not ends_closed.is_school_day(date(2026, 9, 4))


def test_bank_holidays_in_term_are_not_school_days():
    summer = SchoolCalendar((Period(date(2027, 4, 12), date(2027, 5, 28)),), frozenset(), WORKING)

    assert not summer.is_school_day(date(2027, 5, 3))


def test_running_off_the_school_calendar_is_refused_with_its_span():
    with pytest.raises(OutsideCalendar, match="2026-09-02 to 2026-12-18") as refusal:
        sd_after(AUTUMN, date(2026, 12, 15), 15)

    assert refusal.value.calendar == "school_calendar"


def test_a_day_before_the_school_calendar_is_refused():
    with pytest.raises(OutsideCalendar, match="does not reach 2026-08-31"):
        sd_after(AUTUMN, date(2026, 8, 31), 1)


def test_terms_that_overlap_are_refused():
    terms = (Period(date(2026, 9, 2), date(2026, 10, 23)), Period(date(2026, 10, 23), date(2026, 12, 18)))

    with pytest.raises(Problem, match="overlap"):
        SchoolCalendar(terms, frozenset(), WORKING)


def test_a_calendar_without_terms_is_refused():
    with pytest.raises(Problem, match="no terms"):
        SchoolCalendar((), frozenset(), WORKING)


@pytest.mark.parametrize(
    ("raw", "rolled"),
    [
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 25), date(2027, 1, 4)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 1, 2), date(2027, 1, 4)),
        (date(2026, 7, 31), date(2026, 7, 31)),
        (date(2026, 8, 1), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2026, 9, 1)),
        (date(2026, 5, 2), date(2026, 5, 5)),
    ],
)
def test_an_appeals_limit_rolls_out_of_august_christmas_and_weekends(raw: date, rolled: date):
    assert tribunal_start(TRIBUNAL, raw) == rolled


def test_the_tribunals_working_days_leave_out_august_and_christmas_week():
    assert tribunal_wd_after(TRIBUNAL, date(2026, 7, 13), 30) == date(2026, 9, 22)
    assert tribunal_wd_after(TRIBUNAL, date(2026, 12, 2), 30) == date(2027, 1, 21)


@given(DAYS)
def test_an_appeals_limit_never_rolls_back(raw: date):
    rolled = tribunal_start(TRIBUNAL, raw)

    assert rolled >= raw
    assert WORKING.is_working_day(rolled)
    assert CHRISTMAS.around(rolled) is None
    assert AUGUST.around(rolled) is None


def test_a_stretch_across_the_new_year_is_one_stretch():
    assert CHRISTMAS.starting_in(2026) == Period(date(2026, 12, 25), date(2027, 1, 1))
    assert CHRISTMAS.around(date(2027, 1, 1)) == CHRISTMAS.starting_in(2026)
