"""The facts for analysis are the truth in rows: the same counts come out of either."""

from datetime import date

import pytest

from oneplan.analytics.facts_tables import FACTS
from oneplan.synthetic.area.country import outlines, sizes
from oneplan.synthetic.area.facts import TABLES, facts_of
from oneplan.synthetic.area.inventing import outline
from oneplan.synthetic.area.truth import truth_between

pytestmark = pytest.mark.slow

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def drawn():
    return outline(7, on=ON, plans=400)


@pytest.fixture(scope="module")
def rows(drawn):
    found = {name: [] for name in TABLES}
    for name, row in facts_of(drawn):
        found[name].append(dict(zip(FACTS[name].columns, row, strict=True)))
    return found


@pytest.fixture(scope="module")
def truth(drawn):
    return truth_between(drawn.children(), date(2025, 1, 1), date(2025, 12, 31), ON)


def in_2025(day):
    return day is not None and day.year == 2025


def test_stories_are_those_of_the_whole_children(drawn):
    told = [(child.number, child.born_on, child.requests) for child in drawn.children()]

    assert list(drawn.stories()) == told


def test_requests_and_refusals_are_the_true_ones(rows, truth):
    assert truth.requests == sum(1 for row in rows["requests"] if in_2025(row["received_on"]))
    assert truth.refusals == sum(1 for row in rows["requests"] if row["outcome"] == "N" and in_2025(row["decided_on"]))


def test_twenty_weeks_are_the_true_ones(rows, truth):
    base = [
        row
        for row in rows["assessments"]
        if row["outcome"] == "Y" and in_2025(row["issued_on"]) and not row["any_challenge"]
    ]
    within = [row for row in base if (row["issued_on"] - row["received_on"]).days <= 140]

    assert (truth.issued_within_20_weeks.within, truth.issued_within_20_weeks.of) == (len(within), len(base))


def test_plans_in_force_are_the_true_ones(rows, truth):
    assert truth.active_plans == 400
    assert sum(1 for row in rows["plans"] if row["ceased_on"] is None) == 400


def test_every_kept_plan_has_one_day_for_its_review(rows):
    limits = [row for row in rows["open_limits"] if row["output"] == "review_complete_by"]

    assert len({row["case_id"] for row in limits}) == len(limits) == 400
    assert all(row["due_on"] > row["started_on"] for row in limits)


def test_every_plan_counts_in_a_group_of_the_national_statistics(rows):
    groups = {row["placement_group"] for row in rows["plans"]}

    assert groups <= {"mainstream", "special", "ap-pru", "fe-post-16", "elsewhere", "early-years"}
    assert {"mainstream", "special", "fe-post-16", "elsewhere"} <= groups


def test_a_country_is_made_of_as_many_areas_as_england_has():
    found = sizes(7, 700_000)

    assert len(found) == 153
    assert sum(found) == 700_000
    assert max(found) > 3 * min(found)


def test_areas_of_a_country_have_numbers_of_their_own():
    authorities = [each.authority for each in outlines(7, on=ON, plans=1_600)]

    assert len(set(authorities)) == 153
