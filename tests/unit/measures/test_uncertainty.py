"""What a sample leaves open is said, by methods whose results are known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from oneplan.core.measures.uncertainty import Moved, difference_of, newcombe, wilson
from oneplan.rulebook.catalogue_files import load_series

RULES = load_series().samples


def test_wilson_gives_the_interval_of_the_textbook() -> None:
    interval = wilson(81, 263)

    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)


def test_wilson_keeps_to_the_range_of_shares() -> None:
    none, every = wilson(0, 20), wilson(20, 20)

    assert none.low == 0
    assert 0 < none.high < 0.17
    assert every.high == pytest.approx(1)


def test_a_sample_of_most_of_a_small_population_tells_more() -> None:
    plain, corrected = wilson(30, 60), wilson(30, 60, population=80, much=0.05)

    assert corrected.high - corrected.low < (plain.high - plain.low) * 0.6
    assert wilson(30, 60, population=60_000, much=0.05) == plain


def test_newcombe_gives_the_interval_of_the_textbook() -> None:
    interval = newcombe(56, 70, 48, 80)

    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0524, 0.3339)


def test_a_fall_beyond_chance_is_called_lower() -> None:
    found = difference_of(0.64 * 150, 150, 0.76 * 120, 120, rules=RULES)

    assert (found.points, found.low, found.high) == (Decimal("-12.0"), Decimal("-22.4"), Decimal("-0.9"))
    assert found.moved is Moved.LOWER


def test_the_same_fall_among_fewer_is_only_possible() -> None:
    found = difference_of(0.64 * 60, 60, 0.76 * 50, 50, rules=RULES)

    assert (found.points, found.low, found.high) == (Decimal("-12.0"), Decimal("-27.9"), Decimal("5.3"))
    assert found.moved is Moved.POSSIBLE_CHANGE


def test_a_small_difference_within_chance_is_no_clear_change() -> None:
    assert difference_of(51, 100, 49, 100, rules=RULES).moved is Moved.NO_CLEAR_CHANGE


def test_a_rise_beyond_chance_is_called_higher() -> None:
    assert difference_of(90, 100, 60, 100, rules=RULES).moved is Moved.HIGHER
