"""What is awkward is there on purpose and listed; what is spoilt is little, listed and refuses no file."""

from collections import Counter
from datetime import date

import pytest

from oneplan.synthetic.area.days import age_on

pytestmark = pytest.mark.slow

KINDS = {
    "two households",
    "twins",
    "same names and birth date",
    "pupil numbers one digit apart",
    "aged exactly 25",
    "no pupil number",
    "name changed",
    "birth date corrected",
    "two open requests",
    "summer exception",
    "plan transferred in",
    "refused, then agreed",
}


@pytest.fixture(scope="module")
def awkward(area):
    by_number = {child.number: child for child in area.children}
    found = {}
    for case in area.awkward:
        found.setdefault(case.kind, [by_number[number] for number in case.numbers])
    return found


def test_every_kind_of_awkward_case_is_there(area):
    assert {case.kind for case in area.awkward} == KINDS


def test_namesakes_share_everything_but_the_number(awkward):
    first, second = awkward["same names and birth date"]

    assert (first.surname, first.forename, first.born_on) == (second.surname, second.forename, second.born_on)
    assert first.upn != second.upn


def test_twins_share_a_household_and_a_birth_date_and_no_forename(awkward):
    first, second = awkward["twins"]

    assert (first.household, first.surname, first.born_on) == (second.household, second.surname, second.born_on)
    assert first.forename != second.forename


def test_two_pupil_numbers_differ_in_one_digit(awkward):
    first, second = awkward["pupil numbers one digit apart"]

    assert sum(a != b for a, b in zip(first.upn[1:], second.upn[1:], strict=True)) == 1


def test_somebody_turns_25_on_the_last_day(awkward, area):
    assert age_on(awkward["aged exactly 25"][0].born_on, area.on) == 25


def test_a_name_and_a_birth_date_differ_between_returns(awkward, area):
    renamed, corrected = awkward["name changed"][0], awkward["birth date corrected"][0]
    told = {year: {person.upn: person for person in area.returned(year)[1]} for year in (2024, 2026)}

    assert told[2024][renamed.upn].surname != told[2026][renamed.upn].surname
    assert told[2024][corrected.upn].born_on != told[2026][corrected.upn].born_on
    assert told[2026][corrected.upn].born_on == corrected.born_on


def test_two_requests_of_one_child_stand_open(awkward):
    (child,) = awkward["two open requests"]

    assert len([each for each in child.requests if each.decided_on is None and each.withdrawn_on is None]) == 2


def test_a_child_with_two_homes_is_in_both_households(awkward, area):
    (child,) = awkward["two households"]

    homes = [household for household, numbers in area.households.items() if child.number in numbers]

    assert len(homes) == 2


def test_one_or_two_in_a_hundred_people_have_a_planted_problem(area):
    people = {year: sum(1 for _ in area.returned(year)[1]) for year in area.returns}

    planted = Counter(each.year for each in area.planted_problems)

    assert all(0.005 < planted[year] / people[year] < 0.03 for year in area.returns)


def test_a_planted_problem_names_the_person_it_is_in(area):
    planted = next(each for each in area.planted_problems if each.rule == "P09")

    _, persons = area.returned(planted.year)

    assert next(each for each in persons if each.position == planted.position).postcode == ""


def test_a_renamed_child_bears_the_new_name_from_a_day(awkward):
    (child,) = awkward["name changed"]

    assert child.renamed_on == date(2025, 6, 12)
    assert child.earlier_surname != child.surname
