"""Easy words are easy: short sentences, few hard words, one idea in each."""

import pytest

from oneplan.adapters.packs.symbols import symbol_drawn
from oneplan.core.improvement.plain_words import hard_sentences, school_years
from oneplan.core.kernel import Problem
from oneplan.rulebook.pack_files import load_easy_read, load_pack_rules

EASY = load_easy_read()
VALUES = {
    **dict.fromkeys(("total", "done", "going", "trouble", "late", "other"), "12"),
    "plan": "our plan",
    "area": "The council",
}


def test_the_sentences_of_the_easy_read_version_ask_for_few_years_of_school() -> None:
    text = " ".join(line.format(**VALUES) for part in EASY.parts for line in (*part.lines, part.none))

    assert school_years(text) <= EASY.highest_grade


def test_no_sentence_of_the_easy_read_version_is_long() -> None:
    lines = [line.format(**VALUES) for part in EASY.parts for line in part.lines]

    assert hard_sentences(lines, longest=EASY.longest_sentence) == ()


@pytest.mark.parametrize("part", EASY.parts, ids=lambda part: part.title)
def test_every_part_has_a_picture_of_our_own(part) -> None:
    assert symbol_drawn(part.picture).startswith("<svg")


def test_a_hard_text_asks_for_more_years_of_school_than_an_easy_one() -> None:
    hard = "The partnership's governance arrangements necessitate comprehensive accountability for implementation."

    assert school_years(hard) > school_years("We will fix it. You can tell us what you think.") + 5


def test_no_words_ask_for_no_school() -> None:
    assert school_years("") == 0.0


def test_a_long_sentence_is_named() -> None:
    long = "This sentence goes on and on and on and never comes to the end that people hoped it would reach"

    assert hard_sentences([f"Short. {long}."], longest=16) == (long,)


def test_what_everybody_may_read_is_held_to_the_public_profile() -> None:
    public = [tier for tier in load_pack_rules().tiers.values() if tier.is_public]

    assert {tier.profile for tier in public} == {"public"}
    assert {tier.id for tier in public} >= {"public", "easy-read", "committee"}


def test_a_tier_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Problem, match="no pack for") as refusal:
        load_pack_rules().tier("nobody")

    assert "board" in refusal.value.do
