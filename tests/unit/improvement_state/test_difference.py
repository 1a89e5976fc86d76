"""What an edited document would change, and whose words stand where two people changed one thing."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.plans import read_action, reading

from oneplan.core.improvement.difference import CurrentAction, conflict_key, difference, facets_of, missing_key
from oneplan.core.improvement.facets import Facet, Rated, facets_to_plain, to_plain
from oneplan.core.improvement.history import KIND_OF_CHANGE, Event, EventKind, state_of
from oneplan.core.improvement.matching import KnownSection
from oneplan.core.improvement.rating import Rating

SECTIONS = (KnownSection("one", "1", "Leading together"), KnownSection("two", "2", "Helping early"))
SLUGS = {"1": "one", "2": "two"}
DAY = date(2026, 3, 2)
OURS, THEIRS = Rated("Off track", Rating.DELAYED), Rated("Complete", Rating.COMPLETE)


def _current(read, *, rated=None):
    events = [Event(1, EventKind.IMPORTED, DAY, facets_to_plain(facets_of(read, SLUGS)), from_import=True)]
    if rated:
        details = {"before": None, "after": to_plain(Facet.RATING, rated)}
        events.append(Event(2, KIND_OF_CHANGE[Facet.RATING], DAY, details))
    return CurrentAction(read.key, read.ref, state_of(events), ref_is_given=not read.ref_assigned)


def _difference(rows, current, decisions=None):
    return difference(reading(*rows), sections=SECTIONS, actions=current, decisions=decisions or {})


def test_the_same_document_changes_nothing():
    rows = [read_action("A1"), read_action("A2")]

    found = _difference(rows, [_current(row) for row in rows])

    assert (found.new, found.changed, found.missing) == ((), (), ())
    assert found.unchanged == ("A1", "A2")


def test_spacing_and_typographic_marks_are_no_change():
    written = read_action("A1", "Write the board's paper  in May")

    found = _difference([replace(written, text="Write the board\u2019s paper in May")], [_current(written)])

    assert found.changed == ()


def test_a_new_row_is_new_and_a_lost_row_is_missing_and_kept():
    found = _difference([read_action("A2")], [_current(read_action("A1"))])

    assert [each.ref for each in found.new] == ["A2"]
    assert [(each.ref, each.decision) for each in found.missing] == [("A1", "keep")]


def test_a_lost_row_is_superseded_only_when_somebody_says_so():
    found = _difference([read_action("A2")], [_current(read_action("A1"))], {missing_key("A1"): "supersede"})

    assert found.missing[0].decision == "supersede"


def test_each_changed_part_is_named_with_both_texts():
    before = read_action("A1")

    found = _difference(
        [replace(before, text="Do more", rating=Rating.DELAYED, rating_raw="Off track")], [_current(before)]
    )

    assert [(each.field, each.before, each.after) for each in found.changed[0].fields] == [
        (Facet.TEXT, "Do what A1 says", "Do more"),
        (Facet.RATING, "On track", "Off track (delayed)"),
    ]
    assert found.conflicts == ()


def test_what_was_changed_here_stands_when_the_document_repeats_its_old_words():
    row = read_action("A1")

    found = _difference([row], [_current(row, rated=OURS)])

    assert found.changed == ()


def test_what_was_changed_in_both_places_is_a_conflict_and_ours_stands():
    row = read_action("A1")

    found = _difference([replace(row, rating=THEIRS.rating, rating_raw=THEIRS.raw)], [_current(row, rated=OURS)])

    assert found.conflicts[0].fields[0].decision == "ours"


def test_theirs_is_taken_only_when_somebody_says_so():
    row = read_action("A1")
    decisions = {conflict_key("A1", Facet.RATING): "theirs"}

    found = _difference(
        [replace(row, rating=THEIRS.rating, rating_raw=THEIRS.raw)], [_current(row, rated=OURS)], decisions
    )

    assert found.changed[0].fields[0].decision == "theirs"
    assert found.changed[0].fields[0].value == THEIRS


def test_the_same_change_in_both_places_is_no_conflict():
    row = read_action("A1")

    found = _difference([replace(row, rating=OURS.rating, rating_raw=OURS.raw)], [_current(row, rated=OURS)])

    assert found.changed == ()


def test_an_action_that_moves_to_another_section_changes_its_section():
    row = read_action("A1")

    found = _difference([replace(row, section="2")], [_current(row)])

    assert [each.field for each in found.changed[0].fields] == [Facet.SECTION]


def test_actions_without_refs_are_known_by_their_words_when_a_row_is_put_between_them():
    first, second = (
        read_action(f"1.{n}", text, ref_assigned=True) for n, text in ((1, "Train all staff"), (2, "Publish the offer"))
    )
    inserted = read_action("1.1", "Appoint a lead for autism", ref_assigned=True)
    moved = [
        inserted,
        replace(first, key="1.2", ref="1.2"),
        replace(second, key="1.3", ref="1.3", text="Publish the whole offer"),
    ]

    found = _difference(moved, [_current(first), _current(second)])

    assert [each.text for each in found.new] == ["Appoint a lead for autism"]
    assert [change.key for change in found.changed] == ["1.2"]
    assert found.missing == ()
    assert len(set(found.keys.values())) == 3


@pytest.mark.parametrize("number", ["1", ""])
def test_a_section_is_known_by_its_number_or_else_by_its_title(number):
    what = reading(read_action("A1"))
    renamed = replace(what, sections=(replace(what.sections[0], number=number),))

    found = difference(renamed, sections=SECTIONS, actions=(), decisions={})

    assert found.slugs[number or "Leading together"] == "one"


def test_a_section_that_is_new_gets_a_name_of_its_own():
    what = reading(read_action("A1"))
    renamed = replace(what, sections=(replace(what.sections[0], number="9", title="One"),))

    found = difference(renamed, sections=(KnownSection("9-one", "3", "x"),), actions=(), decisions={})

    assert found.slugs["9"] == "9-one-2"
