"""A return says what its own collection asks for, and nothing that another year's does."""

import pytest

from oneplan.core.casework import ActivePlanReturned

pytestmark = pytest.mark.slow


def active_plans(area, year) -> list[ActivePlanReturned]:
    _, persons = area.returned(year)
    return [request.active_plan for person in persons for request in person.requests if request.active_plan]


def test_the_first_return_says_gender_and_later_ones_sex(area):
    first = {person.sex for person in area.returned(2023)[1]}
    later = {person.sex for person in area.returned(2024)[1]}

    assert first == {"1", "2"}
    assert later == {"M", "F"}


def test_the_first_return_knows_only_the_day_of_the_last_decision(area):
    plans = active_plans(area, 2023)

    assert {plan.review_meeting_on for plan in plans} == {None}
    assert any(plan.review_decided_on for plan in plans)


@pytest.mark.parametrize("year", [2023, 2024])
def test_drafts_transfers_and_sources_are_told_from_2025(area, year):
    plans, later = active_plans(area, year), active_plans(area, 2025)

    assert not any(plan.review_draft_on or plan.phase_transfer_due_on for plan in plans)
    assert any(plan.review_draft_on for plan in later)
    assert any(plan.phase_transfer_due_on for plan in later)
    assert not any(request.source for person in area.returned(year)[1] for request in person.requests)


def test_the_header_is_that_of_the_survey_day(area):
    header, _ = area.returned(2025)

    assert (header.year, header.reference_date.isoformat(), header.lea) == (2025, "2025-01-16", area.authority)


def test_people_are_numbered_in_order_without_gaps(area):
    _, persons = area.returned(2026)

    assert [person.position for person in persons] == list(range(1, sum(1 for _ in area.returned(2026)[1]) + 1))
