"""The header: whose return it is, for which collection, and what is wrong with it."""

import io
from datetime import date, datetime

import pytest
from tests.support.returns_xml import BOOK, YEARS, add, again, drop, file, fired, good, put, read_all

from oneplan.core.kernel import Problem
from oneplan.returns.sen2 import ReturnRefused, read

CASES = {
    "H01": put("CollectionDetails/Collection", "CIN"),
    "H03": put("CollectionDetails/ReferenceDate", "2026-01-16"),
    "H04": put("Source/SourceLevel", "S"),
    "H05": put("Source/LEA", "909"),
    "H06": put("Source/SerialNo", "one"),
    "H07": put("Source/DateTime", "2026-01-14T09:00:00"),
    "H08": drop("DCO"),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_check_of_the_header_fires_on_its_mistake_and_not_without_it(rule: str):
    person = good("refused")

    assert rule in fired(file(person, head=[CASES[rule]]))
    assert rule not in fired(file(person))


def test_the_header_is_read_before_anybody():
    reading = read(io.BytesIO(file(good("refused"))), book=BOOK)

    assert reading.header.lea == "201"
    assert reading.header.reference_date == date(2026, 1, 15)
    assert reading.header.made_at == datetime.fromisoformat("2026-02-02T09:30:00")
    assert reading.header.designated_social_care_officer == "R"


@pytest.mark.parametrize("year", YEARS)
def test_each_collection_has_its_survey_day(year: int):
    wrong = put("CollectionDetails/ReferenceDate", f"{year}-01-01")

    assert "H03" not in fired(file(good("refused", year), year=year))
    assert "H03" in fired(file(good("refused", year), year=year, head=[wrong]))


def test_the_survey_days_are_those_published():
    days = {year: BOOK.collection(year).survey_day for year in YEARS}

    assert days == {
        2023: date(2023, 1, 19),
        2024: date(2024, 1, 18),
        2025: date(2025, 1, 16),
        2026: date(2026, 1, 15),
    }


def test_another_year_than_expected_is_refused_and_says_both():
    content = io.BytesIO(file(good("refused", 2025), year=2025))

    with pytest.raises(ReturnRefused, match="2025 collection, but 2026") as refused:
        read(content, book=BOOK, expected_year=2026)

    assert refused.value.rule == "H02"
    assert refused.value.do


def test_a_file_without_its_year_is_refused():
    with pytest.raises(ReturnRefused, match="which collection year") as refused:
        read_all(file(good("refused"), head=[drop("CollectionDetails/Year")]))

    assert refused.value.rule == "H02"


def test_a_collection_whose_layout_is_not_known_is_refused_by_name():
    with pytest.raises(Problem, match="2027 collection is not known"):
        read_all(file(good("refused"), head=[put("CollectionDetails/Year", "2027")]))


def test_a_return_of_another_authority_is_noticed():
    content = file(good("refused"))

    assert "H05" in fired(content, own_lea="202")
    assert "H05" not in fired(content, own_lea="201")


def test_officers_are_read_wherever_above_the_people_they_stand():
    moved = [drop("DMO"), add("Source", "<DMO>N</DMO>")]

    reading, findings = read_all(file(good("refused"), head=moved))

    assert reading.header.designated_medical_officer == "N"
    assert "F02" not in {each.rule for each in findings}


def test_unknown_empty_and_repeated_elements_of_the_header_are_reported_and_counted():
    wrong = [
        add("Source", "<Colour><Shade>x</Shade></Colour>"),
        again("Source/LEA"),
        put("Source/Release", ""),
        add("Source/DateTime", "<Hour>9</Hour>"),
    ]

    reading, findings = read_all(file(good("refused"), head=wrong))

    assert {"F02", "F03", "F04"} <= {each.rule for each in findings if each.position is None}
    assert reading.counts.reported == 5
    assert reading.counts.elements == reading.counts.read + reading.counts.reported + reading.counts.refused
