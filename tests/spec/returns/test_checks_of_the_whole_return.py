"""Checks that only the whole return can show: the same identifier twice, shares that stand out, last year's return."""

import pytest
from tests.support.returns_xml import BOOK, drop, edited, file, fired, good, put, read_all, upn

from oneplan.returns.sen2 import PreviousReturn

PLAN = "Requests/Assessment/NamedPlan/"
ACTIVE = "Requests/ActivePlans/"


def _many(kind: str, number: int, *edits) -> list[str]:
    return [edited(good(kind), put("UPN", upn(n)), put("Forename", f"F{n}"), *edits) for n in range(number)]


def _x01() -> tuple[list[str], list[str]]:
    unknown = edited(good("refused"), drop("UPN"), put("UPNunknown", "UN3"))
    return [unknown, *_many("refused", 18)], [unknown, *_many("refused", 19)]


def _x02() -> tuple[list[str], list[str]]:
    other = edited(good("ceased"), put(PLAN + "CeaseReason", "9"))
    return [other, *_many("ceased", 8)], [other, *_many("ceased", 9)]


def _x03() -> tuple[list[str], list[str]]:
    place = put(ACTIVE + "PlacementDetail/SENsetting", "NIEO")
    other = edited(good("historical"), drop(ACTIVE + "PlacementDetail/URN"), place)
    return [other, *_many("historical", 18)], [other, *_many("historical", 19)]


def _x04() -> tuple[list[str], list[str]]:
    excepted = put("Requests/Assessment/Week20", "1")
    return _many("issued", 10, excepted), [*_many("issued", 9, excepted), good("issued")]


def _x07() -> tuple[list[str], list[str]]:
    without = edited(good("historical"), drop(ACTIVE + "PlacementDetail"))
    return [without, *_many("historical", 48)], [without, *_many("historical", 49)]


def _x08() -> tuple[list[str], list[str]]:
    bare = edited(
        good("historical"), *(drop(ACTIVE + each) for each in ("ReviewMeeting", "ReviewOutcome", "LastReview"))
    )
    return [bare], [bare, *_many("historical", 1)]


def _x09() -> tuple[list[str], list[str]]:
    without = edited(good("historical"), drop(ACTIVE + "SENneed"))
    return [without, *_many("historical", 98)], [without, *_many("historical", 99)]


def _x10() -> tuple[list[str], list[str]]:
    from tests.support.returns_xml import again

    return [edited(good("historical"), again("Requests"))], [good("historical")]


SHARES = {"X01": _x01, "X02": _x02, "X03": _x03, "X04": _x04, "X07": _x07, "X08": _x08, "X09": _x09, "X10": _x10}


@pytest.mark.parametrize("rule", SHARES)
def test_a_share_fires_above_its_limit_and_not_at_it(rule: str):
    above, at = SHARES[rule]()

    assert rule in fired(file(*above))
    assert rule not in fired(file(*at))


def test_the_same_pupil_number_on_two_people_names_both_and_each_other():
    one, other = _many("refused", 2)
    same = edited(other, put("UPN", upn(0).lower()))

    _, findings = read_all(file(one, good("issued"), same))

    found = [each for each in findings if each.rule == "P18"]
    assert [(each.position, each.values["also at"]) for each in found] == [(1, "3"), (3, "1")]
    assert {each.values["UPN"] for each in found} == {upn(0)}


def test_the_same_learner_number_on_two_people_fires():
    people = _many("refused", 2, put("UniqueLearnerNumber", "1000000388"))

    assert "P20" in fired(file(*people))
    assert "P20" not in fired(file(people[0]))


def test_the_same_names_and_birth_date_fire_but_not_the_same_names_alone():
    one = edited(good("refused"), put("UPN", upn(1)))
    twin = edited(good("refused"), put("UPN", upn(2)))
    namesake = edited(twin, put("PersonBirthDate", "2019-10-09"))

    assert "P25" in fired(file(one, twin))
    assert "P25" not in fired(file(one, namesake))


def test_duplicates_are_found_however_far_apart_and_all_are_counted():
    people = [*_many("refused", 300), edited(good("refused"), put("UPN", upn(7)))]

    reading, findings = read_all(file(*people))

    assert [each.position for each in findings if each.rule == "P18"] == [8, 301]
    assert reading.counts.findings["P18"] == 2


def test_last_years_return_is_compared_when_it_is_given():
    content = file(*_many("historical", 10))
    gone = PreviousReturn(open_plans=20, pupil_numbers=frozenset({upn(1), upn(99)}), counts_now={"open plans": 11})
    same = PreviousReturn(open_plans=10, pupil_numbers=frozenset({upn(1)}), counts_now={"open plans": 10})

    _, findings = read_all(content, previous=gone)

    assert {"X05", "X06", "X11"} <= {each.rule for each in findings}
    assert next(each for each in findings if each.rule == "X06").values == {"UPN": upn(99)}
    assert not {"X05", "X06", "X11"} & fired(content, previous=same)
    assert not {"X05", "X06", "X11"} & fired(content)


def test_someone_who_ceased_is_not_missed():
    content = file(edited(good("ceased"), put("UPN", upn(5))))

    assert "X06" not in fired(content, previous=PreviousReturn(pupil_numbers=frozenset({upn(5)})))


def test_the_limits_stand_in_the_book():
    limits = {name: BOOK.checks[name].limit for name in ("R12", "A10", "A11", "V08", "X02")}

    assert limits == {"R12": 42, "A10": 140, "A11": 112, "V08": 28, "X02": 10}
