"""The invented area is like England: shares lie near the cited figures, flows near the cited rates."""

from collections import Counter

import pytest

from oneplan.rulebook.invented_area import load
from oneplan.synthetic.area.days import age_at_start_of_year

pytestmark = pytest.mark.slow


def kept(area):
    return [
        (child, each.plan)
        for child in area.children
        for each in child.requests
        if each.plan and not each.plan.ceased_on
    ]


def furthest(found: Counter, cited: dict[str, float]) -> float:
    """The largest distance, in percentage points, between an invented and a cited share."""
    total = found.total()
    return max(abs(100 * found[name] / total - 100 * share) for name, share in cited.items())


def test_ages_of_plans_are_like_the_published_ones(whole_area):
    ages = Counter(age_at_start_of_year(child.born_on, 2026) for child, _ in kept(whole_area))
    cited = load().table("plans_by_age").shares()

    assert furthest(Counter({f"a{age:02d}" if age > 2 else "au3": n for age, n in ages.items()}), cited) < 1.2


def test_placements_are_like_the_published_ones(whole_area):
    groups = Counter(plan.stays[-1].group for _, plan in kept(whole_area))

    assert furthest(groups, load().table("plans_by_placement").shares()) < 2


def test_needs_are_like_the_published_ones(whole_area):
    needs = Counter(plan.needs[0].lower() for _, plan in kept(whole_area))

    assert furthest(needs, load().table("plans_by_need").shares()) < 2


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_new_plans_for_each_plan_kept_are_like_the_published_ones(whole_area, year):
    tables = load()
    truth = whole_area.truth[year + 1]
    cited = tables.table("new_plans").figures[f"y{year}"] / tables.table("plans").figures[f"y{year + 1}"]

    assert truth.new_plans / truth.active_plans == pytest.approx(cited, rel=0.12)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_ceased_plans_for_each_plan_kept_are_like_the_published_ones(whole_area, year):
    tables = load()
    truth = whole_area.truth[year + 1]
    cited = tables.table("ceased").figures[f"y{year}"] / tables.table("plans").figures[f"y{year + 1}"]

    assert sum(truth.ceased_by_reason.values()) / truth.active_plans == pytest.approx(cited, rel=0.12)


def test_plans_cease_for_the_published_reasons(whole_area):
    codes = {"1": "max_age", "2": "needs_met", "3": "he", "4": "employ", "5": "transfer", "6": "no_engage"}
    found = Counter()
    for truth in whole_area.truth.values():
        found.update({codes.get(code, "rest"): count for code, count in truth.ceased_by_reason.items()})
    cited = load().table("ceased_by_reason").shares()

    assert furthest(found, {name: cited[name] for name in codes.values()}) < 4


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_about_half_of_plans_are_issued_in_twenty_weeks(whole_area, year):
    cited = load().table("percent_20wk_excl_exceptions").figures[f"y{year}"]

    truth = whole_area.truth[year + 1]

    assert truth.issued_within_20_weeks_without_exceptions.percent == pytest.approx(cited, abs=7)


def test_twenty_weeks_improve_in_the_last_year(whole_area):
    before, now = whole_area.truth[2026].issued_within_20_weeks, whole_area.truth[2027].issued_within_20_weeks

    assert now.percent > before.percent + 8


def test_about_a_quarter_of_requests_are_refused(whole_area):
    cited = load().table("requests_by_outcome").shares()["refused"]

    truths = [whole_area.truth[year] for year in (2024, 2025, 2026)]

    assert sum(each.refusals for each in truths) / sum(each.requests for each in truths) == pytest.approx(
        cited, abs=0.03
    )


def test_reviews_are_decided_in_four_weeks_as_often_as_published(whole_area):
    cited = load().table("percent_reviews_decided_within_4_weeks").figures["all"]

    assert whole_area.truth[2026].reviews_decided_within_4_weeks.percent == pytest.approx(cited, abs=4)


def test_the_area_has_the_size_that_was_asked_for(whole_area):
    assert len(kept(whole_area)) == 4850
    assert len(whole_area.supported) == 5900


def test_a_strained_council_is_late_with_some_and_not_with_most(whole_area):
    on = whole_area.on
    asked = [
        each
        for child in whole_area.children
        for each in child.requests
        if each.received_on and not each.plan and not each.withdrawn_on and not each.exported_on
        if each.decision != "refuse" and not (each.assessment and each.assessment.told_no_plan_on)
    ]
    late = [each for each in asked if (on - each.received_on).days > 140]

    assert 0.06 < len(late) / len(asked) < 0.12
    assert max((on - each.received_on).days for each in late) > 200
