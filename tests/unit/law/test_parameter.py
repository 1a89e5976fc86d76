from datetime import date

import pytest

from oneplan.core.kernel import Problem
from oneplan.core.law import Citation, NoLawInForce, Parameter, Status, Unit, Value

CITATION = Citation(
    "Made-up Regulations 2014 reg 5", "Made-up Regulations 2014", "https://example.org", date(2026, 1, 1)
)


def parameter(*values: Value, unit: Unit = Unit.WEEKS) -> Parameter:
    return Parameter("made-up-reg-5", "Saying yes or no", CITATION, unit, Status.VERIFIED, values)


def value(first_day: date, amount: object, status: Status = Status.VERIFIED) -> Value:
    return Value(first_day, amount, status)


CHANGED = parameter(
    value(date(2014, 9, 1), 4), value(date(2015, 3, 23), 2), value(date(2020, 5, 1), None), value(date(2020, 9, 26), 3)
)


@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        (date(2014, 9, 1), 4),
        (date(2015, 3, 22), 4),
        (date(2015, 3, 23), 2),
        (date(2020, 4, 30), 2),
        (date(2020, 9, 26), 3),
        (date(2099, 1, 1), 3),
    ],
)
def test_a_value_lasts_until_the_next_begins(day: date, weeks: int):
    assert CHANGED.number(day) == weeks


def test_a_day_before_the_first_value_has_no_law_and_is_named():
    with pytest.raises(NoLawInForce) as refusal:
        CHANGED.as_of(date(2014, 8, 31))

    assert "2014-08-31" in str(refusal.value)
    assert "made-up-reg-5" in str(refusal.value)
    assert "The first law held begins on 2014-09-01." in str(refusal.value)
    assert (refusal.value.parameter_id, refusal.value.day) == ("made-up-reg-5", date(2014, 8, 31))


@pytest.mark.parametrize("day", [date(2020, 5, 1), date(2020, 9, 25)])
def test_a_day_after_the_law_ended_has_no_law(day: date):
    with pytest.raises(NoLawInForce, match="ended before 2020-05-01"):
        CHANGED.as_of(day)

    assert not CHANGED.is_in_force(day)


def test_expected_law_is_never_used():
    coming = parameter(value(date(2026, 4, 29), 15, Status.EXPECTED))

    with pytest.raises(NoLawInForce, match="expected and not yet law"):
        coming.as_of(date(2030, 1, 1))


def test_an_expected_value_leaves_the_law_before_it_standing():
    changing = parameter(value(date(2014, 9, 1), 6), value(date(2029, 9, 1), 8, Status.EXPECTED))

    assert changing.number(date(2030, 1, 1)) == 6


def test_values_out_of_order_are_refused():
    with pytest.raises(Problem, match="order of their first days"):
        parameter(value(date(2015, 1, 1), 2), value(date(2014, 1, 1), 4))


def test_two_values_of_one_day_are_refused():
    with pytest.raises(Problem, match="order of their first days"):
        parameter(value(date(2015, 1, 1), 2), value(date(2015, 1, 1), 4))


def test_a_parameter_without_values_is_refused():
    with pytest.raises(Problem, match="order of their first days"):
        parameter()


@pytest.mark.parametrize("amount", ["02-15", True])
def test_a_value_that_counts_nothing_is_not_taken_for_a_number(amount: object):
    with pytest.raises(Problem, match="is not a number"):
        parameter(value(date(2014, 9, 1), amount)).number(date(2026, 1, 1))


def test_words_come_as_one_or_several():
    one = parameter(value(date(2014, 9, 1), "02-15"), unit=Unit.DATE_IN_YEAR)
    several = parameter(value(date(2014, 9, 1), ("12-25", "01-01")), unit=Unit.DAYS_IN_YEAR)

    assert one.words(date(2026, 1, 1)) == ("02-15",)
    assert several.words(date(2026, 1, 1)) == ("12-25", "01-01")
