"""Meetings and decisions on real tables: quorum, conflicts, moves, what is carried and what waits."""

from datetime import date, time

import pytest
from tests.support.governance import CHAIR, FORUM, HEALTH, NINE, SCHOOLS, TODAY, a_board, meeting_row

from oneplan.actions import meeting_agendas, meeting_decisions, meetings, questions
from oneplan.answers import governance
from oneplan.core.access import NotAllowed
from oneplan.core.governance.agenda import ItemKind
from oneplan.core.governance.meetings import Recurrence
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.governance import agendas
from oneplan.records.governance.models import BodyDecision, MeetingNotice

pytestmark = pytest.mark.django_db
MARCH, MAY, JULY = date(2026, 3, 12), date(2026, 5, 14), date(2026, 7, 9)
FIELDS = {"purpose": "To decide", "asked": "Agree the fees", "difference": "Shorter waits"}


@pytest.fixture
def board():
    return a_board()


def _keys(meeting_id, on=TODAY):
    return [entry.line.key for entry in agendas.agenda(meeting_row(meeting_id), on=on)]


def _an_item(board, meeting_id, title="Fees", kind=ItemKind.DECISION):
    return meeting_agendas.add_item(meeting_id=meeting_id, title=title, kind=kind, by=board.lead, on=TODAY)


def _held(board, meeting_id, on, *, absent=()):
    presence = {seat: "absent" if role in absent else "present" for role, seat in board.seats.items()}
    meeting_decisions.hold_meeting(meeting_id=meeting_id, presence=presence, by=board.lead, on=on)


def _noted(board, *, absent=(CHAIR, FORUM)):
    meeting = board.meets(MARCH)
    key = _an_item(board, meeting)
    _held(board, meeting, MARCH, absent=absent)
    decision = meeting_decisions.record_decision(
        meeting_id=meeting, key=key, text="Agree the fees", public_words="Fees agreed", by=board.lead, on=MARCH
    )
    return meeting, decision


def test_a_forecast_is_made_from_replies_and_says_who_is_silent(board):
    meeting = board.meets(MARCH)
    meetings.reply(meeting_id=meeting, seat_id=board.seats[CHAIR], says="coming", by=board.chair, on=TODAY)
    meetings.reply(meeting_id=meeting, seat_id=board.seats[HEALTH], says="apology", by=board.member, on=TODAY)

    found = governance.quorum_forecast(meeting, viewer=viewer_of(board.lead, on=TODAY), on=TODAY)

    assert (found.present_expected, found.needed, found.verdict.value) == (1, 2, "waiting")
    assert "Not answered yet: Forum chair and Headteacher." in found.says
    assert "Ask for a deputy: Chief nurse." in found.says


def test_somebody_answers_for_their_own_seat_and_for_no_other(board):
    meeting = board.meets(MARCH)

    with pytest.raises(NotAllowed):
        meetings.reply(meeting_id=meeting, seat_id=board.seats[SCHOOLS], says="coming", by=board.member, on=TODAY)

    meetings.reply(meeting_id=meeting, seat_id=board.seats[SCHOOLS], says="coming", by=board.lead, on=TODAY)


def test_standing_voices_are_on_every_agenda_and_leave_it_only_with_a_reason_that_is_shown(board):
    meeting = board.meets(MARCH)
    key = "standing-young-people"
    assert {key, "standing-parent-carer"} <= set(_keys(meeting))

    with pytest.raises(Problem, match="Say why"):
        meeting_agendas.remove_item(meeting_id=meeting, key=key, reason=" ", by=board.lead, on=TODAY)
    meeting_agendas.remove_item(
        meeting_id=meeting, key=key, reason="They meet the board at their conference", by=board.lead, on=TODAY
    )

    page = governance.meeting(meeting, viewer=viewer_of(board.lead, on=TODAY), on=TODAY)
    assert key not in {item.key for item in page.items}
    assert [(item.key, item.removed_reason) for item in page.removed] == [
        (key, "They meet the board at their conference")
    ]


def test_a_decision_with_a_quorum_is_made_and_one_without_is_only_noted(board):
    _, noted = _noted(board)
    meeting = board.meets(MAY)
    key = _an_item(board, meeting)
    _held(board, meeting, MAY)
    made = meeting_decisions.record_decision(meeting_id=meeting, key=key, text="Go on", by=board.lead, on=MAY)

    rows = {row.public_id: row for row in BodyDecision.objects.all()}
    assert (rows[noted].state, rows[noted].decided_on) == ("noted-inquorate", None)
    assert (rows[made].state, rows[made].decided_on) == ("made", MAY)


