"""What each collection's layout and codes hold, and what they do not."""

import pytest
from tests.support.returns_xml import BOOK, add, edited, file, fired, good, put, read_all

ACTIVE = "Requests/ActivePlans"
PLACE = ACTIVE + "/PlacementDetail"


@pytest.mark.parametrize(
    ("item", "path", "value", "years"),
    [
        ("RequestSource", "Requests", "2", {2025, 2026}),
        ("ReviewMeeting", ACTIVE, "2022-06-10", {2024, 2025, 2026}),
        ("ReviewDraft", ACTIVE, "2022-07-10", {2025, 2026}),
        ("PhaseTransferDueDate", ACTIVE, "2023-02-15", {2025, 2026}),
        ("AttendancePattern", PLACE, "F", {2023}),
        ("GenderCurrent", "", "2", {2023}),
        ("Sex", "", "F", {2024, 2025, 2026}),
    ],
)
def test_an_item_belongs_to_its_collections_and_is_reported_in_others(
    item: str, path: str, value: str, years: set[int]
):
    where = f"{path}/{item}".lstrip("/")

    refused_in = set()
    for year in BOOK.years:
        content = file(edited(good("historical", year), put(where, value)), year=year)
        if any(each.rule == "F02" and each.path.endswith(item) for each in read_all(content)[1]):
            refused_in.add(year)

    assert refused_in == set(BOOK.years) - years


def test_residence_stands_with_the_plan_in_2023_and_with_the_placement_since():
    with_plan = [edited(good("historical", year), put(ACTIVE + "/RES", "A")) for year in (2023, 2024)]
    with_placement = [edited(good("historical", year), put(PLACE + "/RES", "A")) for year in (2023, 2024)]

    assert "F02" not in fired(file(with_plan[0], year=2023))
    assert "F02" in fired(file(with_plan[1], year=2024))
    assert "F02" in fired(file(with_placement[0], year=2023))
    assert "F02" not in fired(file(with_placement[1], year=2024))


@pytest.mark.parametrize(
    ("rule", "path", "code", "years"),
    [
        ("S02", ACTIVE + "/SENneed/SENtype", "DS", {2025, 2026}),
        ("L04", PLACE + "/SENsetting", "OTH", {2024, 2025, 2026}),
        ("P08", "Ethnicity", "WENG", {2023, 2024, 2025, 2026}),
    ],
)
def test_a_code_belongs_to_its_collections(rule: str, path: str, code: str, years: set[int]):
    allowed = {
        year
        for year in BOOK.years
        if rule not in fired(file(edited(good("historical", year), put(path, code)), year=year))
    }

    assert allowed == years


def test_a_missing_review_outcome_only_asks_in_the_year_when_it_was_voluntary():
    levels = {}
    for year in (2024, 2025):
        wrong = edited(
            good("historical", year), lambda person: person.find(ACTIVE).remove(person.find(ACTIVE + "/ReviewOutcome"))
        )
        _, findings = read_all(file(wrong, year=year))
        levels[year] = next(each.level for each in findings if each.rule == "V06")

    assert levels == {2024: "Q", 2025: "E"}


def test_a_return_of_2023_has_no_review_outcome_to_miss():
    assert "V06" not in fired(file(good("historical", 2023), year=2023))


def test_other_capitals_and_other_names_are_read():
    person = good("historical").replace("<SENsetting>", "<SENSetting>").replace("PostCode>", "Postcode>")
    person = edited(person, add(PLACE, "<WPB>SI</WPB>"), add("Requests/Assessment/NamedPlan", "<PlanWPB>SI</PlanWPB>"))

    reading, findings = read_all(file(person.replace("Surname>", "SURNAME>")))

    assert not {"F02", "P01", "P09"} & {each.rule for each in findings}
    assert reading.counts.reported == 0
