"""What meetings and rounds of updates tell of their own measures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.support.governance import HEALTH, SCHOOLS, a_board, meeting_row
from tests.support.live_plan import a_person, a_plan_in_place
from tests.support.plans import read_action, reading

from oneplan.answers.series_from_meetings import papers_with_lived_experience, seats_filled, updates_on_time
from oneplan.answers.series_from_rooms import ROOMS
from oneplan.records.delivery.models import Commission, CycleLock, DeliveryCycle, Reply
from oneplan.records.governance.models import AgendaItem, Paper
from oneplan.records.improvement.models import Action, ImprovementPlan

pytestmark = pytest.mark.django_db
MARCH, TODAY = date(2026, 3, 4), date(2026, 9, 10)
SPRING = date(2026, 3, 1)


def test_seats_that_nobody_took_lower_the_attendance_of_their_period():
    a_board().held(MARCH, absent=(HEALTH, SCHOOLS))

    assert seats_filled(TODAY) == [(SPRING, Decimal(2), Decimal(4))]


def test_a_meeting_of_another_body_fills_no_seat_of_the_board():
    a_board(kind="action-group").held(MARCH)

    assert seats_filled(TODAY) == []


def test_papers_that_carry_what_families_said_are_counted_among_all_papers():
    board = a_board()
    meeting = meeting_row(board.held(MARCH))
    item = AgendaItem.objects.create(meeting=meeting, key="a-paper", kind="discussion", title="Waiting times")
    for title, is_lived in (("What families say", True), ("Numbers", False), ("Money", False)):
        Paper.objects.create(item=item, title=title, has_lived_experience=is_lived, handed_in_on=MARCH, by=board.lead)

    assert papers_with_lived_experience(TODAY) == [(SPRING, Decimal(1), Decimal(3))]


@pytest.fixture
def cycle():
    lead = a_person("transformation-lead")
    a_plan_in_place(lead, reading(*(read_action(ref) for ref in ("A1", "A2", "A3"))), on=date(2026, 2, 2))
    found = DeliveryCycle.objects.create(
        plan=ImprovementPlan.objects.get(),
        number=1,
        opens_on=date(2026, 2, 20),
        reply_by=MARCH,
        clear_by=MARCH + timedelta(days=5),
        lock_on=MARCH + timedelta(days=9),
        next_opens_on=date(2026, 4, 20),
        opened_by=lead,
    )
    for position, action in enumerate(Action.objects.order_by("ref")):
        asked = Commission.objects.create(cycle=found, action=action, position=position)
        if action.ref != "A3":
            late = timedelta(days=3 if action.ref == "A2" else 0)
            Reply.objects.create(commission=asked, by=lead, by_name="Lead", on=MARCH + late, done="Done")
    return found


def test_updates_that_came_late_or_never_are_not_on_time(cycle):
    CycleLock.objects.create(cycle=cycle, on=cycle.lock_on, by=cycle.opened_by, snapshot={}, digest="0" * 64)

    assert updates_on_time(TODAY) == [(SPRING, Decimal(1), Decimal(3))]


def test_a_round_that_is_not_locked_is_not_judged(cycle):
    assert updates_on_time(TODAY) == []


def test_each_of_them_is_served_under_its_number_in_the_catalogue(cycle):
    CycleLock.objects.create(cycle=cycle, on=cycle.lock_on, by=cycle.opened_by, snapshot={}, digest="0" * 64)

    (point,) = ROOMS["M001"](TODAY)

    assert (point.day, point.numerator, point.denominator) == (SPRING, Decimal(1), Decimal(3))