def test_a_noted_decision_stands_on_the_next_agenda_until_it_is_ratified(board):
    _, decision = _noted(board)
    may, july = board.meets(MAY), board.meets(JULY)
    assert f"ratify-{decision}" in _keys(may, on=date(2026, 4, 1))
    assert f"ratify-{decision}" not in _keys(july, on=date(2026, 4, 1))
    _held(board, may, MAY)

    state = meeting_decisions.ratify_decision(
        decision_id=decision, meeting_id=may, reason="All agreed", by=board.chair, on=MAY
    )

    row = governance.decision(decision, viewer=viewer_of(board.lead, on=MAY))
    assert state == row.state == "ratified"
    assert [step[1] for step in row.steps] == [
        "Noted, not decided: the meeting had no quorum",
        "Ratified by a later meeting",
    ]
    assert f"ratify-{decision}" not in _keys(july, on=date(2026, 6, 1))


def test_a_meeting_without_a_quorum_ratifies_nothing(board):
    _, decision = _noted(board)
    may = board.meets(MAY)
    _held(board, may, MAY, absent=(CHAIR, HEALTH, SCHOOLS))

    with pytest.raises(Problem, match="no quorum"):
        meeting_decisions.ratify_decision(
            decision_id=decision, meeting_id=may, reason="All agreed", by=board.chair, on=MAY
        )


def test_the_chair_alone_takes_chairs_action_and_it_still_waits_to_be_ratified(board):
    _, decision = _noted(board)
    may = board.meets(MAY)
    for somebody in (board.lead, board.member):
        with pytest.raises(NotAllowed):
            meeting_decisions.take_chairs_action(decision_id=decision, reason="Urgent", by=somebody, on=TODAY)

    meeting_decisions.take_chairs_action(
        decision_id=decision, reason="Contracts end in April", by=board.chair, on=MARCH
    )

    row = governance.decision(decision, viewer=viewer_of(board.lead, on=MARCH))
    assert (row.state, row.stands, row.decided_on) == ("chairs-action", True, MARCH)
    assert f"ratify-{decision}" in _keys(may, on=MARCH)


def test_the_chair_of_another_body_is_no_chair_here(board):
    _, decision = _noted(board)
    other = a_board(name="Other group", kind="action-group")

    with pytest.raises(NotAllowed, match="no seat on Partnership board"):
        meeting_decisions.take_chairs_action(decision_id=decision, reason="Urgent", by=other.chair, on=MARCH)


def test_who_has_an_interest_does_not_count_for_that_item(board):
    meeting = board.meets(MARCH)
    fees, plan = _an_item(board, meeting), _an_item(board, meeting, "Plan")
    meetings.declare_interest(
        meeting_id=meeting,
        key=fees,
        seat_id=board.seats[HEALTH],
        says="Her trust holds the contract",
        by=board.member,
        on=TODAY,
    )
    _held(board, meeting, MARCH, absent=(CHAIR, SCHOOLS))

    for key in (fees, plan):
        meeting_decisions.record_decision(meeting_id=meeting, key=key, text=f"Agree {key}", by=board.lead, on=MARCH)

    states = dict(BodyDecision.objects.values_list("item__key", "state"))
    assert states == {fees: "noted-inquorate", plan: "made"}


def test_a_meeting_moved_after_its_papers_went_out_says_what_people_hold(board):
    meeting = board.meets(MARCH)
    key = _an_item(board, meeting)
    meetings.reply(meeting_id=meeting, seat_id=board.seats[CHAIR], says="coming", by=board.chair, on=TODAY)
    meeting_agendas.hand_in_paper(
        meeting_id=meeting, key=key, title="Fees paper", fields=FIELDS, by=board.member, on=TODAY
    )
    meeting_agendas.send_papers(meeting_id=meeting, by=board.lead, on=TODAY)

    before = governance.meeting(meeting, viewer=viewer_of(board.lead, on=TODAY), on=TODAY)
    meetings.move_meeting(
        meeting_id=meeting, meets_on=MAY, starts_at=NINE, place="", reason="Half term", by=board.lead, on=TODAY
    )

    page = governance.meeting(meeting, viewer=viewer_of(board.lead, on=TODAY), on=TODAY)
    assert (before.papers_due_on, page.papers_due_on) == (date(2026, 3, 5), date(2026, 5, 7))
    assert page.moves[0].went_out == (
        "Invitations to 3 people.",
        "Paper sent on 2 March 2026: Fees paper.",
        "1 member had answered, and must answer again.",
    )
    assert {place.reply for place in page.places} == {""}
    assert MeetingNotice.objects.filter(meeting__public_id=meeting, kind="moved").count() == 3
    assert meeting_row(meeting).sequence == 1


def test_a_paper_that_leaves_a_required_part_empty_is_not_in(board):
    meeting = board.meets(MARCH)
    key = _an_item(board, meeting)

    with pytest.raises(Problem, match="not finished") as refusal:
        meeting_agendas.hand_in_paper(
            meeting_id=meeting, key=key, title="Fees", fields={"purpose": "To decide"}, by=board.member, on=TODAY
        )

    assert "What is the meeting asked to do?" in refusal.value.why


