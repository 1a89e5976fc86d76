"""Whatever a document holds, every line has exactly one fate and no action is made of words that stand in none."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.plan_documents import html_table, web_page, word_document, workbook

from oneplan.core.improvement.reading_json import from_json, to_json
from oneplan.plandocs import read

WORDS = st.sampled_from(
    [
        "write",
        "the",
        "guide",
        "for",
        "settings",
        "review",
        "plans",
        "agree",
        "with",
        "families",
        "Head",
        "of",
        "SEND",
        "DCO",
        "Inclusion",
        "Lead",
        "TBC",
        "Ongoing",
        "On",
        "track",
        "Complete",
        "Green",
        "Red",
        "September",
        "2025",
        "31.02.26",
        "Spring",
        "term",
        "2026",
        "1",
        "1.1",
        "SP1",
        "SP2",
        "SP4a",
        "Phase",
        "1:",
        "Priority",
        "2:",
        "Ref",
        "Action",
        "Owner",
        "Due",
        "Rating",
        "•",
        "|",
        ":",
        "-",
        "(",
        ")",
        "“",
        "”",
        "é",
        "£5",
        "20%",
    ]
)
PHRASE = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
FIXED = st.sampled_from(
    [
        "Ref\tAction\tOwner\tDue\tRating",
        "SP1\tWrite it\tHead of SEND\tMay 2026\tOn track",
        "\tand the rest of it\t\t\t",
        "| Ref | Action | Lead | Due |",
        "|---|---|---|---|",
        "---\t---\t---",
        "# Plan",
        "## 1. Governance",
        "#### A. Panels",
        "Areas for improvement",
        "<b>How we'll assess</b>\t<ul><li>Number held</li></ul>\t<b>What we will see</b>\t<ul><li>More</li></ul>",
        "What you will see by the end of academic year 2025/2026 (September 2026)",
        "1. A promise",
        "- a bullet",
        "DRAFT",
        "Page 2 of 9",
        "Contents",
        "1. Governance ........ 3",
        "Colour\tMeaning",
        "Green\tComplete",
        "Action: write it Owner: DCO Due: May 2026",
        "1. By end of Mar 26, we will agree it. 2. By end of May 26, we will send it.",
        "Ref Action Owner Due Rating SP1 Write it DCO May 2026 On track SP2 Send it DCO June 2026 Complete",
        "All ratings are accurate as at 14 May 2025.",
        "",
        "   ",
        "\f",
        "\u200b",
        "\t\t",
        "| | |",
        "<p></p>",
    ]
)
ANYTHING = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
LINES = st.lists(st.one_of(FIXED, PHRASE, ANYTHING), max_size=25)
UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\\s]")


def letters(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w", text))


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_every_non_blank_line_of_a_text_has_exactly_one_fate(lines):
    text = "Plan\n" + "\n".join(lines)
    source = Counter(UNSEEN.sub("", line) for line in re.split(r"\r\n|\r|\n", text) if UNSEEN.sub("", line))

    reading = read(text.encode(), name="plan.txt")

    assert Counter(UNSEEN.sub("", line.text) for line in reading.lines) == source
    assert len({line.line for line in reading.lines}) == len(reading.lines)
    assert len(reading.review) == sum(line.fate.value == "review" for line in reading.lines)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_an_action_is_made_only_of_letters_that_stand_on_its_lines(lines):
    reading = read(("Plan\n" + "\n".join(lines)).encode(), name="plan.txt")

    texts = {line.line: line.text for line in reading.lines}
    for action in reading.actions:
        stands = letters(" ".join(texts.get(line, "") for line in action.lines))
        assert not letters(action.text) - stands
        assert not letters("" if action.ref_assigned else action.ref) - stands


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_a_reading_comes_back_from_json_as_it_was(lines):
    reading = read(("Plan\n" + "\n".join(lines)).encode(), name="plan.txt")

    assert from_json(to_json(reading)) == reading


CELLS = st.lists(st.lists(PHRASE, min_size=4, max_size=4), min_size=1, max_size=5)


@given(CELLS)
@settings(max_examples=25, deadline=None)
def test_the_words_of_a_table_are_accounted_for_in_word_excel_and_html(rows):
    wanted = Counter(re.findall(r"\w+", " ".join(cell for row in rows for cell in row)))

    for content in (
        word_document(("table", rows)),
        workbook({"Plan": rows}),
        web_page(html_table([[cell.replace("<", "") for cell in row] for row in rows])),
    ):
        reading = read(content, name="plan")
        told = Counter(re.findall(r"\w+", " ".join(line.text for line in reading.lines)))
        assert not wanted - told
