"""Every element of a file is counted once: read, reported or refused; and what is reported is said."""

import io

import pytest
from lxml import etree
from tests.support.returns_cases import ON_ONE_PERSON
from tests.support.returns_xml import BOOK, add, again, edited, file, good, put, read_all

from oneplan.returns.sen2 import read

ODD = {
    "an unknown element": add("Requests", "<Colour>blue</Colour>"),
    "an unknown tree": add("Requests", "<Colours><Colour>blue</Colour><Colour><Shade>dark</Shade></Colour></Colours>"),
    "a person inside a person": add("", "<Person><Surname>Inner</Surname></Person>"),
    "a record in the wrong place": add("", "<Assessment><AssessmentOutcome>Y</AssessmentOutcome></Assessment>"),
    "an item inside an item": lambda person: etree.SubElement(person.find("Surname"), "Forename"),
    "two assessments": again("Requests/Assessment"),
    "three needs": again("Requests/ActivePlans/SENneed"),
    "an empty record": add("", "<Requests></Requests>"),
    "a day that is none": put("PersonBirthDate", "2018-02-30"),
    "a flag that is none": put("Requests/RYA", "perhaps"),
    "a rank that is none": put("Requests/ActivePlans/SENneed/SENtypeRank", "first"),
    "text between": lambda person: setattr(person.find("Requests"), "text", "loose"),
    "text after": lambda person: setattr(person.find("Requests/Assessment"), "tail", "loose"),
}


@pytest.mark.parametrize("how", ODD)
def test_counts_balance_and_something_is_said(how: str):
    content = file(good("refused"), edited(good("issued"), ODD[how]), good("historical"))

    reading, findings = read_all(content)

    counts = reading.counts
    assert counts.elements == _elements(content)
    assert counts.elements == counts.read + counts.reported + counts.refused
    assert {each.position for each in findings if each.rule in {"F02", "F03", "F04", "F06", "F07"}} == {2}
    assert counts.persons == 3


@pytest.mark.parametrize("rule", ON_ONE_PERSON)
def test_counts_balance_whatever_check_fires(rule: str):
    kind, edits = ON_ONE_PERSON[rule]
    content = file(edited(good(kind), *edits))

    counts = read_all(content)[0].counts

    assert counts.elements == _elements(content) == counts.read + counts.reported + counts.refused


@pytest.mark.parametrize("extra", [b"<Stranger><Name>x</Name></Stranger>", b"loose text"])
@pytest.mark.parametrize("before", [b"<Person>", b"</Persons>"])
def test_what_stands_between_people_is_reported(extra: bytes, before: bytes):
    content = file(good("refused"), good("issued"))
    at = content.rindex(before)
    odd = content[:at] + extra + content[at:]

    reading, findings = read_all(odd)

    assert [each.position for each in findings if each.rule in {"F02", "F07"}] == [None]
    assert reading.counts.elements == _elements(odd)
    assert reading.counts.persons == 2


def test_what_follows_the_people_is_reported_and_counted():
    content = file(good("refused")).replace(b"</Message>", b"<Notes><Note/></Notes></Message>")

    reading, findings = read_all(content)

    assert [each.path for each in findings if each.rule == "F02"] == ["Notes"]
    assert reading.counts.elements == _elements(content)


def test_attributes_are_reported_with_their_person():
    content = file(good("refused"), good("issued").replace("<Person>", '<Person id="7">'), good("historical"))

    _, findings = read_all(content)

    found = next(each for each in findings if each.rule == "F07")
    assert (found.position, found.path, found.values) == (2, "Person", {"Person": "id"})


def test_the_first_of_two_items_is_kept_and_a_second_assessment_is_left_out():
    wrong = edited(good("issued"), again("Surname"), again("Requests/Assessment")).replace("Example", "First", 1)

    people = [person for person, _ in read(io.BytesIO(file(wrong)), book=BOOK).persons()]

    assert people[0].surname == "First"
    assert people[0].requests[0].assessment is not None


def test_an_item_with_elements_in_it_keeps_its_own_text():
    wrong = good("issued").replace("<Surname>Example", "<Surname>Example<b>x</b>")

    people = [person for person, _ in read(io.BytesIO(file(wrong)), book=BOOK).persons()]

    assert people[0].surname == "Example"


def test_values_that_cannot_be_read_are_none_and_codes_stay_as_they_are():
    wrong = edited(good("issued"), put("PersonBirthDate", "2018-02-30"), put("Ethnicity", "QQ"))

    person = next(person for person, _ in read(io.BytesIO(file(wrong)), book=BOOK).persons())

    assert person.born_on is None
    assert person.ethnicity == "QQ"


def _elements(content: bytes) -> int:
    return sum(isinstance(each.tag, str) for each in etree.fromstring(content).iter())
