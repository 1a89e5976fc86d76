"""A cycle is opened, answered, cleared and locked, and keeps everything that was said."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.integration.delivery.conftest import TODAY

from oneplan.actions.clearing import Words, clear_line
from oneplan.actions.contributions import add_evidence, state_impact
from oneplan.actions.delivery_cycles import ask_instead, lock_cycle, open_cycle, record_reminder, withdraw_line
from oneplan.actions.plan_lines import change_owners
from oneplan.actions.replies import reply
from oneplan.answers.delivery import changes_since_lock, cleared_updates, latest_lock, on_time
from oneplan.core.access import NotAllowed
from oneplan.core.improvement.cycles import Answer, Standing
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.reading import Owner
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records.delivery import queries
from oneplan.records.delivery.models import CycleLock, Reply
from oneplan.records.improvement.models import Action, GreenRequest, RatingKeyEntry

LATER = TODAY + timedelta(days=30)
DONE = Answer(done="Two of three drafts are with families")


def test_a_cycle_asks_every_live_action_of_the_roles_that_lead_it(area):
    found = {each.ref: each.roles for each in queries.lines(area.cycle_id, viewer=area.viewer(area.people.lead))}

    assert found == {"A1": ("SEND Manager",), "A2": (), "A3": ("SEND Manager", "SENCO Lead")}


def test_a_second_cycle_waits_until_the_first_is_locked(area):
    with pytest.raises(Problem, match="still open"):
        open_cycle(plan_id=area.plan_id, opens_on=LATER, by=area.people.lead, on=LATER)


def test_only_those_who_run_cycles_open_lock_and_clear(area):
    line = area.line("A1")

    for verb in (
        lambda: lock_cycle(cycle_id=area.cycle_id, by=area.people.owner, on=TODAY),
        lambda: clear_line(line_id=line.id, words=Words("x"), by=area.people.owner, on=TODAY),
        lambda: reply(line_id=line.id, answer=DONE, by=area.people.other_owner, on=TODAY),
        lambda: reply(line_id=line.id, answer=DONE, by=area.people.board, on=TODAY),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_two_who_answer_at_once_are_both_kept_and_the_second_sees_the_first(area):
    line = area.line("A3")

    first = reply(line_id=line.id, answer=DONE, seen=line.newest, by=area.people.owner, on=TODAY)
    second = reply(
        line_id=line.id, answer=Answer(done="Nothing has begun"), seen=line.newest, by=area.people.other_owner, on=TODAY
    )

    after = area.line("A3")
    assert first.unseen == ()
    assert second.unseen == (first.reply_id,)
    assert [each.answer.done for each in after.standing_replies] == [DONE.done, "Nothing has begun"]
    assert after.is_contested


def test_answering_again_adds_a_reply_and_keeps_the_earlier_one(area):
    line = area.line("A1")
    reply(line_id=line.id, answer=DONE, by=area.people.owner, on=TODAY)
    reply(line_id=line.id, answer=Answer(done="All three are out"), by=area.people.owner, on=TODAY)

    after = area.line("A1")

    assert [each.answer.done for each in after.replies] == [DONE.done, "All three are out"]
    assert [each.answer.done for each in after.standing_replies] == ["All three are out"]


def test_a_form_sent_twice_keeps_one_reply(area):
    line = area.line("A1")
    for _ in range(2):
        reply(line_id=line.id, answer=DONE, by=area.people.owner, on=TODAY, request_key="k1")

    assert len(area.line("A1").replies) == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(), "Nothing is said yet"),
        (Answer(rating="On track"), "Say why the rating should change"),
        (Answer(rating="Splendid", rating_reason="It is"), "not a rating of this plan"),
        (Answer(due_on=LATER), "Say why the date should change"),
        (Answer(done="x" * 5001), "5,000 is the most"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_in_words(area, answer, says):
    with pytest.raises(Problem, match=says):
        reply(line_id=area.line("A1").id, answer=answer, by=area.people.owner, on=TODAY)

    assert not Reply.objects.exists()


def test_clearing_takes_a_rating_and_a_date_and_writes_the_history_of_the_action(area):
    line = area.line("A1")
    said = Answer(
        "Printed", "Parents can read it", "Delayed", "The printer closed", LATER, "A new printer", "Cost", "Out soon"
    )
    kept = reply(line_id=line.id, answer=said, by=area.people.owner, on=TODAY)

    words = Words("Printed.", "Parents can read it.", "Cost may rise.", "You can read the plan soon.")
    done = clear_line(
        line_id=line.id,
        words=words,
        reply_id=kept.reply_id,
        takes_rating=True,
        takes_due=True,
        by=area.people.lead,
        on=TODAY,
    )

    action = Action.objects.get(public_id=line.action_id)
    assert (done.rating_outcome, action.rating) == ("taken", "delayed")
    assert done.due_outcome in {"taken", "missing"}
    assert (action.update_count, action.impact_count) == (1, 1)
    assert area.line("A1").standing is Standing.CLEARED
    assert area.line("A1").replies[0].answer == said


def test_a_green_that_is_asked_for_without_evidence_is_kept_with_what_is_missing(area):
    line = area.line("A1")
    asked = Answer(done="Done", rating="complete", rating_reason="It is finished")
    with pytest.raises(Problem):
        reply(line_id=line.id, answer=asked, by=area.people.owner, on=TODAY)

    plan = Action.objects.get(public_id=line.action_id).plan
    RatingKeyEntry.objects.create(plan=plan, position=9, word="Complete", meaning="Done", rating="complete")
    kept = reply(
        line_id=line.id,
        answer=Answer(done="Done", rating="Complete", rating_reason="It is finished"),
        by=area.people.owner,
        on=TODAY,
    )
    done = clear_line(
        line_id=line.id, words=Words("Done"), reply_id=kept.reply_id, takes_rating=True, by=area.people.lead, on=TODAY
    )

    assert done.rating_outcome == "missing"
    assert "evidence" in done.rating_says
    assert Action.objects.get(public_id=line.action_id).rating == "on_track"


def test_a_green_with_its_evidence_waits_for_a_second_reader(area):
    line = area.line("A1")
    plan = Action.objects.get(public_id=line.action_id).plan
    RatingKeyEntry.objects.create(plan=plan, position=9, word="Complete", meaning="Done", rating="complete")
    common = {"action_id": line.action_id, "by": area.people.owner, "on": TODAY, "happened_on": TODAY}
    add_evidence(kind=EvidenceKind.DATA, note="9 of 10 read it", document=None, **common)
    state_impact(text="Parents understand it", **common)
    kept = reply(
        line_id=line.id,
        answer=Answer(done="Done", rating="Complete", rating_reason="All read it"),
        by=area.people.owner,
        on=TODAY,
    )

    done = clear_line(
        line_id=line.id, words=Words("Done"), reply_id=kept.reply_id, takes_rating=True, by=area.people.lead, on=TODAY
    )

    assert done.rating_outcome == "asked"
    assert GreenRequest.objects.get().action.ref == "A1"
    assert Action.objects.get(public_id=line.action_id).rating == "on_track"


def test_two_who_clear_at_once_do_not_overwrite_each_other(area):
    line = area.line("A1")
    clear_line(line_id=line.id, words=Words("First words"), by=area.people.lead, on=TODAY)

    with pytest.raises(Stale) as refusal:
        clear_line(line_id=line.id, words=Words("Second words"), by=area.people.lead, on=TODAY)

    assert "First words" in refusal.value.theirs
    assert "Second words" in refusal.value.mine


def test_a_reply_after_the_clearing_asks_to_be_cleared_again(area):
    line = area.line("A1")
    clear_line(line_id=line.id, words=Words("Nothing yet"), by=area.people.lead, on=TODAY)

    reply(line_id=line.id, answer=DONE, by=area.people.owner, on=TODAY)

    assert area.line("A1").standing is Standing.REPLIED_AGAIN


def test_a_cycle_with_replies_that_wait_is_locked_only_with_a_reason(area):
    reply(line_id=area.line("A1").id, answer=DONE, by=area.people.owner, on=TODAY)

    with pytest.raises(Problem, match="not cleared yet: A1"):
        lock_cycle(cycle_id=area.cycle_id, by=area.people.lead, on=TODAY)
    lock_cycle(cycle_id=area.cycle_id, why_uncleared="The board meets tomorrow", by=area.people.lead, on=TODAY)

    assert latest_lock(area.plan_id).why_uncleared == "The board meets tomorrow"


def test_a_lock_is_never_changed_and_nothing_in_its_cycle_is(area):
    line = area.line("A1")
    lock_cycle(cycle_id=area.cycle_id, by=area.people.lead, on=TODAY)

    with pytest.raises(Problem, match="was locked on 2 March 2026"):
        reply(line_id=line.id, answer=DONE, by=area.people.owner, on=TODAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        CycleLock.objects.update(why_uncleared="")


def test_what_changed_since_the_lock_names_each_part_with_before_and_after(area):
    lock_cycle(cycle_id=area.cycle_id, by=area.people.lead, on=TODAY)
    viewer = area.viewer(area.people.lead, LATER)
    assert changes_since_lock(area.plan_id, viewer) == ()

    action = Action.objects.get(ref="A2")
    change_owners(
        action_id=action.public_id,
        version=action.version,
        owners=(Owner("SENCO Lead"),),
        reason="It has an owner",
        by=area.people.lead,
        on=LATER,
    )

    found = changes_since_lock(area.plan_id, viewer)
    assert [(each.ref, each.facet, each.before, each.after, each.on) for each in found] == [
        ("A2", "owners", "nobody yet", "SENCO Lead", LATER)
    ]
    assert changes_since_lock(area.plan_id, area.viewer(area.people.public, LATER)) == ()


def test_words_for_the_public_are_all_that_the_public_gets(area):
    clear_line(
        line_id=area.line("A1").id,
        words=Words("Did it", "Better", "Secret row", "It is out."),
        by=area.people.lead,
        on=TODAY,
    )
    clear_line(line_id=area.line("A3").id, words=Words("Only inside"), by=area.people.lead, on=TODAY)

    outside = cleared_updates(area.plan_id)
    inside = cleared_updates(area.plan_id, viewer=area.viewer(area.people.board))

    assert [(each.ref, each.public_words, each.activity, each.internal) for each in outside] == [
        ("A1", "It is out.", "", "")
    ]
    assert [(each.ref, each.internal) for each in inside] == [("A1", "Secret row"), ("A3", "")]


def test_somebody_is_reminded_once_a_day(area):
    letter = {"cycle_id": area.cycle_id, "role": "SEND Manager", "sent_to": "a@example.org", "owed": 2}

    sent = [bool(record_reminder(**letter, by=area.people.lead, on=day)) for day in (TODAY, TODAY, LATER)]

    assert sent == [True, False, True]


def test_a_line_that_is_withdrawn_takes_no_reply_and_keeps_those_it_has(area):
    line = area.line("A1")
    reply(line_id=line.id, answer=DONE, by=area.people.owner, on=TODAY)
    withdraw_line(line_id=line.id, reason="Asked by mistake", by=area.people.lead, on=TODAY)

    with pytest.raises(Problem, match="no longer asked for"):
        reply(line_id=line.id, answer=DONE, by=area.people.owner, on=TODAY)

    assert len(area.line("A1").replies) == 1


def test_another_role_may_be_asked_instead(area):
    line = area.line("A1")
    ask_instead(line_id=line.id, role="SENCO Lead", reason="On leave", by=area.people.lead, on=TODAY)

    reply(line_id=line.id, answer=DONE, by=area.people.other_owner, on=TODAY)

    assert area.line("A1").roles == ("SENCO Lead",)
    with pytest.raises(NotAllowed):
        reply(line_id=line.id, answer=DONE, by=area.people.owner, on=TODAY)


def test_updates_on_time_count_every_update_that_was_asked_for(area):
    reply(line_id=area.line("A1").id, answer=DONE, by=area.people.owner, on=TODAY)
    reply(line_id=area.line("A3").id, answer=DONE, by=area.people.owner, on=date(2026, 3, 20))
    viewer = area.viewer(area.people.lead, LATER)
    assert on_time(area.plan_id, viewer=viewer) is None

    lock_cycle(cycle_id=area.cycle_id, why_uncleared="Late", by=area.people.lead, on=LATER)

    assert on_time(area.plan_id, viewer=viewer) == (1, 3)
