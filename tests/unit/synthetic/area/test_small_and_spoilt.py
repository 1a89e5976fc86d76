"""The corners: an area too small for some kinds of awkwardness, every way of spoiling, figures that are not held."""

from datetime import date

import pytest

from oneplan.core.casework import PersonReturned, RequestReturned
from oneplan.core.kernel import Problem
from oneplan.rulebook.invented_area import load
from oneplan.synthetic.area import invent
from oneplan.synthetic.area.awkward import made_awkward
from oneplan.synthetic.area.planted import PLANTINGS
from oneplan.synthetic.area.returned import person_returned
from oneplan.synthetic.area.settings import invent_settings
from oneplan.synthetic.area.windows import window

pytestmark = pytest.mark.slow

ON = date(2026, 11, 22)
NOTHING_TO_SPOIL = PersonReturned(
    1, "Oakes", "Nell", date(2020, 1, 1), upn_unknown="UN1", requests=(RequestReturned("A"),)
)
FITS_ANYBODY = {"P08", "P09", "P10"}


@pytest.mark.parametrize("planting", PLANTINGS, ids=lambda each: each.rule)
def test_every_way_of_spoiling_finds_somebody_to_spoil(area, planting):
    persons = [person_returned(child, window(2026), 1) for child in area.children]

    spoilt = [(person, found) for person in persons if person and (found := planting.change(person)) is not None]

    assert spoilt
    assert all(found != person for person, found in spoilt)


@pytest.mark.parametrize("planting", PLANTINGS, ids=lambda each: each.rule)
def test_what_is_not_there_cannot_be_spoilt(planting):
    spoilt = planting.change(NOTHING_TO_SPOIL)

    assert (spoilt is not None) is (planting.rule in FITS_ANYBODY)


def test_an_area_of_nobody_has_nobody_awkward():
    assert made_awkward((), ON) == ((), ())


def test_a_small_area_has_fewer_kinds_of_awkwardness_and_still_stands():
    small = invent(3, on=ON, plans=50)

    assert 0 < len({case.kind for case in small.awkward}) <= 12
    assert all(len(set(case.numbers)) == len(case.numbers) for case in small.awkward)


def test_a_large_area_has_more_settings_and_no_two_of_one_name():
    large = invent_settings(7, 30_000).settings

    assert len({each.name for each in large}) == len(large) > 500


def test_figures_that_are_not_held_are_asked_for_in_vain():
    with pytest.raises(Problem, match="No published figures"):
        load().table("rainfall")


def test_every_table_says_its_year_and_where_it_was_published():
    cited = load()

    for each in (*cited.tables.values(), *cited.grids.values()):
        assert 2024 <= each.year <= 2026
        assert each.source.startswith("https://explore-education-statistics.service.gov.uk/")
        assert each.of


def test_an_area_told_in_spring_knows_nothing_of_the_summer():
    spring = date(2026, 3, 2)

    area = invent(5, on=spring, plans=300)

    ceased = [
        each.plan.ceased_on for child in area.children for each in child.requests if each.plan and each.plan.ceased_on
    ]
    assert ceased
    assert max(ceased) <= spring
    assert area.returns == (2023, 2024, 2025, 2026)
