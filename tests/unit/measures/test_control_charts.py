from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from oneplan.core.measures import Direction
from oneplan.core.measures.comparisons import Change, Reading, chart_of_shares, chart_of_values
from oneplan.rulebook.measure_files import load_measures

RULES = load_measures().chart_rules
STEADY = (10, 12, 9, 11, 10, 12, 11, 9)


def values(*amounts, base=None):
    return [Reading(date(2024 + at // 12, at % 12 + 1, 28), Decimal(each), base) for at, each in enumerate(amounts)]


def test_seven_points_are_too_early_to_say():
    chart = chart_of_values(values(*STEADY[:7]), Direction.DOWN, RULES)

    assert chart.change is Change.TOO_EARLY
    assert chart.points == ()


def test_a_steady_series_is_no_change():
    chart = chart_of_values(values(*STEADY), Direction.DOWN, RULES)

    assert chart.change is Change.NO_CHANGE
    assert chart.signals == ()


def test_natural_limits_are_the_mean_and_2_66_mean_moving_ranges():
    chart = chart_of_values(values(*STEADY), Direction.DOWN, RULES)

    moving = Decimal(2 + 3 + 2 + 1 + 2 + 1 + 2) / 7
    assert chart.centre == Decimal(84) / 8
    assert chart.points[0].upper == chart.centre + Decimal("2.66") * moving


@pytest.mark.parametrize(
    ("direction", "change"),
    [(Direction.DOWN, Change.WORSE), (Direction.UP, Change.BETTER), (Direction.CONTEXT, Change.DIFFERENT)],
)
def test_a_point_beyond_the_limits_is_better_or_worse_by_the_direction(direction, change):
    chart = chart_of_values(values(*STEADY, *STEADY, 40), direction, RULES)

    assert chart.change is change
    assert chart.points[-1].signals == ("above the range that chance alone would explain",)


def test_eight_in_a_row_on_one_side_is_a_signal():
    chart = chart_of_values(values(*[14, 15] * 4, *[5, 6] * 4), Direction.DOWN, RULES)

    assert "8 in a row below the average" in chart.points[-1].signals
    assert chart.change is Change.BETTER


def test_six_in_a_row_rising_is_a_signal_and_worse_where_less_is_better():
    chart = chart_of_values(values(14, 8, 14, 8, 14, 9, 10, 11, 12, 13, 14), Direction.DOWN, RULES)

    assert chart.points[-1].signals == ("6 in a row rising",)
    assert chart.change is Change.WORSE


def test_a_share_of_fewer_has_wider_limits():
    readings = [Reading(each.on, Decimal(50), 400) for each in values(*STEADY)]
    readings[3] = Reading(readings[3].on, Decimal(50), 25)

    chart = chart_of_shares(readings, Direction.UP, RULES)

    assert chart.points[3].upper == Decimal(80)
    assert chart.points[0].upper == Decimal("57.5")


def test_limits_of_a_share_stay_between_nought_and_a_hundred():
    chart = chart_of_shares([Reading(each.on, Decimal(98), 10) for each in values(*STEADY)], Direction.UP, RULES)

    assert chart.points[0].upper == Decimal(100)


def test_months_without_any_cases_are_left_out_of_a_share():
    readings = [Reading(each.on, Decimal(50), 0) for each in values(*STEADY)]

    assert chart_of_shares(readings, Direction.UP, RULES).change is Change.TOO_EARLY


def test_nothing_is_in_a_row_across_a_month_that_may_not_be_shown():
    rising = [10, 12, 9, 11, 10, 13, 14, 15, 16, 17, 18]
    broken = [replace(each, is_after_gap=at == 8) for at, each in enumerate(values(*rising))]

    whole, cut = (chart_of_values(each, Direction.DOWN, RULES) for each in (values(*rising), broken))

    assert "6 in a row rising" in whole.points[-1].signals
    assert not any("in a row" in said for said in cut.points[-1].signals)
