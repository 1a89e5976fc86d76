"""The days of a cycle, what stands of it, what an answer must hold, and what changed between two snapshots."""

from datetime import date

import pytest

from oneplan.core.improvement.alone import AloneRules, Carried, lone_holders
from oneplan.core.improvement.cycle_snapshots import changed_between, digest_of, snapped
from oneplan.core.improvement.cycles import (
    Answer,
    Stage,
    Standing,
    days_of,
    faults_in,
    is_reminder_day,
    stage_of,
    standing_of,
)
from oneplan.core.improvement.facets import Facet, Rated
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, Owner
from oneplan.rulebook.cycle_files import alone_rules, cycle_calendar, cycle_rules
from oneplan.rulebook.plans import plan_rules

RULES = cycle_rules()
DAYS = days_of(date(2026, 3, 23), RULES, cycle_calendar())


def test_days_are_working_days_and_leave_out_easter():
    assert (DAYS.reply_by, DAYS.clear_by, DAYS.lock_on) == (date(2026, 4, 8), date(2026, 4, 15), date(2026, 4, 22))


def test_the_next_round_opens_on_a_working_day_two_months_later():
    opened_for_sunday = days_of(date(2026, 1, 15), RULES, cycle_calendar())

    assert DAYS.next_opens_on == date(2026, 5, 26)
    assert opened_for_sunday.next_opens_on == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        (date(2026, 3, 20), Stage.PLANNED),
        (date(2026, 3, 23), Stage.REPLYING),
        (date(2026, 4, 8), Stage.REPLYING),
        (date(2026, 4, 9), Stage.CLEARING),
        (date(2026, 4, 16), Stage.LOCKING),
    ],
)
def test_a_round_is_somewhere_on_each_day(on, stage):
    assert stage_of(DAYS, on, is_locked=False) is stage
    assert stage_of(DAYS, on, is_locked=True) is Stage.LOCKED


def test_reminders_by_themselves_fall_on_their_days_alone():
    due = [
        day
        for day in (date(2026, 4, number) for number in range(1, 20))
        if is_reminder_day(DAYS.reply_by, day, RULES, cycle_calendar())
    ]

    assert due == [date(2026, 4, number) for number in (2, 8, 9, 13, 15)]


@pytest.mark.parametrize(
    ("withdrawn", "newest", "cleared", "standing"),
    [
        (False, 0, None, Standing.WAITING),
        (False, 7, None, Standing.REPLIED),
        (False, 7, 7, Standing.CLEARED),
        (False, 8, 7, Standing.REPLIED_AGAIN),
        (False, 0, 0, Standing.CLEARED),
        (True, 8, 7, Standing.WITHDRAWN),
    ],
)
def test_what_was_asked_stands_somewhere(withdrawn, newest, cleared, standing):
    assert standing_of(is_withdrawn=withdrawn, newest_reply=newest, cleared_upto=cleared) is standing


def test_every_fault_of_an_answer_is_named_at_once():
    answer = Answer(done="x" * 11, rating="Fine", due_on=date(2026, 1, 1))

    assert [each.part for each in faults_in(answer, words=("On track",), longest=10)] == [
        "rating",
        "rating_reason",
        "due_reason",
        "done",
    ]


def snap(action_id="a", ref="A1", rating=Rating.ON_TRACK, owners=(), text="Do it", words="", changed_on=""):
    values = {
        Facet.TEXT: text,
        Facet.SECTION: "one",
        Facet.RATING: Rated("", rating),
        Facet.DUE: Due(),
        Facet.OWNERS: owners,
    }
    return {"id": action_id, "ref": ref, "words": words, "changed_on": changed_on, **snapped(values)}


def test_two_snapshots_differ_by_what_changed_and_nothing_else():
    before = [snap(), snap("b", "B1"), snap("c", "C1")]
    after = [
        snap(rating=Rating.DELAYED, changed_on="2026-03-09"),
        snap("c", "C1", owners=(Owner("SENCO Lead"),), words="Half done"),
        snap("d", "D1", text="New work"),
    ]

    found = changed_between(before, after)

    assert [(each.ref, each.facet, each.before, each.after) for each in found] == [
        ("A1", "rating", "on track", "delayed"),
        ("C1", "owners", "nobody yet", "SENCO Lead"),
        ("C1", "words", "", "Half done"),
        ("D1", "new", "", "New work"),
        ("B1", "gone", "Do it", ""),
    ]
    assert found[0].on == date(2026, 3, 9)
    assert changed_between(before, before) == ()


def test_a_fingerprint_changes_with_any_word():
    assert digest_of({"a": [1]}) == digest_of({"a": [1]})
    assert digest_of({"a": [1]}) != digest_of({"a": [2]})


def test_a_role_is_a_risk_by_how_much_it_holds_alone_or_what_waits_for_it():
    rules = AloneRules(actions=3, share=0.9, share_from=3, referred_to=2)
    alone = [Carried(str(n), f"A{n}", ("Manager",), ("Manager",)) for n in range(3)]
    waited_for = Carried("w", "W1", ("Officer",), ("Officer",), referred_to=2)
    shared = Carried("s", "S1", ("Officer",), ("Officer", "Manager"))
    once = Carried("o", "O1", ("Adviser",), ("Adviser",))

    found = lone_holders([*alone, waited_for, shared, once], rules)

    assert [(each.role, [one.ref for one in each.held], each.is_said) for each in found] == [
        ("Manager", ["A0", "A1", "A2"], True),
        ("Officer", ["W1"], True),
        ("Adviser", ["O1"], False),
    ]
    assert found[1].because == ("other actions wait for W1",)


def test_the_rules_of_the_rulebook_are_whole():
    assert RULES.reply < RULES.clear < RULES.lock
    assert RULES.months == plan_rules("cycle")["months"]
    assert alone_rules().share_from > 0