def test_what_is_carried_stands_on_the_next_agenda_once(board):
    march, may = board.meets(MARCH), board.meets(MAY)
    key = _an_item(board, march, "Transport")
    _held(board, march, MARCH)
    meeting_decisions.write_minute(
        meeting_id=march, key=key, minute="No time", outcome="carried", by=board.lead, on=MARCH
    )

    lines = [entry.line for entry in agendas.agenda(meeting_row(may), on=MARCH)]

    carried = [line for line in lines if line.key.startswith("carried-")]
    assert [(line.title, line.says) for line in carried] == [
        ("Transport", "Carried over from the meeting of 12 March 2026.")
    ]


def test_a_recurring_item_keeps_its_place_in_the_count_when_a_meeting_moves(board):
    march, may = board.meets(MARCH), board.meets(MAY)
    rule = Recurrence(date(2026, 1, 1), every=2)
    meeting_agendas.add_recurring(body_id=board.id, title="Money", rule=rule, by=board.lead, on=TODAY)
    assert any(key.startswith("recurring-") for key in _keys(march))

    meetings.move_meeting(
        meeting_id=march, meets_on=JULY, starts_at=NINE, place="", reason="Snow", by=board.lead, on=TODAY
    )

    assert any(key.startswith("recurring-") for key in _keys(may))
    assert not any(key.startswith("recurring-") for key in _keys(march))


def test_a_cancelled_meeting_keeps_what_it_had_and_what_waited_falls_on_the_next(board):
    march, may = board.meets(MARCH), board.meets(MAY)
    other = a_board(name="Action group", kind="action-group")
    asked = questions.raise_question(from_body=other.id, to_body=board.id, text="Who pays?", by=board.lead, on=TODAY)
    assert f"question-{asked}" in _keys(march)

    meetings.cancel_meeting(meeting_id=march, reason="Election", by=board.lead, on=TODAY)

    assert f"question-{asked}" in _keys(may)
    with pytest.raises(Problem, match="does not take place"):
        _an_item(board, march)


def test_minutes_are_signed_by_the_chair_once_every_item_has_one_and_then_stay(board):
    meeting = board.meets(MARCH)
    _held(board, meeting, MARCH)
    with pytest.raises(Problem, match="no minute yet"):
        meeting_decisions.sign_minutes(meeting_id=meeting, by=board.chair, on=MARCH)
    for key in _keys(meeting):
        meeting_decisions.write_minute(meeting_id=meeting, key=key, minute="Heard", by=board.lead, on=MARCH)

    meeting_decisions.sign_minutes(meeting_id=meeting, by=board.chair, on=MARCH)

    with pytest.raises(Problem, match="signed"):
        meeting_decisions.write_minute(
            meeting_id=meeting, key="standing-young-people", minute="Other words", by=board.lead, on=MARCH
        )


def test_a_meeting_is_recorded_on_its_day_and_every_seat_is_spoken_for(board):
    meeting = board.meets(MARCH)
    everybody = dict.fromkeys(board.seats.values(), "present")

    with pytest.raises(Problem, match="This meeting is on 12 March 2026"):
        meeting_decisions.hold_meeting(meeting_id=meeting, presence=everybody, by=board.lead, on=TODAY)
    with pytest.raises(Problem, match="Say who was there: Chief nurse"):
        meeting_decisions.hold_meeting(
            meeting_id=meeting,
            presence={seat: "present" for role, seat in board.seats.items() if role != HEALTH},
            by=board.lead,
            on=MARCH,
        )


def test_a_note_shows_the_public_words_of_decisions_that_stand_and_of_no_others(board):
    meeting, decision = _noted(board)
    meeting_decisions.publish_note(meeting_id=meeting, note="We talked about fees.", by=board.lead, on=MARCH)
    before = governance.public_notes()

    meeting_decisions.take_chairs_action(decision_id=decision, reason="Urgent", by=board.chair, on=MARCH)

    after = governance.public_notes()
    assert [(note.note, note.decisions) for note in before] == [("We talked about fees.", ())]
    assert after[0].decisions == ("Fees agreed",)


def test_one_press_plans_one_meeting_and_a_body_meets_once_a_day(board):
    common = {"body_id": board.id, "starts_at": time(9), "by": board.lead, "on": TODAY}

    first = meetings.plan_meeting(**common, meets_on=MARCH, request_key="k")
    again = meetings.plan_meeting(**common, meets_on=MARCH, request_key="k")

    assert first == again
    with pytest.raises(Problem, match="already meets"):
        meetings.plan_meeting(**common, meets_on=MARCH, request_key="other")
