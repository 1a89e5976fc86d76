from datetime import date

import pytest

from oneplan.core.calendar import OutsideCalendar
from oneplan.core.law import Unit
from oneplan.core.pathways import Calendars
from oneplan.core.pathways.counting import Count, count, say
from oneplan.core.pathways.definitions import Edge
from oneplan.core.pathways.wording import amount, joined, long_day
from oneplan.rulebook import load_rulebook

CALENDARS = Calendars(load_rulebook().working_days)
MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("edge", "number", "unit", "expected"),
    [
        (Edge.OF, 2, Unit.WEEKS, date(2026, 1, 19)),
        (Edge.BEGINNING_WITH, 2, Unit.WEEKS, date(2026, 1, 18)),
        (Edge.BEFORE, 2, Unit.WEEKS, date(2025, 12, 22)),
        (Edge.CLEAR_BEFORE, 2, Unit.WEEKS, date(2025, 12, 21)),
        (Edge.BEGINNING_WITH, 1, Unit.DAYS, MONDAY),
        (Edge.BEFORE, 5, Unit.DAYS, date(2025, 12, 31)),
        (Edge.OF, 72, Unit.HOURS, date(2026, 1, 8)),
        (Edge.BEGINNING_WITH, 1, Unit.WORKING_DAYS, MONDAY),
        (Edge.BEFORE, 1, Unit.WORKING_DAYS, date(2026, 1, 2)),
        (Edge.BEFORE, 1, Unit.MONTHS, date(2025, 12, 5)),
    ],
)
def test_an_amount_is_counted_from_its_edge(edge: Edge, number: int, unit: Unit, expected: date):
    assert count(edge, Count(MONDAY, number, unit, CALENDARS)) == expected


def test_school_days_need_a_school_calendar():
    with pytest.raises(OutsideCalendar, match="A school calendar is needed") as refusal:
        count(Edge.OF, Count(MONDAY, 15, Unit.SCHOOL_DAYS, CALENDARS))

    assert refusal.value.calendar == "school_calendar"
    assert "terms and closed days" in str(refusal.value)


def test_the_arithmetic_is_said_so_that_it_can_be_checked():
    what = Count(MONDAY, 1, Unit.WEEKS, CALENDARS)

    assert say(Edge.OF, what, date(2026, 1, 12)) == (
        "5 January 2026 + 1 week (7 days) = Monday 12 January 2026; the first day is not counted."
    )


def test_words_are_joined_as_people_join_them():
    assert [joined([]), joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert amount(1, Unit.WORKING_DAYS) == "1 working day"
    assert long_day(date(2026, 2, 1)) == "Sunday 1 February 2026"
