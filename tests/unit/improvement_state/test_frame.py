"""What a plan says besides its actions, when a document holds all of it or only a part."""

from dataclasses import replace

from tests.support.plans import read_action, reading

from oneplan.core.improvement import frame as frames
from oneplan.core.improvement.frame import EMPTY, changes_in_words, frame_of, merged
from oneplan.core.improvement.matching import KnownAction, is_same_plan

SLUGS = {"1": "one", "2": "two"}


def _frame(**more):
    return frame_of(replace(reading(), **more), SLUGS)


def test_a_first_document_is_the_whole_frame():
    assert merged(EMPTY, _frame(), held=()) == _frame()


def test_the_same_document_changes_nothing_in_words():
    assert changes_in_words(_frame(), merged(_frame(), _frame(), held={"one", "two"})) == ()


def test_a_document_with_one_section_leaves_the_other_where_actions_stand_in_it():
    whole = _frame()
    part = _frame(sections=reading().sections[1:], priorities=("Right time",), measures=(), promises=(), key=())

    after = merged(whole, part, held={"one"})

    assert [each.slug for each in after.sections] == ["two", "one"]
    assert after.measures == whole.measures
    assert after.promises == whole.promises
    assert after.key == whole.key


def test_a_section_that_is_kept_stays_under_its_own_priority():
    part = _frame(sections=reading().sections[1:], priorities=("Right time",))

    after = merged(_frame(), part, held={"one"})

    assert after.priorities == ("Right time", "Right support")
    assert {each.slug: each.priority for each in after.sections} == {"two": 1, "one": 2}


def test_an_empty_section_goes_when_the_document_leaves_it_out():
    part = _frame(sections=reading().sections[1:])

    assert [each.slug for each in merged(_frame(), part, held={"two"}).sections] == ["two"]


def test_changes_are_told_in_sentences():
    after = _frame(plan="A better title", measures=())

    assert changes_in_words(_frame(), after) == (
        "The plan's title becomes “A better title”.",
        "Measures: 0 added or reworded, 1 no longer there.",
    )


def test_a_frame_survives_being_written_down():
    assert frames.from_plain(frames.to_plain(_frame())) == _frame()


def test_a_document_with_the_title_of_a_plan_is_a_copy_of_it():
    assert is_same_plan(reading(title="Test  one plan"), "Test One Plan", ())


def test_a_document_with_other_words_under_the_same_refs_is_a_plan_of_its_own():
    known = [
        KnownAction(ref, text, "") for ref, text in (("A1", "Cut waiting"), ("A2", "Hire nurses"), ("B1", "Listen"))
    ]

    assert not is_same_plan(reading(title="Another plan"), "Test One Plan", known)


def test_a_renamed_copy_is_known_by_its_actions():
    known = [KnownAction("A1", "Do what A1 says", ""), KnownAction("Z9", "Something else", "")]

    assert is_same_plan(
        reading(read_action("A1"), read_action("A5", "New words altogether"), title="Renamed"), "X", known
    )
