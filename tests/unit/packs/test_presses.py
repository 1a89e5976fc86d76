"""Both presses set the same pack: every block, named for those who do not see it, whatever its words are made of."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document

from oneplan.adapters.packs.reading_back import pdf_words, plain, word_words
from oneplan.adapters.packs.shapes import Cell, Column, Grid, Heading, Pack, Part, Picture, Points, Quote, Words
from oneplan.adapters.packs.typst_pack import pdf_of
from oneplan.adapters.packs.word_pack import check_template, word_of
from oneplan.adapters.packs.word_template import own_template
from oneplan.adapters.pictures.control_chart import Chart, ChartPoint
from oneplan.core.kernel import Problem

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CHART = Chart(tuple(ChartPoint(date(2026, month, 1), 40.0 + month) for month in range(1, 9)), axis="Per cent")
AWKWARD = "Costs < £5m & “half”, {{ not a mark }} #let x = 1 $y$ *z* @ref <label> // and {% no tag %}"


def a_pack(tier: str = "board") -> Pack:
    grid = Grid(
        "Actions of one part",
        (Column("Ref", 20), Column("Action", 60), Column("Number", 20, is_number=True)),
        ((Cell("A1"), Cell(AWKWARD), Cell("1,234")), (Cell("A2"), Cell("Second", "delayed"), Cell("5"))),
    )
    blocks = (
        Heading("1. Leadership"),
        Words("Leaders must own it.", "lead"),
        Words("No measure is linked.", "missing"),
        Points(("One thing", "Another thing")),
        Quote("They listened to me.", "Young people"),
        grid,
        Heading("How anyone will know", 3),
        Picture("Plans on time", "Line chart of plans on time, rising", "It rises.", CHART),
    )
    facts = (
        ("Made on", "22 November 2026"),
        ("Ratings as at", "1 November 2026"),
        ("Figures as at", "22 November 2026"),
    )
    return Pack(
        "Our plan: board",
        "Our plan",
        "Merrowdale",
        tier,
        "Board",
        "",
        AWKWARD,
        facts,
        (Part("areas", "Areas", blocks),),
    )


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pdf_of(a_pack(), made_at=NOW)


@pytest.fixture(scope="module")
def word() -> bytes:
    return word_of(a_pack())


def test_both_hold_every_word(pdf, word) -> None:
    for words in (plain(pdf_words(pdf)), plain(word_words(word))):
        for said in ("Leaders must own it.", "Another thing", "They listened to me.", "1,234", AWKWARD, "It rises."):
            assert plain(said) in words, said


def test_the_pdf_says_that_it_is_made_for_those_who_hear_it(pdf) -> None:
    assert b"pdfuaid" in pdf
    assert re.search(rb"/Lang\s*\(en-GB\)", pdf)
    assert b"/StructTreeRoot" in pdf
    assert b"/MarkInfo" in pdf


def test_every_picture_of_the_word_document_says_what_it_shows(word) -> None:
    shapes = Document(BytesIO(word)).inline_shapes

    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["Line chart of plans on time, rising"]


def test_the_word_document_has_headings_and_a_heading_row_that_repeats(word) -> None:
    document = Document(BytesIO(word))
    styles = {each.text: each.style.name for each in document.paragraphs}

    assert (styles["Areas"], styles["1. Leadership"]) == ("Heading 1", "Heading 2")
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Ref", "Action", "Number"]
    assert document.core_properties.language == "en-GB"


def test_a_heading_without_words_is_in_no_document(word) -> None:
    headings = [each.text for each in Document(BytesIO(word)).paragraphs if each.style.name.startswith("Heading")]

    assert all(headings)


def test_the_easy_version_is_set_from_parts_with_pictures() -> None:
    part = Part("easy", "Easy", (Heading("About"), Picture("About", "People", symbol="people"), Words("We help.")))

    made = pdf_of(Pack("Plan", "Plan", "Area", "easy-read", "Easy read", "", "", (), (part,)), made_at=NOW)

    assert plain("We help.") in plain(pdf_words(made))


def test_a_heading_that_skips_a_level_is_refused_in_words() -> None:
    pack = a_pack()
    skipping = Pack(*(getattr(pack, name) for name in pack.__slots__[:-1]), (Part("x", "X", (Heading("Deep", 3),)),))

    with pytest.raises(Problem, match="could not be set"):
        pdf_of(skipping, made_at=NOW)


def test_our_own_template_is_one_that_packs_can_be_set_in() -> None:
    check_template(own_template())


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        (("{{ title }}",), "does not say where the contents go"),
        (("{{ colour }}", "{{ contents }}"), "asks for something"),
        (("{{ title.__class__.__mro__ }}", "{{ contents }}"), "asks for something"),
        (("{% for %}", "{{ contents }}"), "asks for something"),
        (("{{ 1 / 0 }}", "{{ contents }}"), "asks for something"),
        (("{{ title + 1 }}", "{{ contents }}"), "asks for something"),
        (("{% include 'x' %}", "{{ contents }}"), "asks for something"),
        (("{{ '{0.__class__}'.format(title) }}", "{{ contents }}"), "asks for something"),
        (("{% for each in range(10**9) %}x{% endfor %}", "{{ contents }}"), "asks for something"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_in_words(marks, says) -> None:
    document, stream = Document(), BytesIO()
    for mark in marks:
        document.add_paragraph(mark)
    document.save(stream)

    with pytest.raises(Problem, match=says):
        check_template(stream.getvalue())
