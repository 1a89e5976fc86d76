"""What the area says is true agrees with what its returns say, counted in another way."""

import pytest

pytestmark = pytest.mark.slow

YEARS = (2023, 2024, 2025, 2026)


def issued(area, year):
    """Received, issued and excepted for each plan of the calendar year that nobody challenged, from the trees alone."""
    header, persons = area.returned(year)
    for person in persons:
        for request in person.requests:
            made = request.assessment
            if made is None or made.outcome != "Y" or made.plan is None or made.outcome_on > header.period_end:
                continue
            flags = (request.mediation, request.tribunal, made.mediation, made.tribunal)
            if not any((*flags, made.other_mediation, made.other_tribunal)):
                yield request.received_on, made.outcome_on, made.exceptions_apply


@pytest.mark.parametrize("year", YEARS)
def test_twenty_weeks_of_a_return_are_the_true_ones(area, year):
    found = list(issued(area, year))
    within = sum(1 for received, on, _ in found if (on - received).days <= 140)
    plain = [(received, on) for received, on, excepted in found if not excepted]

    truth = area.truth[year]

    assert (truth.issued_within_20_weeks.within, truth.issued_within_20_weeks.of) == (within, len(found))
    without = truth.issued_within_20_weeks_without_exceptions
    assert (without.within, without.of) == (sum(1 for a, b in plain if (b - a).days <= 140), len(plain))


@pytest.mark.parametrize("year", YEARS)
def test_plans_in_force_on_the_survey_day_are_the_true_ones(area, year):
    _, persons = area.returned(year)
    plans = [r.assessment.plan for p in persons for r in p.requests if r.assessment and r.assessment.plan]

    truth = area.truth[year]

    assert truth.active_plans == sum(1 for plan in plans if plan.ceased_on is None)


@pytest.mark.parametrize("year", YEARS)
def test_requests_and_refusals_of_a_return_are_the_true_ones(area, year):
    header, persons = area.returned(year)
    requests = [request for person in persons for request in person.requests]
    in_year = [
        each for each in requests if each.received_on and header.period_start <= each.received_on <= header.period_end
    ]
    refused = [each for each in requests if each.outcome == "N" and each.outcome_on <= header.period_end]

    truth = area.truth[year]

    assert (truth.requests, truth.refusals) == (len(in_year), len(refused))


@pytest.mark.parametrize("year", YEARS)
def test_ceased_plans_of_a_return_are_the_true_ones(area, year):
    header, persons = area.returned(year)
    ceased = [
        request.assessment.plan.cease_reason
        for person in persons
        for request in person.requests
        if request.assessment
        and (plan := request.assessment.plan)
        and plan.ceased_on
        and plan.ceased_on <= header.period_end
    ]

    truth = area.truth[year]

    assert truth.ceased_by_reason == {reason: ceased.count(reason) for reason in sorted(set(ceased))}


def test_the_year_so_far_is_told_too(area):
    assert area.truth[2027].active_plans == 900
    assert area.truth[2027].last_day == area.on
