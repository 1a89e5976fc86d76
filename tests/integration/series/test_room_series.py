"""What the plan's own record tells of its measures needs nobody to supply it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.support.live_plan import a_person, a_plan_in_place
from tests.support.plans import read_action, reading

from oneplan.actions.plan_lines import change_rating
from oneplan.answers import figures
from oneplan.answers.series import one_series
from oneplan.answers.series_from_rooms import finished_by_their_day, proven_differences, slippage
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.models import Action

pytestmark = pytest.mark.django_db
BEGUN, TODAY = date(2026, 3, 1), date(2026, 9, 10)
APRIL = Due("30.4.26", date(2026, 4, 30), date(2026, 4, 30), DuePrecision.DAY)
MAY = Due("31.5.26", date(2026, 5, 31), date(2026, 5, 31), DuePrecision.DAY)


@pytest.fixture
def plan():
    lead = a_person("transformation-lead")
    rows = (
        read_action("A1", due=APRIL),
        read_action("A2", due=MAY),
        read_action("A3", due=MAY, rating=Rating.COMPLETE, rating_raw="Complete"),
    )
    a_plan_in_place(lead, reading(*rows), on=BEGUN)
    row = Action.objects.get(ref="A1")
    change_rating(
        action_id=row.public_id,
        version=row.version,
        rating_raw="",
        rating=Rating.COMPLETE_UNEMBEDDED,
        reason="Done",
        by=lead,
        on=date(2026, 4, 20),
    )
    return lead


def test_actions_finished_by_their_first_day_are_counted_by_quarter(plan):
    (quarter,) = finished_by_their_day(TODAY)

    assert (quarter.day, quarter.numerator, quarter.denominator) == (date(2026, 4, 1), Decimal(1), Decimal(2))


def test_slippage_counts_the_days_of_what_is_late_at_the_end_of_each_period(plan):
    points = {each.day: each.numerator / (each.denominator or 1) for each in slippage(TODAY)}

    assert points == {date(2026, 5, 1): 30, date(2026, 7, 1): 92}


def test_a_green_that_came_in_finished_is_not_a_proven_difference(plan):
    newest = proven_differences(TODAY)[-1]

    assert (newest.numerator, newest.denominator) == (Decimal(0), Decimal(2))


def test_a_measure_told_by_a_room_is_a_figure_that_nobody_supplies(plan):
    viewer = viewer_of(plan, on=TODAY)

    view = figures.figure("M003", viewer=viewer)
    page = one_series("M003", viewer=viewer)

    assert (view.value.words, view.period) == ("50%", "April to June 2026")
    assert "Worked out from what is on record here" in view.measure.source
    assert page.line.is_from_a_room
    assert not page.may_supply


def test_without_a_plan_there_is_nothing_to_tell(db):
    assert finished_by_their_day(TODAY) == slippage(TODAY) == proven_differences(TODAY) == []
