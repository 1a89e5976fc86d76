"""Numbers that check, names that recur, households, settings in ranges that no real one has, and who holds whom."""

from collections import Counter

import pytest

from oneplan.rulebook.returns import load
from oneplan.synthetic.area.identities import CHECK_LETTERS, check_letter, uln
from oneplan.synthetic.area.inventing import AUTHORITIES, FIRST_AUTHORITY
from oneplan.synthetic.demonstration import people

pytestmark = pytest.mark.slow


def test_every_pupil_number_has_its_check_letter(area):
    numbers = [child.upn for child in area.children if child.upn]

    assert all(number[0] == check_letter(number[1:]) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert {number[1:4] for number in numbers} == {area.authority}


def test_the_check_letter_is_that_of_the_published_example():
    assert check_letter("201999922101") == "F"
    assert len(CHECK_LETTERS) == 23


def test_every_learner_number_ends_in_its_check_digit():
    for number in (uln("500", serial) for serial in range(1, 200)):
        rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), number[:9], strict=True)) % 11

        assert rest != 0
        assert int(number[9]) == 10 - rest


def test_invented_authorities_are_known_as_such():
    book = load()

    assert {str(FIRST_AUTHORITY + place) for place in range(AUTHORITIES)} <= book.authorities


def test_invented_settings_have_numbers_that_no_setting_of_england_has(area):
    assert all(900_001 <= int(each.urn) <= 999_999 for each in area.settings if each.urn)
    assert all(each.ukprn.startswith("199") for each in area.settings if each.ukprn)
    assert len({each.urn or each.ukprn for each in area.settings}) == len(area.settings)
    assert len({each.name for each in area.settings}) == len(area.settings)


def test_there_is_a_setting_of_every_kind(whole_area):
    kinds = Counter(each.kind for each in whole_area.settings)

    assert set(kinds) == {
        "academy",
        "alternative provision academy",
        "college",
        "free school",
        "independent school",
        "independent special school",
        "maintained school",
        "non-maintained special school",
        "nursery school",
        "pupil referral unit",
        "special academy",
        "special school",
        "specialist college",
        "training provider",
    }
    assert any(not each.is_in_area for each in whole_area.settings)
    assert {each.unit for each in whole_area.settings} == {"", "unit", "rp"}


def test_settings_keep_calendars_that_there_are(area):
    assert {each.calendar for each in area.settings} <= {each.name for each in area.calendars}


def test_brothers_and_sisters_share_a_surname_and_an_address(area):
    by_number = {child.number: child for child in area.children}
    families = [numbers for numbers in area.households.values() if len(numbers) > 1]
    odd = {number for case in area.awkward for number in case.numbers}

    plain = [family for family in families if not odd & set(family)]

    assert plain
    assert all(len({by_number[number].surname for number in family}) == 1 for family in plain)
    assert all(len({by_number[number].postcode for number in family}) == 1 for family in plain)


def test_the_demonstrations_own_caseworker_and_manager_hold_cases(area):
    emails = {each.email for each in people() if each.role in {"caseworker", "manager"}}
    held = Counter(child.officer for child in area.children)

    assert emails <= set(held)
    assert all(held[email] > 5 for email in emails)


def test_twelve_officers_in_three_teams_and_some_cases_with_nobody(area):
    assert len(area.officers) == 12
    assert len({each.team for each in area.officers}) == 3
    assert 0 < sum(1 for child in area.children if not child.officer) < len(area.children) * 0.06


def test_one_officer_alone_holds_everybody_educated_elsewhere(area):
    alone = next(each for each in area.officers if each.whole_area_of_work)

    holders = {
        child.officer
        for child in area.children
        for request in child.requests[-1:]
        if request.plan and not request.plan.ceased_on and request.plan.stays[-1].group == "elsewhere"
    }

    assert holders == {alone.email}
