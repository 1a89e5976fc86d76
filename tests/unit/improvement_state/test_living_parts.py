"""Dates that come again, slippage, warnings, and edits that stand over a document."""

from datetime import date

import pytest

from oneplan.core.improvement.baselines import Slippage
from oneplan.core.improvement.edits import About, Change, Edit, standing_over
from oneplan.core.improvement.facets import Facet, Facets, facets_from_plain, facets_to_plain, from_plain, to_plain
from oneplan.core.improvement.frame import Frame, FrameLine, FrameSection
from oneplan.core.improvement.history import Event, EventKind, state_of
from oneplan.core.improvement.links import Link, LinkKind
from oneplan.core.improvement.proposing import propose_ref
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision
from oneplan.core.improvement.recurring import next_occurrence, occurrences
from oneplan.core.improvement.schedule import Condition, ConditionKind, Every, Recurrence, Schedule, Stage
from oneplan.core.improvement.slipping import Lean, Standing, slips
from oneplan.core.improvement.source import Source

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("every", "first", "on", "expected"),
    [
        (Every.WEEK, date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 12)),
        (Every.WEEK, date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 12)),
        (Every.MONTH, date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28)),
        (Every.MONTH, date(2026, 1, 31), date(2026, 3, 1), date(2026, 3, 31)),
        (Every.TWO_MONTHS, date(2026, 1, 15), date(2026, 2, 16), date(2026, 3, 15)),
        (Every.QUARTER, date(2025, 11, 30), date(2026, 2, 1), date(2026, 2, 28)),
        (Every.HALF_YEAR, date(2026, 1, 10), date(2026, 7, 11), date(2027, 1, 10)),
        (Every.YEAR, date(2024, 2, 29), date(2026, 2, 28), date(2026, 2, 28)),
        (Every.YEAR, date(2024, 2, 29), date(2028, 1, 1), date(2028, 2, 29)),
        (Every.MONTH, date(2026, 5, 1), date(2026, 3, 1), date(2026, 5, 1)),
    ],
)
def test_what_comes_again_is_next_due_on(every, first, on, expected):
    assert next_occurrence(Recurrence(every, first), on) == expected


def test_what_has_ended_does_not_come_again():
    assert next_occurrence(Recurrence(Every.MONTH, date(2026, 1, 1), date(2026, 3, 1)), date(2026, 3, 2)) is None


def test_every_time_between_two_days_is_told_once():
    monthly = Recurrence(Every.MONTH, date(2026, 1, 31))

    days = tuple(occurrences(monthly, date(2026, 2, 1), date(2026, 4, 30)))

    assert days == (date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("first", "due", "says"),
    [
        (DAY, date(2026, 4, 1), "30 days later than first planned."),
        (DAY, date(2026, 3, 1), "1 day earlier than first planned."),
        (DAY, DAY, "As first planned."),
        (DAY, None, "It had a date and has none now."),
        (None, DAY, "It never had a date."),
    ],
)
def test_slippage_is_told_in_words(first, due, says):
    assert Slippage(first, due, first).in_words == says


def test_slippage_from_the_baseline_is_told_apart():
    slipped = Slippage(date(2026, 1, 1), date(2026, 3, 1), date(2026, 2, 1), 1)

    assert (slipped.days, slipped.days_from_baseline) == (59, 28)


def _standing(ref, **more):
    plain = {"rating": Rating.ON_TRACK, "due_on": date(2026, 6, 30), "baseline_on": date(2026, 6, 30)}
    return Standing(ref, ref, **(plain | more))


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"is_gone": True}, "B1 is no longer in the plan."),
        ({"due_on": date(2026, 2, 1)}, "B1 was due on 1 February 2026 and is not done."),
        ({"due_on": date(2026, 7, 30)}, "B1 is due on 30 July 2026, after A1 itself."),
        ({"due_on": date(2026, 5, 2), "baseline_on": date(2026, 5, 1)}, "B1 is now due 1 day later than planned."),
        ({"due_on": None}, "B1 had a date and has none now."),
        ({"rating": Rating.DELAYED}, "B1 is delayed."),
    ],
)
def test_leaning_on_what_slips_is_a_warning(other, says):
    found = slips([_standing("A1"), _standing("B1", **other)], [Lean("A1", "B1", needs=True)], on=DAY)

    assert [(each.from_ref, each.to_ref, each.says, each.needs) for each in found] == [("A1", "B1", says, True)]


@pytest.mark.parametrize("other", [{}, {"rating": Rating.COMPLETE, "due_on": date(2026, 2, 1)}])
def test_leaning_on_what_stands_or_is_done_is_no_warning(other):
    assert slips([_standing("A1"), _standing("B1", **other)], [Lean("A1", "B1")], on=DAY) == ()


def test_a_warning_names_whatever_leans_on_it_in_turn_even_in_a_circle():
    actions = [_standing("A1"), _standing("B1", rating=Rating.DELAYED), _standing("C1"), _standing("D1")]
    leans = [Lean("A1", "B1"), Lean("C1", "A1"), Lean("D1", "C1"), Lean("A1", "D1")]

    found = {each.from_ref: each.behind for each in slips(actions, leans, on=DAY) if each.to_ref == "B1"}

    assert found == {"A1": ("C1", "D1")}


