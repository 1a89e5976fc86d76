"""Corners of XML that true files rarely turn, and false ones do."""

import io
import random

import pytest
from lxml import etree
from tests.support.returns_xml import BOOK, drop, edited, file, fired, good, put, read_all

from oneplan.core.kernel import Problem
from oneplan.returns.sen2 import ReturnRefused, read, read_tables

GOOD = file(good("refused"), good("issued"))


def _with_care(content: bytes) -> bytes:
    """The same with a comment, so that it goes through the full parser."""
    return content.replace(b"<Persons>", b"<Persons><!-- with care -->")


def test_an_empty_list_of_people_is_nobody():
    for empty in (b"<Persons></Persons>", b"<Persons/>", b"<Persons>\n</Persons>"):
        reading, _ = read_all(GOOD[: GOOD.index(b"<Persons>")] + empty + b"</Message>")

        assert reading.counts.persons == 0
        assert reading.counts.elements == reading.counts.read


@pytest.mark.parametrize("sign", [b"&lt;", b"&amp;", b"<![CDATA[<]]>", b"x"])
def test_a_sign_alone_between_elements_is_reported(sign: bytes):
    odd = GOOD.replace(b"<RYA>", sign + b"<RYA>", 1)

    _, findings = read_all(odd)

    assert [(each.position, each.path) for each in findings if each.rule == "F07"] == [(1, "Requests[1]")]


def test_long_blanks_between_elements_are_nothing_and_text_behind_them_is_something():
    blanks = b" " * 500
    quiet, odd = GOOD.replace(b"<RYA>", blanks + b"<RYA>", 1), GOOD.replace(b"<RYA>", blanks + b"x<RYA>", 1)

    assert "F07" not in fired(quiet)
    assert "F07" in fired(odd)


def test_an_empty_tag_with_an_attribute_is_reported_as_both():
    odd = GOOD.replace(b"<RYA>0</RYA>", b'<RYA nil="true"/>', 1)

    _, findings = read_all(odd)

    assert {"F04", "F07", "R06"} <= {each.rule for each in findings if each.position == 1}


def test_a_name_longer_than_any_is_refused():
    with pytest.raises(ReturnRefused, match="name is longer"):
        read_all(GOOD.replace(b"<RYA>", b"<" + b"a" * 300 + b"/><RYA>", 1))


def test_characters_that_are_none_are_refused():
    with pytest.raises(ReturnRefused, match="does not allow"):
        read_all(GOOD.replace(b"Example", "Ex\uffffmple".encode()))
    with pytest.raises(ReturnRefused, match="cannot be read"):
        read_all(b'<?xml version="1.0" encoding="windows-1252"?>' + GOOD.replace(b"Example", b"Ex\x81mple"))


def test_a_list_of_people_in_a_comment_alone_is_no_return():
    with pytest.raises(ReturnRefused, match="not XML"):
        read_all(b"<!-- <Persons> -->")


@pytest.mark.parametrize("content", [GOOD, _with_care(GOOD)])
def test_a_stream_may_give_as_little_as_it_likes(content: bytes):
    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, dice.randrange(1, 90)))

    dice = random.Random(3)
    whole = [person for person, _ in read(io.BytesIO(GOOD), book=BOOK).persons()]

    assert [person for person, _ in read(Trickle(content), book=BOOK).persons()] == whole


def test_the_full_parser_takes_records_in_parts(monkeypatch: pytest.MonkeyPatch):
    whole, found = read_all(_with_care(GOOD))
    monkeypatch.setattr("oneplan.returns.sen2.blocks.CAREFUL_BLOCK", 50)

    parts, again = read_all(_with_care(GOOD))

    assert again == found
    assert parts.counts == whole.counts


