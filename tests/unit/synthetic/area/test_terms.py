"""Three calendars of term dates, one with other half-terms, on which school days can be counted."""

from datetime import date

import pytest

from oneplan.core.calendar import SchoolCalendar
from oneplan.synthetic.area.calendars import calendars
from oneplan.synthetic.area.days import working_days


@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_year_has_about_as_many_school_days_as_a_real_one(place):
    each = calendars()[place]

    counted = SchoolCalendar(each.terms, frozenset(closed.day for closed in each.closed), working_days())

    years = [(date(year, 9, 1), date(year + 1, 8, 31)) for year in range(2021, 2027)]
    spans = [
        sum(1 for term in each.terms for day in term if first <= day <= last and counted.is_school_day(day))
        for first, last in years
    ]
    assert len(spans) == 6
    assert all(170 <= span <= 195 for span in spans)


def test_one_calendar_is_the_areas_own():
    assert [each.is_the_areas for each in calendars()] == [True, False, False]


def test_the_trust_has_two_weeks_in_october():
    ours, trusts, _ = calendars()

    assert date(2025, 10, 21) in ours.terms[24]
    assert not any(date(2025, 10, 21) in term for term in trusts.terms)


def test_closed_days_are_working_days_inside_terms():
    for each in calendars():
        for closed in each.closed:
            assert working_days().is_working_day(closed.day)
            assert any(closed.day in term for term in each.terms)