@pytest.mark.parametrize(
    ("beside", "taken", "title", "expected"),
    [
        (["SL1", "SL2", "SL4a"], {"SL1", "SL2", "SL4a"}, "", "SL5"),
        (["B2T-1.1", "B2T-1.2"], {"B2T-1.3"}, "", "B2T-1.4"),
        ([], set(), "Leading and commissioning together", "LCT1"),
        ([], {"A1"}, "", "A2"),
    ],
)
def test_a_ref_is_proposed_in_the_manner_of_its_section(beside, taken, title, expected):
    assert propose_ref(beside, taken, title=title) == expected


FULL = Facets(
    text="Do it",
    section="one",
    sources=(Source("audit", "Seen in ten files", "Q3"),),
    schedule=Schedule(
        Condition(ConditionKind.FUNDING, "the bid is agreed", "F1", DAY),
        (Stage("Draft", DAY, DAY), Stage("Final", date(2026, 6, 1))),
        Recurrence(Every.QUARTER, DAY, date(2027, 3, 1)),
    ),
    links=(Link("B1", LinkKind.NEEDS, "It pays for it"),),
)


def test_everything_kept_of_an_action_comes_back_from_plain_json():
    assert facets_from_plain(facets_to_plain(FULL)) == FULL


def test_an_event_of_before_these_were_kept_reads_as_having_none():
    plain = facets_to_plain(Facets(text="Old"))

    assert not {"sources", "schedule", "links"} & plain.keys()
    assert facets_from_plain(plain) == Facets(text="Old")


@pytest.mark.parametrize("facet", [Facet.SOURCES, Facet.SCHEDULE, Facet.LINKS])
def test_each_part_kept_here_can_change_by_itself(facet):
    plain = to_plain(facet, FULL.value(facet))

    assert from_plain(facet, plain) == FULL.value(facet)


def _due(day):
    return Due("", None, day, DuePrecision.DAY)


def _event(number, kind, **details):
    return Event(number, kind, DAY, details)


def _redated(number, day, kind=EventKind.DUE_CHANGED):
    return _event(number, kind, before=None, after=to_plain(Facet.DUE, _due(day)))


def test_the_first_date_is_kept_whatever_happens_to_it():
    added = Event(1, EventKind.ADDED, DAY, facets_to_plain(Facets(text="Do it", due=_due(DAY))))
    events = [
        added,
        _redated(2, date(2026, 5, 1)),
        _event(3, EventKind.BASELINE_ASKED),
        _redated(4, date(2026, 6, 1), EventKind.BASELINE_SET),
        _redated(5, date(2026, 7, 1)),
    ]

    state = state_of(events)

    assert (state.first_due.due_on, state.baseline.due_on) == (DAY, date(2026, 6, 1))
    assert (state.facets.due.due_on, state.baselines, state.is_baseline_asked) == (date(2026, 7, 1), 1, False)


def test_an_action_withdrawn_and_brought_back_stands_as_it_did():
    added = Event(1, EventKind.ADDED, DAY, facets_to_plain(FULL))
    gone = [added, _event(2, EventKind.SUPERSEDED)]

    assert state_of(gone).is_superseded
    assert not state_of([*gone, _event(3, EventKind.RESTORED)]).is_superseded


FRAME = Frame(
    title="One Plan",
    priorities=("Right support",),
    sections=(FrameSection("one", "1", "Leading", 1, "", "Lead well"),),
    areas=(FrameLine("one", "One picture"),),
)


@pytest.mark.parametrize(
    ("edit", "part", "expected"),
    [
        (
            Edit(About.SECTION, "one", Change.CHANGED, {"title": "Leading"}, {"title": "Leading together"}),
            "sections",
            (FrameSection("one", "1", "Leading together", 1, "", "Lead well"),),
        ),
        (Edit(About.AREAS, "one", Change.ADDED, {}, {"text": "Two"}), "areas", (*FRAME.areas, FrameLine("one", "Two"))),
        (
            Edit(About.AREAS, "one", Change.CHANGED, {"text": "One picture"}, {"text": "A picture"}),
            "areas",
            (FrameLine("one", "A picture"),),
        ),
        (Edit(About.AREAS, "one", Change.WITHDRAWN, {"text": "One picture"}), "areas", ()),
        (
            Edit(About.PRIORITY, "2", Change.ADDED, {}, {"title": "Right time"}),
            "priorities",
            ("Right support", "Right time"),
        ),
        (Edit(About.PRIORITY, "1", Change.CHANGED, {}, {"title": "Right help"}), "priorities", ("Right help",)),
    ],
)
def test_an_edit_stands_over_a_document_and_twice_says_the_same(edit, part, expected):
    once = standing_over(FRAME, [edit])

    assert getattr(once, part) == expected
    assert standing_over(once, [edit]) == once


def test_a_section_taken_out_here_comes_back_with_actions_that_a_document_puts_into_it():
    gone = Edit(About.SECTION, "one", Change.WITHDRAWN)

    assert standing_over(FRAME, [gone]).sections == ()
    assert standing_over(FRAME, [gone], held={"one"}).sections == FRAME.sections