def test_the_full_parser_refuses_a_record_without_end_and_reports_what_follows_the_people():
    long = _with_care(GOOD).replace(b"<RYA>", b"<Note>" + b"a " * 700_000 + b"</Note><RYA>", 1)
    after = _with_care(GOOD).replace(b"</Message>", b"<Notes><Note/></Notes></Message>")

    with pytest.raises(Problem, match="more than a million"):
        read_all(long)
    reading, findings = read_all(after)
    assert [each.path for each in findings if each.rule == "F02"] == ["Notes"]
    assert reading.counts.elements == reading.counts.read + 2


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("CollectionDetails/ReferenceDate", "2026-02-30"),
        ("CollectionDetails/ReferenceDate", "15/01/2026"),
        ("Source/DateTime", "yesterday"),
        ("Source/DateTime", "2026-02-30T25:00:00"),
    ],
)
def test_days_and_times_of_the_header_that_are_none_are_noticed(item: str, value: str):
    assert {"H03", "H06"} & fired(file(good("refused"), head=[put(item, value)]))


def test_tables_can_be_had_alone():
    batches = list(read_tables(io.BytesIO(GOOD), BOOK))

    assert [batch.tables["Person"]["Surname"].texts() for batch in batches] == [["Trial", "Example"]]
    assert batches[0].findings == ()


def test_a_placement_is_not_compared_with_a_plan_that_names_no_setting():
    wrong = edited(good("historical"), drop("Requests/Assessment/NamedPlan/PlanDetail"))

    assert "L22" not in fired(file(wrong), book=BOOK.turning_on(["L22"]))


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_refused_exactly_when_it_is_no_longer_xml(seed: int):
    dice = random.Random(seed)
    content = bytearray(GOOD)
    for _ in range(dice.choice((1, 1, 2))):
        at = dice.randrange(GOOD.index(b"<Persons>") + 9, len(content) - 30)
        content[at : at + dice.choice((0, 0, 1))] = dice.choice(DAMAGE)

    elements = _elements(bytes(content))

    assert _read_elements(bytes(content)) == elements


DAMAGE = (
    b"<",
    b">",
    b"&",
    b"/",
    b"<!--",
    b"]]>",
    b"&lt;",
    b"&#65;",
    b"<a/>",
    b"<a>",
    b" ",
    b"<![CDATA[x]]>",
    b"\xe9",
    b"x",
)


def _elements(content: bytes) -> int | None:
    """How many elements lxml finds, none where it refuses the file."""
    try:
        tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    return sum(isinstance(each.tag, str) for each in tree.iter())


def _read_elements(content: bytes) -> int | None:
    try:
        return read_all(content)[0].counts.elements
    except ReturnRefused:
        return None


def test_text_before_the_first_person_and_inside_what_is_unknown_is_told_once():
    before = GOOD.replace(b"<Persons>", b"<Persons>loose")
    inside = GOOD.replace(b"<RYA>", b"<Colours><Colour>x</Colour>loose</Colours><RYA>", 1)

    assert [each.position for each in read_all(before)[1] if each.rule == "F07"] == [None]
    assert [each.rule for each in read_all(inside)[1] if each.rule in {"F02", "F07"}] == ["F02"]


def test_a_file_that_breaks_off_in_its_header_is_refused():
    with pytest.raises(ReturnRefused, match="not well-formed"):
        read_all(GOOD[: GOOD.index(b"<Source>")])


def test_long_files_and_long_tails_come_in_parts(monkeypatch: pytest.MonkeyPatch):
    whole = read_all(_with_care(GOOD))[0].counts
    monkeypatch.setattr("oneplan.returns.sen2.blocks.BLOCK", 300)
    monkeypatch.setattr("oneplan.returns.sen2.blocks.CAREFUL_BLOCK", 300)
    monkeypatch.setattr("oneplan.returns.sen2.opening.READ_AT_ONCE", 300)

    tail = read_all(GOOD + b" " * 1000)[0].counts
    parts = read_all(_with_care(GOOD))[0].counts

    assert parts.elements == tail.elements == whole.elements
