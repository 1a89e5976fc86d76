"""How figures are told: shares as people say them, findings as titles, targets only in the plan's own words."""

from decimal import Decimal

import pytest
from tests.support.figure_rows import a_link, a_tree, a_value, measure_words

from oneplan.rulebook.measure_files import load_measures
from oneplan.web.measures.findings import SENTENCES, finding_of, share_in_words, unshown
from oneplan.web.measures.targets import targets_of


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        ("0", "none"),
        ("0.4", "1 in every 100"),
        ("24.6", "a quarter"),
        ("33.3", "a third"),
        ("48.6", "just under half"),
        ("50.2", "half"),
        ("51.9", "just over half"),
        ("66.7", "two thirds"),
        ("84.5", "84 in every 100"),
        ("90.3", "nine in ten"),
        ("98.1", "nearly all"),
        ("100", "all"),
    ],
)
def test_a_share_is_said_as_people_say_it(percent: str, said: str) -> None:
    assert share_in_words(Decimal(percent)) == said


def test_the_title_of_a_measure_is_its_finding() -> None:
    value = a_value("48.6%", "48.6", 17, 35)

    assert finding_of(measure_words("plans-in-20-weeks"), value) == "Just under half of the plans were issued in time"


@pytest.mark.parametrize(("amount", "said"), [("5.2", "grew by 5.2%"), ("-1.3", "fell by 1.3%")])
def test_growth_says_which_way(amount: str, said: str) -> None:
    value = a_value(f"{Decimal(amount):+}%", amount, 100, 95)

    assert finding_of(measure_words("plan-growth", kind="growth"), value) == f"Plans {said} over a year"


def test_a_measure_of_the_areas_own_is_named_with_its_value() -> None:
    value = a_value("12", "12", 12, None)

    assert finding_of(measure_words("our-own", title="Quiet rooms"), value) == "Quiet rooms: 12"


def test_a_number_that_may_not_be_shown_is_never_nought() -> None:
    hidden = a_value("", None, None, None, reason="hidden")

    assert finding_of(measure_words("requests", title="Requests"), hidden) == f"Requests: {unshown(hidden)}"
    assert "0" not in unshown(hidden)


def test_every_sentence_belongs_to_a_measure() -> None:
    assert sorted(SENTENCES) == sorted(load_measures().by_id)


def test_a_target_is_read_only_from_a_sentence_that_speaks_of_the_measure() -> None:
    link = a_link("plans-in-20-weeks", section="b")
    said = {
        "Nearly all assessments are finished within 20 weeks, and never fewer than 85%": "85%",
        "Audits grade more than 80% as good": None,
        "Within 20 weeks in 60% of cases this year and 85% the next": None,
    }

    found = {text: targets_of(a_tree(impacts={"b": text}), [link]) for text in said}

    assert {text: next((each.words for each in targets.values()), None) for text, targets in found.items()} == said


def test_a_part_of_a_section_has_the_targets_of_the_whole() -> None:
    tree = a_tree(impacts={"whole": "Plans are sent within 20 weeks in 85% of cases"}, parents={"part": "whole"})

    targets = targets_of(tree, [a_link("plans-in-20-weeks", section="part")])

    assert targets["plans-in-20-weeks"].amount == Decimal(85)
