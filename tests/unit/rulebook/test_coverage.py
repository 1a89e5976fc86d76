"""What the coverage lists must hold, whatever they say is carried."""

from collections import Counter

import pytest

from oneplan.core.kernel import Problem
from oneplan.rulebook import coverage as rulebook
from oneplan.rulebook.coverage import Carrier, CoverageItem, CoverageState, Step, coverage


def items_of(name: str) -> tuple[CoverageItem, ...]:
    return next(each for each in coverage() if each.id == name).items


def test_every_part_of_an_improvement_plan_is_listed() -> None:
    titles = [item.title.split(".")[0] for item in items_of("plan-sections")]

    assert titles == [str(number) for number in range(1, 15)]


def test_every_one_of_the_seventeen_tables_is_listed_with_what_it_needs() -> None:
    tables = Counter(item.group for item in items_of("plan-tables"))

    assert len(tables) == 17
    assert min(tables.values()) >= 3


def test_every_practice_guide_from_pg01_to_pg28_is_listed_once() -> None:
    numbers = [item.number for item in items_of("practice-guides")]

    assert numbers == [f"PG{number:02d}" for number in range(1, 29)]


def test_the_ten_tips_hold_sixty_eight_questions() -> None:
    by_tip = Counter(int(item.number.split(".")[0]) for item in items_of("leadership-questions"))

    assert [by_tip[tip] for tip in range(1, 11)] == [10, 8, 7, 8, 7, 6, 4, 5, 8, 5]
    assert by_tip.total() == 68


def test_every_question_is_asked_as_a_question() -> None:
    not_asked = [item.id for item in items_of("leadership-questions") if not item.title.endswith("?")]

    assert not_asked == []


def test_what_is_missing_always_names_the_step_that_brings_it() -> None:
    silent = [
        item.id
        for each in coverage()
        for item in each.items
        if item.state is not CoverageState.CARRIED and item.step is None
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("carried", "still", "state"),
    [(False, "", CoverageState.NOT_YET), (True, "The rest.", CoverageState.IN_PART), (True, "", CoverageState.CARRIED)],
)
def test_an_item_counts_as_carried_only_when_nothing_is_missing(
    carried: bool, still: str, state: CoverageState
) -> None:
    carriers = (Carrier("dates", "Dates", page="dates"),) if carried else ()

    item = CoverageItem("one", "One", carried_by=carriers, still=still, step=Step("later", "Later", "Later."))

    assert item.state is state


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a", "title": "A", "carried_by": ["nowhere"]},
        {"id": "a", "title": "A", "carried_by": [], "step": "never"},
        {"id": "a", "title": "A", "carried_by": []},
        {"id": "a", "title": "A", "carried_by": ["dates"], "step": "running"},
    ],
    ids=["unknown carrier", "unknown step", "nothing at all", "a step with nothing missing"],
)
def test_an_entry_that_cannot_be_true_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(Problem, match="coverage entry"):
        rulebook._item(row)


def test_two_entries_with_one_id_are_refused() -> None:
    with pytest.raises(Problem, match="stands twice"):
        rulebook._refuse_repeats(["one", "two", "one"])
