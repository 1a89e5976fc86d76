from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import OwnerPart
from oneplan.core.kernel import Problem
from oneplan.synthetic.example_plan import load
from oneplan.synthetic.example_plan.loading import check

PLAN = load()
UNDATED = {"To be decided", "TBC"}
# Actions, areas for improvement, measures and impacts of each table, in order.
ACTIONS = [15, 15, 7, 7, 9, 6, 15, 9, 11, 8, 11, 15, 6, 6, 14, 17, 15]
AREAS = [3, 4, 2, 3, 4, 2, 2, 3, 4, 1, 3, 2, 1, 3, 3, 2, 3]
MEASURES = [7, 9, 6, 4, 4, 3, 5, 1, 3, 3, 2, 5, 3, 3, 5, 2, 6]
IMPACTS = [4, 7, 4, 4, 2, 1, 7, 2, 1, 3, 3, 3, 2, 3, 3, 1, 3]


def action(ref):
    return next(found for found in PLAN.actions if found.ref == ref)


def test_three_priorities_hold_fourteen_sections_and_seventeen_tables():
    assert PLAN.priorities == ("Right support", "Right place", "Right time")
    assert [section.number for section in PLAN.sections] == [str(number) for number in range(1, 15)]
    assert len(PLAN.tables) == 17


def test_every_table_is_as_large_as_a_real_one():
    assert [len(table.actions) for table in PLAN.tables] == ACTIONS
    assert [len(table.all_areas) for table in PLAN.tables] == AREAS
    assert [len(table.measures) for table in PLAN.tables] == MEASURES
    assert [len(table.impacts) for table in PLAN.tables] == IMPACTS
    assert all(table.updates for table in PLAN.tables)


def test_every_ref_is_used_once():
    refs = [found.ref for found in PLAN.actions]

    assert len(refs) == len(set(refs)) == 186


def test_ratings_add_up():
    assert Counter(found.rating for found in PLAN.actions) == {
        Rating.NOT_STARTED: 99,
        Rating.ON_TRACK: 65,
        Rating.COMPLETE_UNEMBEDDED: 12,
        Rating.COMPLETE: 7,
        Rating.DELAYED: 3,
    }


def test_the_key_explains_each_of_five_ratings_by_a_colour_of_its_own():
    assert {entry.rating for entry in PLAN.key} == {found.rating for found in PLAN.actions}
    assert len({entry.colour for entry in PLAN.key}) == len({entry.fill for entry in PLAN.key}) == 5


def test_twenty_actions_have_no_date_and_twenty_have_no_owner():
    assert sum(found.due in UNDATED for found in PLAN.actions) == 20
    assert sum(not found.owners for found in PLAN.actions) == 20
    assert action("FF6").owner_lines == ("To be allocated",)


def test_ratings_are_as_at_november_2026_and_what_is_complete_was_due_that_year():
    complete = [found.due for found in PLAN.actions if found.rating is Rating.COMPLETE]

    assert PLAN.ratings_as_at == date(2026, 11, 13)
    assert {due.split()[-1] for due in complete} == {"2026"}


def test_dates_are_written_in_two_ways_and_some_depend_on_something():
    assert action("C1").due == "Mar 2027"
    assert action("SP1").due == "March 2027"
    assert {found.ref for found in PLAN.actions if "(" in found.due} == {"C7", "C9"}


def test_owners_are_joined_supported_and_told_apart_as_in_real_plans():
    advisers = {o.role for found in PLAN.actions for o in found.owners if o.role.startswith("Inclusion Adviser")}

    assert advisers == {"Inclusion Adviser (B)", "Inclusion Adviser (M)", "Inclusion Adviser (S)"}
    assert [owner.partner for owner in action("FCA4").owners] == ["Council", "PCF", "PCF", "ICB"]
    assert [owner.part for owner in action("C10").owners] == [OwnerPart.LEAD, OwnerPart.SUPPORT]
    assert len(action("C12").owners) == 2
    assert len(action("C12").owner_lines) == 1


def test_the_timeline_holds_what_was_achieved_and_three_years_of_promises():
    assert [len(period.promises) for period in PLAN.periods] == [22, 20, 32, 5]
    assert [period.achieved for period in PLAN.periods] == [True, False, False, False]


def test_the_faults_that_real_plans_have_are_there_to_be_found():
    refs = {found.ref for found in PLAN.actions}
    updates = " ".join(update.text for table in PLAN.tables for update in table.updates)

    assert "SL10" in refs
    assert "SP10" not in refs
    assert {"DI4", "DI6"} <= refs
    assert "DI5" not in refs
    assert "[links to action D18]" in action("EHC-C6").text
    assert "D18" not in refs
    assert "(SP8) is still being finalised" in updates
    assert action("SP8").rating is Rating.COMPLETE_UNEMBEDDED
    assert "31 September 2026" in updates
    assert [len(table.areas_left_out_of_summary) for table in PLAN.tables].count(1) == 1


def test_a_rating_that_the_key_does_not_explain_is_refused_by_its_ref():
    plan = replace(PLAN, key=tuple(entry for entry in PLAN.key if entry.rating is not Rating.DELAYED))

    with pytest.raises(Problem, match="SL10"):
        check(plan)


def test_a_page_that_calls_for_a_table_which_does_not_exist_is_refused():
    plan = replace(PLAN, grids={})

    with pytest.raises(Problem, match="glossary"):
        check(plan)


def test_loading_twice_gives_the_same_plan():
    assert load() is PLAN
