"""Statements of difference against statsmodels, and against series whose true change is known."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from scipy.linalg import toeplitz

from oneplan.core.measures.interrupted import Period, SeriesRules, effect_of
from oneplan.core.measures.student import chance_below
from oneplan.rulebook.difference_file import load_difference

BEFORE, AFTER, CHANGE, SLOPE = 24, 12, 3.0, 0.1
RUNS = 1_000
PLACES = np.arange(BEFORE + AFTER)
DESIGN = np.column_stack(
    [np.ones(len(PLACES)), PLACES, PLACES >= BEFORE, (PLACES - BEFORE) * (PLACES >= BEFORE)]
).astype(float)


def rules(*correlations):
    return SeriesRules(fewest_before=8, fewest_after=4, sure=0.95, correlations=correlations)


def periods(values, bases=None):
    given = bases if bases is not None else [None] * len(values)
    return [Period(place, float(value), base) for place, (value, base) in enumerate(zip(values, given, strict=True))]


def contrast(places=PLACES):
    return np.array([0, 0, 1, np.mean(places[places >= BEFORE] - BEFORE)])


@pytest.fixture
def values():
    return 50 + SLOPE * PLACES + np.random.default_rng(7).normal(size=len(PLACES))


def same(effect, test):
    assert effect.amount == pytest.approx(float(np.ravel(test.effect)[0]), abs=1e-9)
    assert [effect.low, effect.high] == pytest.approx(np.ravel(test.conf_int()).tolist(), abs=1e-7)


def test_where_no_period_leans_on_another_the_range_is_that_of_ordinary_least_squares(values):
    reference = sm.OLS(values, DESIGN).fit().t_test(contrast())

    effect = effect_of(periods(values), BEFORE, rules(0.0))

    same(effect, reference)


@pytest.mark.parametrize("correlation", [-0.4, 0.3, 0.8])
def test_with_a_known_correlation_the_range_is_that_of_generalised_least_squares(values, correlation):
    leaning = toeplitz(correlation ** PLACES.astype(float))
    reference = sm.GLS(values, DESIGN, sigma=leaning).fit().t_test(contrast())

    effect = effect_of(periods(values), BEFORE, rules(correlation))

    same(effect, reference)


def test_a_period_that_counts_more_weighs_more(values):
    bases = np.random.default_rng(8).integers(15, 90, len(PLACES))
    reference = sm.WLS(values, DESIGN, weights=bases).fit().t_test(contrast())

    effect = effect_of(periods(values, bases.tolist()), BEFORE, rules(0.0))

    same(effect, reference)


def test_across_a_gap_periods_lean_on_each_other_less(values):
    kept = np.array([place for place in PLACES if place not in {5, 6, 20, 29}])
    leaning = 0.5 ** np.abs(kept[:, None] - kept[None, :])
    reference = sm.GLS(values[kept], DESIGN[kept], sigma=leaning).fit().t_test(contrast(kept))

    effect = effect_of([each for each in periods(values) if each.place in set(kept.tolist())], BEFORE, rules(0.5))

    same(effect, reference)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 9, 20, 61])
@pytest.mark.parametrize("value", [-4.0, -0.3, 0.0, 1.1, 6.0])
def test_students_t_is_that_of_scipy(freedom, value):
    assert chance_below(value, freedom) == pytest.approx(float(stats.t.cdf(value, freedom)), abs=1e-12)


def simulated(correlation, change, seed):
    noise = np.random.default_rng(seed).standard_normal((RUNS, len(PLACES) + 30))
    for place in range(1, noise.shape[1]):
        noise[:, place] += correlation * noise[:, place - 1]
    return noise[:, 30:] + SLOPE * PLACES + change * (PLACES >= BEFORE)


@pytest.mark.slow
@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6])
def test_the_stated_range_holds_the_true_change_in_93_to_97_of_100_series(correlation):
    found = [
        effect_of(periods(each), BEFORE, load_difference().series) for each in simulated(correlation, CHANGE, seed=11)
    ]

    held = sum(effect.low <= CHANGE <= effect.high for effect in found) / RUNS

    assert 0.93 <= held <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6])
def test_of_series_in_which_nothing_changed_no_more_than_6_in_100_are_said_to_have(correlation):
    found = [effect_of(periods(each), BEFORE, load_difference().series) for each in simulated(correlation, 0.0, seed=5)]

    claimed = sum(effect.is_clear for effect in found) / RUNS

    assert claimed <= 0.06


def test_too_few_periods_on_either_side_give_no_range(values):
    asked = load_difference().series

    short_before = effect_of(periods(values)[: asked.fewest_before + 10], asked.fewest_before - 1, asked)
    short_after = effect_of(periods(values)[: BEFORE + asked.fewest_after - 1], BEFORE, asked)

    assert (short_before, short_after) == (None, None)


def test_a_series_that_follows_its_lines_exactly_has_a_range_around_its_change():
    exact = 10 + 0.5 * PLACES + 4.0 * (PLACES >= BEFORE)

    effect = effect_of(periods(exact), BEFORE, load_difference().series)

    assert effect.low <= 4.0 <= effect.high
    assert effect.high - effect.low < 0.01
