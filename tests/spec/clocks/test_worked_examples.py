"""The worked examples that the product publishes: each is run, and none is missing."""

import pytest

from oneplan.core.pathways import IssuedPlan, timeliness
from oneplan.core.pathways.timeliness import Counted
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.example_files import CohortExample, Example, load_examples

EXAMPLES = load_examples()


@pytest.mark.parametrize("example", EXAMPLES.stories, ids=lambda example: example.id)
def test_a_worked_example_comes_out_as_it_was_worked_by_hand(example: Example):
    book = load_rulebook()

    answers = example.question(book).answer(book.rules)

    assert example.unmet(answers) == []


def test_an_example_names_only_rules_that_the_rulebook_holds():
    rules = load_rulebook().rules
    held = {clock.rule for pathway in rules.pathways for clock in pathway.clocks} | set(rules.exceptions)
    how_days_roll = {"TRIB-01", "TRIB-02", "TRIB-03"}

    named = {rule for each in (*EXAMPLES.stories, *EXAMPLES.cohorts) for rule in each.rules}

    assert named <= held | how_days_roll


@pytest.mark.parametrize("cohort", EXAMPLES.cohorts, ids=lambda cohort: cohort.id)
def test_a_cohort_gives_both_published_measures(cohort: CohortExample):
    plans = [IssuedPlan(days, exception) for days, exception in cohort.plans]

    found = timeliness(plans, load_rulebook().rules, EXAMPLE_DAY)

    assert figures(found.including, found.excluding) == cohort.expected


def test_the_worked_examples_are_numbered_without_a_gap():
    numbers = {each.id[:3] for each in (*EXAMPLES.stories, *EXAMPLES.cohorts)}

    assert sorted(numbers) == [f"W{number:02}" for number in range(1, 85)]


def test_no_two_examples_share_an_id():
    ids = [each.id for each in (*EXAMPLES.stories, *EXAMPLES.cohorts)]

    assert len(ids) == len(set(ids))


def test_an_example_that_expects_the_wrong_day_is_found_out():
    book = load_rulebook()
    example = next(each for each in EXAMPLES.stories if each.id == "W01")
    wrong = Example(**{**as_fields(example), "expected": ({"output": "final_plan_due", "due_on": "2026-05-26"},)})

    unmet = wrong.unmet(wrong.question(book).answer(book.rules))

    assert unmet == [{"output": "final_plan_due", "due_on": "2026-05-26"}]


def figures(including: Counted, excluding: Counted) -> dict[str, object]:
    return {
        "including_issued": including.issued,
        "including_within": including.within,
        "including_percent": str(including.percent_within),
        "excluding_issued": excluding.issued,
        "excluding_within": excluding.within,
        "excluding_percent": str(excluding.percent_within),
        "including_over_52_weeks": including.over,
    }


def as_fields(example: Example) -> dict[str, object]:
    return {name: getattr(example, name) for name in Example.__dataclass_fields__}


EXAMPLE_DAY = load_examples().stories[0].question(load_rulebook()).as_of
