from datetime import date
from decimal import Decimal

from oneplan.core.pathways import IssuedPlan, timeliness
from oneplan.rulebook import load_rulebook

RULES = load_rulebook().rules
DAY = date(2026, 3, 1)


def test_flagged_plans_leave_both_parts_of_the_second_measure():
    found = timeliness([IssuedPlan(140), IssuedPlan(141), IssuedPlan(130, True), IssuedPlan(400, True)], RULES, DAY)

    assert (found.including.issued, found.including.within) == (4, 2)
    assert (found.excluding.issued, found.excluding.within) == (2, 1)
    assert found.flagged == 2


def test_bands_meet_without_overlapping():
    found = timeliness([IssuedPlan(140), IssuedPlan(141), IssuedPlan(364), IssuedPlan(365)], RULES, DAY)

    assert (found.including.within, found.including.between, found.including.over) == (1, 2, 1)


def test_shares_are_rounded_half_up_to_one_place():
    found = timeliness([IssuedPlan(1)] * 4 + [IssuedPlan(200)] * 3, RULES, DAY)

    assert found.including.percent_within == Decimal("57.1")
    assert found.including.average_weeks == Decimal("12.3")


def test_no_plans_have_no_share():
    found = timeliness([], RULES, DAY)

    assert found.including.percent_within is None
    assert found.including.average_weeks is None
    assert not found.is_flag_doubtful


def test_a_flag_on_every_plan_is_doubted():
    assert timeliness([IssuedPlan(150, True)] * 3, RULES, DAY).is_flag_doubtful
    assert not timeliness([IssuedPlan(150, True), *[IssuedPlan(100)] * 3], RULES, DAY).is_flag_doubtful
