"""Writing: the layout's order, nothing empty, drafts marked, guesses never sent."""

import io
import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from oneplan.core.casework import (
    ActivePlanReturned,
    AssessmentReturned,
    NamedPlanReturned,
    NeedReturned,
    PersonReturned,
    PlacementReturned,
    RequestReturned,
    ReturnHeader,
    SettingReturned,
)
from oneplan.core.kernel import Problem
from oneplan.returns.sen2 import read, write
from oneplan.rulebook.returns import load

BOOK = load()
HEADER = ReturnHeader(
    2026,
    date(2026, 1, 15),
    "201",
    software="Invented",
    release="1",
    serial=1,
    made_at=datetime.fromisoformat("2026-02-01"),
)
SETTING = SettingReturned(1, "100001", in_sen_unit=False, in_resourced_provision=True)
PLAN = NamedPlanReturned(date(2024, 3, 1), personal_budget=True, organised_arrangements=True, settings=(SETTING,))
ACTIVE = ActivePlanReturned(
    review_meeting_on=date(2025, 6, 1),
    placements=(PlacementReturned(SETTING, date(2023, 9, 1)),),
    needs=(NeedReturned("ASD", 1), NeedReturned("DS", 2)),
)
REQUEST = RequestReturned("H", assessment=AssessmentReturned("H", plan=PLAN), active_plan=ACTIVE)
PERSON = PersonReturned(
    1, "Example", "Robin", date(2016, 5, 4), "F", "WBRI", "ZZ99 3WZ", "F201999922101", requests=(REQUEST,)
)


def written(*people: PersonReturned, header: ReturnHeader = HEADER, draft: bool = True) -> str:
    out = io.BytesIO()
    write(out, header, people, book=BOOK, draft=draft)
    return out.getvalue().decode()


def test_elements_stand_in_the_order_of_the_layout():
    text = written(PERSON)

    names = re.findall(r"<([A-Za-z0-9]+)>", text[text.index("<Person>") :])
    assert names[:8] == ["Person", "Surname", "Forename", "PersonBirthDate", "Sex", "Ethnicity", "PostCode", "UPN"]
    assert (
        names.index("NamedPlan") < names.index("ActivePlans") < names.index("PlacementDetail") < names.index("SENneed")
    )


def test_nothing_empty_is_written():
    text = written(replace(PERSON, ethnicity="", requests=(replace(REQUEST, active_plan=ActivePlanReturned()),)))

    assert not re.search(r"<(\w+)>\s*</\1>|/>", text)
    assert "ActivePlans" not in text
    assert "Ethnicity" not in text


def test_a_draft_says_so_and_a_live_return_does_not():
    assert "not for submission" in written(PERSON)
    assert "not for submission" not in written(PERSON, draft=False)


@pytest.mark.parametrize(
    "unconfirmed",
    [
        replace(PERSON, sex="U"),
        replace(PERSON, requests=(replace(REQUEST, active_plan=replace(ACTIVE, review_outcome="M")),)),
    ],
)
def test_a_live_return_with_a_guessed_code_is_refused(unconfirmed: PersonReturned):
    with pytest.raises(Problem, match="is not confirmed"):
        written(unconfirmed, draft=False)

    assert written(unconfirmed)


def test_a_live_return_with_guessed_officers_is_refused_before_anything_is_written():
    out = io.BytesIO()

    with pytest.raises(Problem, match="of DMO is not confirmed"):
        write(out, replace(HEADER, designated_medical_officer="Y"), [PERSON], book=BOOK, draft=False)

    assert out.getvalue() == b""


def test_what_the_collection_has_no_place_for_is_counted():
    out = io.BytesIO()
    header = ReturnHeader(2023, date(2023, 1, 19), "201")

    result = write(out, header, [PERSON], book=BOOK)

    assert result.left_out == {"ReviewMeeting": 1}
    assert b"ReviewMeeting" not in out.getvalue()
    assert b"<GenderCurrent>F" in out.getvalue()


def test_guessed_codes_of_a_draft_are_counted():
    result = write(io.BytesIO(), HEADER, [replace(PERSON, sex="U")] * 2, book=BOOK)

    assert result.unconfirmed == {"Sex U": 2}


def test_text_is_trimmed_and_numbers_are_written_in_capitals():
    text = written(replace(PERSON, surname="  O'Brien \n Smith ", postcode="zz993wz", upn="f201999922101"))

    assert "<Surname>O'Brien Smith</Surname>" in text
    assert "<PostCode>ZZ99 3WZ</PostCode>" in text
    assert "<UPN>F201999922101</UPN>" in text


def test_characters_that_xml_cannot_carry_are_refused():
    with pytest.raises(Problem, match="Surname holds a character"):
        written(replace(PERSON, surname="Exa\x00mple"))


def test_a_collection_without_a_layout_is_refused():
    with pytest.raises(Problem, match="2027"):
        written(PERSON, header=ReturnHeader(2027, date(2027, 1, 21), "201"))


def test_what_is_written_is_read_back_without_errors():
    content = io.BytesIO(written(PERSON).encode())

    found = list(read(content, book=BOOK).persons())

    assert [person for person, _ in found] == [PERSON]
    assert [each for _, findings in found for each in findings if each.level == "E"] == []
