from datetime import date, timedelta

import pytest
from tests.support.counted_cases import a_case, a_request, an_ehc_plan
from tests.support.people import person

from oneplan.answers.readiness import lists_ready
from oneplan.records.accounts.queries import viewer_of

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def ready(user, *, on=ON):
    return {each.id: each for each in lists_ready(viewer=viewer_of(user, on=on))}


@pytest.fixture
def manager(db):
    return person("manager", email="manager@example.org")


def test_plans_in_force_are_counted_with_how_full_each_column_is(manager):
    an_ehc_plan(a_case(), date(2024, 1, 1), need="ASD")
    an_ehc_plan(a_case(), date(2024, 1, 1))
    an_ehc_plan(a_case(), date(2024, 1, 1), ceased_on=ON)
    an_ehc_plan(a_case(), ON + timedelta(days=1))

    listed = ready(manager)["L1"]

    shares = {each.title: each.share for each in listed.filled}
    assert listed.total == 2
    assert (shares["Name"], shares["Primary need"], shares["Postcode"]) == (100, 50, 0)


def test_plans_ceased_are_those_of_the_last_twelve_months(manager):
    an_ehc_plan(a_case(), date(2020, 1, 1), ceased_on=date(2025, 3, 2))
    an_ehc_plan(a_case(), date(2020, 1, 1), ceased_on=date(2025, 3, 3))
    an_ehc_plan(a_case(), date(2020, 1, 1), ceased_on=ON)

    assert ready(manager)["L4"].total == 2


def test_an_old_request_is_listed_while_its_assessment_runs(manager):
    a_request(a_case(stage="being assessed"), date(2024, 1, 1))
    a_request(a_case(stage="refused"), date(2024, 1, 1))
    a_request(a_case(stage="refused"), date(2026, 1, 1))

    assert ready(manager)["L3"].total == 2


def test_several_placements_count_one_child_once(manager):
    case = a_case()
    an_ehc_plan(case, date(2024, 1, 1), kind="special")
    case.placements.create(rank=2, sen_setting="", entered_on=date(2024, 1, 1))

    assert ready(manager)["L1"].total == 1


def test_a_small_number_is_not_told_to_the_board(manager):
    board = person("board-member")
    for _ in range(3):
        an_ehc_plan(a_case(), date(2024, 1, 1), personal_budget=True)

    told = ready(board)["L12"]

    assert ready(manager)["L12"].total == 3
    assert (told.total, told.total_words, told.share) == (None, "a number too small to show", None)


def test_what_no_list_holds_says_why_and_who_could_supply_it(manager):
    lacking = {each.title: each for each in ready(manager)["L1"].lacking}

    assert lacking["Attendance last term"].why == "No attendance feed comes in yet."
    assert lacking["Attendance last term"].supplied_by == "The daily attendance feed of schools"
