"""A supplied value is for a period of its cycle, comes to a number, and says what is wrong with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from oneplan.core.kernel import Problem
from oneplan.core.measures.catalogue import SeriesTarget, TargetIs
from oneplan.core.measures.manual import (
    Supplied,
    faults_of,
    money_in_words,
    period_at,
    period_holding,
    periods_between,
    periods_until,
    result_in_words,
    result_of,
)
from oneplan.rulebook.catalogue_files import load_catalogue, load_series

MEASURES, CYCLES = load_catalogue(), load_series().cycles


def said(name: str, top: int | None = None, bottom: int | None = None, amount: str = "", sample: int = 0) -> Supplied:
    return Supplied(
        None if top is None else Decimal(top),
        None if bottom is None else Decimal(bottom),
        Decimal(amount) if amount else None,
        sample or None,
    )


@pytest.mark.parametrize(
    ("cycle", "day", "label", "last"),
    [
        ("month", date(2026, 2, 1), "February 2026", date(2026, 2, 28)),
        ("two-months", date(2026, 11, 1), "November and December 2026", date(2026, 12, 31)),
        ("quarter", date(2026, 4, 1), "April to June 2026", date(2026, 6, 30)),
        ("term", date(2026, 9, 1), "Autumn term 2026", date(2026, 12, 31)),
        ("term", date(2026, 4, 1), "Summer term 2026", date(2026, 8, 31)),
        ("census", date(2026, 1, 1), "January 2026", date(2026, 1, 31)),
        ("survey", date(2026, 1, 1), "2026", date(2026, 12, 31)),
        ("academic-year", date(2025, 9, 1), "2025/26 academic year", date(2026, 8, 31)),
        ("financial-year", date(2025, 4, 1), "2025-26 financial year", date(2026, 3, 31)),
    ],
)
def test_a_period_runs_to_the_day_before_the_next(cycle: str, day: date, label: str, last: date) -> None:
    period = period_at(CYCLES[cycle], day)

    assert (period.label, period.last_day) == (label, last)


def test_a_day_on_which_no_period_begins_is_refused_with_examples() -> None:
    with pytest.raises(Problem, match="No period of this measure begins on 1 May 2026") as refusal:
        period_at(CYCLES["quarter"], date(2026, 5, 1))

    assert "April to June 2026, July to September 2026" in refusal.value.do


def test_the_newest_periods_that_are_over_are_listed_oldest_first() -> None:
    found = periods_until(CYCLES["term"], date(2026, 9, 1), 2)

    assert [each.label for each in found] == ["Spring term 2026", "Summer term 2026"]
    assert period_holding(CYCLES["academic-year"], date(2026, 8, 31)).label == "2025/26 academic year"


def test_periods_between_two_days_begin_and_end_within_them() -> None:
    found = periods_between(CYCLES["month"], date(2026, 1, 15), date(2026, 4, 30))

    assert [each.label for each in found] == ["February 2026", "March 2026"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("M085", said("M085", 37, 73), "50.7%"),
        ("M085", said("M085", amount="51"), "51%"),
        ("M041", said("M041", 4854), "4,854"),
        ("M068", said("M068", 215, 10), "21.5 weeks"),
        ("M101", said("M101", 91, 4854), "18.7 per 1,000"),
        ("M130", said("M130", 52, 50), "1.04 times"),
        ("M010", said("M010", amount="79500000"), "£79.5 million"),
        ("M147", said("M147", 90_000, 40), "£2,250"),
    ],
)
def test_a_value_comes_to_a_number_with_its_unit(name: str, value: Supplied, words: str) -> None:
    measure = MEASURES.measure(name)

    result = result_of(measure, value)

    assert result is not None
    assert result_in_words(measure, result) == words


def test_nothing_to_divide_by_comes_to_nothing() -> None:
    assert result_of(MEASURES.measure("M085"), said("M085", 0, 0)) is None
    assert result_of(MEASURES.measure("M085"), said("M085")) is None


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("M085", said("M085"), "No value is given"),
        ("M085", said("M085", amount="104"), "is not a share"),
        ("M085", said("M085", 12, 10), "the first number may not be above the second"),
        ("M085", said("M085", 12), "Only the first number is given"),
        ("M085", said("M085", 0, 0), "nothing to take a share of"),
        ("M085", said("M085", 30, 60, amount="70"), "one is wrong"),
        ("M100", said("M100", -3), "is below nought"),
        ("M100", said("M100", amount="3.5"), "is not a whole number"),
        ("M085", Supplied(amount=Decimal(5), sample=-1), "answers is below nought"),
    ],
)
def test_each_fault_is_said_in_words(name: str, value: Supplied, fault: str) -> None:
    assert any(fault in each for each in faults_of(MEASURES.measure(name), value))


def test_a_sound_value_has_no_fault_and_a_difference_may_be_below_nought() -> None:
    assert faults_of(MEASURES.measure("M085"), said("M085", 30, 60, amount="50")) == ()
    assert faults_of(MEASURES.measure("M053"), said("M053", -4)) == ()
    assert faults_of(MEASURES.measure("M008"), said("M008", -4000, 90_000)) == ()


def test_money_is_said_in_millions_and_billions() -> None:
    assert money_in_words(Decimal(1070000000)) == "£1.07 billion"
    assert money_in_words(Decimal(-236_700_000)) == "-£236.7 million"
    assert money_in_words(Decimal(4_321)) == "£4,321"


def test_a_target_is_met_or_not_only_where_a_number_can_tell() -> None:
    assert SeriesTarget("At least 95", TargetIs.AT_LEAST, Decimal(95)).is_met(Decimal(95)) is True
    assert SeriesTarget("Above 80", TargetIs.ABOVE, Decimal(80)).is_met(Decimal(80)) is False
    assert SeriesTarget("At most 23", TargetIs.AT_MOST, Decimal(23)).is_met(Decimal(24)) is False
    assert SeriesTarget("Below 5", TargetIs.BELOW, Decimal(5)).is_met(Decimal(4)) is True
    assert SeriesTarget("Above the year before").is_met(Decimal(4)) is None
