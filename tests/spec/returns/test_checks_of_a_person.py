"""Every check of one person: fires on a constructed mistake and is silent on the person as they were."""

import pytest
from tests.support.returns_cases import ON_ONE_PERSON
from tests.support.returns_xml import BOOK, REQUESTS, YEARS, edited, file, fired, good, put, read_all

WHOLE = {"X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X11", "P18", "P20", "P25"}
HEADER = {"F01", "H01", "H02", "H03", "H04", "H05", "H06", "H07", "H08"}
OFF_UNLESS_ASKED = {"V02", "L22"}
NEED_THE_REGISTER = {"D11", "D12", "D13"}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", REQUESTS)
def test_a_good_person_of_every_kind_and_collection_has_no_findings(kind: str, year: int):
    content = file(good(kind, year), year=year)

    _, findings = read_all(content)

    assert [each for each in findings if each.position is not None] == []


@pytest.mark.parametrize("rule", ON_ONE_PERSON)
def test_a_check_fires_on_its_mistake_at_its_level_and_person(rule: str):
    kind, edits = ON_ONE_PERSON[rule]

    _, findings = read_all(file(good("refused" if kind != "refused" else "issued"), edited(good(kind), *edits)))

    found = [each for each in findings if each.rule == rule]
    assert {each.position for each in found} == {2}
    assert {each.level for each in found} == {BOOK.checks[rule].level.value}
    assert {each.message for each in found} == {BOOK.checks[rule].says}


def test_every_check_of_the_book_is_tried_somewhere():
    tried = {*ON_ONE_PERSON, *WHOLE, *HEADER, *OFF_UNLESS_ASKED}

    assert set(BOOK.checks) == tried | NEED_THE_REGISTER
    assert {name for name, each in BOOK.checks.items() if each.needs == "register"} == NEED_THE_REGISTER


@pytest.mark.parametrize("rule", sorted(OFF_UNLESS_ASKED))
def test_a_check_that_is_off_stays_silent_until_it_is_asked_for(rule: str):
    place = "Requests/ActivePlans/PlacementDetail/URN"
    plan = "Requests/Assessment/NamedPlan/"
    wrong = edited(good("historical"), put(place, "100002"), put(plan + "CeaseDate", "2025-09-30"))
    content = file(wrong)

    silent, asked = fired(content), fired(content, book=BOOK.turning_on([rule]))

    assert rule not in silent
    assert rule in asked


@pytest.mark.parametrize(
    ("rule", "kind", "path", "last_good"),
    [
        ("R12", "refused", "Requests/RequestOutcomeDate", "2025-04-14"),
        ("R22", "awaited", "Requests/ReceivedDate", "2025-12-04"),
        ("A10", "issued", "Requests/Assessment/AssessmentOutcomeDate", "2025-07-21"),
        ("A11", "not issued", "Requests/Assessment/AssessmentOutcomeDate", "2025-06-23"),
        ("A18", "in assessment", "Requests/ReceivedDate", "2025-08-28"),
        ("N04", "historical", "Requests/Assessment/NamedPlan/StartDate", "2014-09-01"),
        ("N18", "ceased", "Requests/Assessment/NamedPlan/CeaseDate", "2025-01-01"),
        ("V08", "historical", "Requests/ActivePlans/LastReview", "2025-07-08"),
        ("V09", "historical", "Requests/ActivePlans/ReviewMeeting", "2025-01-16"),
        ("P05", "historical", "PersonBirthDate", "2000-09-01"),
        ("P06", "historical", "PersonBirthDate", "2000-01-16"),
        ("P04", "awaited", "PersonBirthDate", "2026-01-15"),
    ],
)
def test_the_last_day_of_a_limit_is_still_good(rule: str, kind: str, path: str, last_good: str):
    content = file(edited(good(kind), put(path, last_good)))

    assert rule not in fired(content)


def test_a_finding_says_where_and_with_which_values():
    wrong = edited(good("issued"), put("Requests/Assessment/NamedPlan/PlanDetail/URN", "12"))

    _, findings = read_all(file(wrong))

    found = next(each for each in findings if each.rule == "D03")
    assert found.path == "Requests[1]/Assessment/NamedPlan/PlanDetail[1]"
    assert found.values == {"URN": "12"}


def test_a_finding_takes_values_from_the_records_above_and_beside():
    wrong = edited(good("issued"), put("Requests/Exported", "202"))

    _, findings = read_all(file(wrong))

    found = next(each for each in findings if each.rule == "R19")
    assert found.values == {"Exported": "202", "AssessmentOutcome": "Y"}


def test_someone_born_on_29_february_comes_of_age_on_1_march():
    born = put("PersonBirthDate", "2000-02-29")
    early = edited(good("refused"), born, put("Requests/ReceivedDate", "2025-02-28"))
    late = edited(good("refused"), born, put("Requests/ReceivedDate", "2025-03-01"))

    assert "R24" not in fired(file(early))
    assert "R24" in fired(file(late))
