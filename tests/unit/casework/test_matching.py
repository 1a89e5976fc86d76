"""Who somebody in a file is: two things must agree, and what comes near waits for a person."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.core.casework.matching import Identity, Likeness, compare, identity, is_one_apart

KNOWN = identity(
    surname="O'Brien", forename="Zoë", born_on=date(2014, 3, 12), postcode="ZZ99 3WZ", upn="A201999918102", uln=""
)


def _returned(**more: object) -> Identity:
    return replace(KNOWN, **more)


@pytest.mark.parametrize(
    ("returned", "likeness"),
    [
        (_returned(), Likeness.SAME),
        (_returned(surname="smith"), Likeness.SAME),
        (_returned(born_on=date(2013, 1, 1)), Likeness.SAME),
        (_returned(postcode="AA11AA"), Likeness.SAME),
        (_returned(upn="", uln=""), Likeness.SAME),
        (_returned(surname="smith", forename="ann", born_on=date(2013, 1, 1)), Likeness.DOUBTFUL),
        (_returned(forename="liam"), Likeness.DOUBTFUL),
        (_returned(upn="B201999918103"), Likeness.DOUBTFUL),
        (_returned(upn="", postcode="AA11AA"), Likeness.DOUBTFUL),
        (_returned(upn="", born_on=None), Likeness.DOUBTFUL),
        (_returned(upn="", born_on=date(2014, 12, 3)), Likeness.DOUBTFUL),
        (_returned(upn="", born_on=date(2014, 3, 13)), Likeness.DOUBTFUL),
        (_returned(upn="", forename="zoey"), Likeness.DOUBTFUL),
        (_returned(upn="A201999918103", born_on=date(2010, 5, 5)), Likeness.DOUBTFUL),
        (_returned(upn="A201999918103", forename="zo", born_on=None), Likeness.ANOTHER),
        (_returned(upn="K201999918999", forename="liam"), Likeness.ANOTHER),
        (_returned(upn="", forename="liam"), Likeness.ANOTHER),
        (_returned(upn="", surname="smith", forename="ann", born_on=date(2013, 1, 1)), Likeness.ANOTHER),
        (_returned(upn="", born_on=date(2011, 9, 8)), Likeness.ANOTHER),
    ],
)
def test_each_pair_is_the_same_doubtful_or_another(returned, likeness):
    answer = compare(returned, KNOWN)

    assert answer.likeness is likeness
    assert bool(answer.why) == (likeness is Likeness.DOUBTFUL)


def test_two_children_one_digit_apart_are_never_one():
    known = identity(surname="Ash", forename="Jo", born_on=date(2015, 1, 2), upn="A201999918102")
    other = identity(surname="Reed", forename="Sam", born_on=date(2015, 1, 2), upn="A201999918103")

    assert compare(other, known).likeness is Likeness.ANOTHER
    assert compare(replace(other, surname="ash", forename="jo"), known).likeness is Likeness.DOUBTFUL


def test_accents_capitals_and_spaces_make_no_difference():
    returned = identity(surname="o brien", forename="ZOE", born_on=date(2014, 3, 12), postcode="zz993wz", upn="")

    assert compare(returned, KNOWN).likeness is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("1234", "1235", True),
        ("1234", "1243", True),
        ("1234", "124", True),
        ("1234", "12344", True),
        ("1234", "1234", False),
        ("1234", "1256", False),
        ("1234", "12", False),
        ("", "1", False),
        ("1234", "4321", False),
    ],
)
def test_one_apart_is_one_changed_missing_added_or_swapped(one, other, apart):
    assert is_one_apart(one, other) is apart
    assert is_one_apart(other, one) is apart


_names = st.sampled_from(["ash", "ashe", "reed", ""])
_days = st.sampled_from([date(2014, 3, 12), date(2014, 12, 3), date(2010, 1, 1), None])
_numbers = st.sampled_from(["A201999918102", "A201999918103", "K201999918999", ""])
_identities = st.builds(
    Identity, _names, _names, _days, st.sampled_from(["ZZ993WZ", "AA11AA", ""]), _numbers, st.sampled_from(["", "1"])
)


@given(_identities, _identities)
def test_nobody_is_matched_on_fewer_than_two_things_that_agree(one, other):
    answer = compare(one, other)

    if answer.likeness is Likeness.SAME:
        agree = [
            one.upn and one.upn == other.upn,
            one.uln and one.uln == other.uln,
            one.full_name and one.full_name == other.full_name,
            one.born_on and one.born_on == other.born_on,
        ]
        assert sum(bool(each) for each in agree) >= 2
    assert compare(other, one).likeness is answer.likeness
