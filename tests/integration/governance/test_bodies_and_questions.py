"""Bodies, their seats and terms, questions between them, and closing one that still holds something."""

from datetime import date

import pytest
from tests.support.governance import FORUM, HEALTH, TODAY, a_board, meeting_row, seat_row
from tests.support.people import person

from oneplan.actions import arising, bodies, questions
from oneplan.actions.bodies import Sitter
from oneplan.answers import governance
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.governance.quorum import QuorumRule
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.governance import agendas
from oneplan.records.governance.models import ArisingAction, Handover, Question, SeatHolding

pytestmark = pytest.mark.django_db
MARCH, MAY = date(2026, 3, 12), date(2026, 5, 14)


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def group(board):
    return a_board(name="Task group", kind="task-and-finish")


def _with_everything(board, group):
    meeting = group.held(MARCH)
    action = arising.add_arising(
        meeting_id=meeting,
        text="Write to schools",
        owner_role="Inclusion lead",
        due_on=MAY,
        by=board.lead,
        on=MARCH,
    )
    asked = questions.raise_question(from_body=board.id, to_body=group.id, text="How far?", by=board.lead, on=MARCH)
    return action, asked


def test_a_body_with_open_actions_or_questions_is_not_closed_until_each_is_handed_on(board, group):
    action, asked = _with_everything(board, group)
    common = {"body_id": group.id, "last_day": MAY, "reason": "Its work is done", "by": board.lead, "on": MARCH}
    handed = {f"arising-{action}": board.id, f"question-{asked}": board.id}

    for lacking in ({}, {f"arising-{action}": board.id}):
        with pytest.raises(Problem, match="still holds"):
            bodies.close_body(**common, handed=lacking)
    bodies.close_body(**common, handed=handed)

    assert ArisingAction.objects.get().body.public_id == board.id
    assert Question.objects.get().to_body.public_id == board.id
    assert Handover.objects.count() == 2
    page = governance.body(group.id, viewer=viewer_of(board.lead, on=MARCH), on=MARCH)
    assert page.body.closes_on == MAY
    assert len(page.handed_over) == 2


def test_a_closed_body_takes_no_more(board, group):
    bodies.close_body(body_id=group.id, last_day=TODAY, reason="Done", handed={}, by=board.lead, on=TODAY)

    with pytest.raises(Problem, match="is closed"):
        group.meets(MAY)


def test_a_seat_has_one_holder_at_a_time_and_remembers_the_others(board):
    seat = board.seats[HEALTH]

    bodies.fill_seat(
        seat_id=seat, sitter=Sitter(name="Somebody new"), first_day=date(2026, 4, 1), by=board.lead, on=TODAY
    )

    held = list(SeatHolding.objects.filter(seat__public_id=seat).order_by("pk").values_list("name", "last_day"))
    assert held == [("Holder of Chief nurse", date(2026, 3, 31)), ("Somebody new", None)]


def test_a_young_person_in_a_seat_is_never_named(board):
    seat = bodies.add_seat(
        body_id=board.id,
        role="Young advisers",
        speaks_for="young-people",
        first_day=TODAY,
        sitter=Sitter(name="A child's name"),
        by=board.lead,
        on=TODAY,
    )

    assert seat_row(seat).holdings.get().name == ""


def test_terms_have_versions_and_the_one_of_the_day_says_the_quorum(board):
    rule = QuorumRule(number=4)

    number = bodies.change_terms(
        body_id=board.id,
        text="Four must come",
        rule=rule,
        valid_from=date(2026, 4, 1),
        reason="More partners",
        by=board.lead,
        on=TODAY,
    )

    viewer = viewer_of(board.lead, on=TODAY)
    march, may = board.meets(MARCH), board.meets(MAY)
    assert number == 2
    assert governance.quorum_forecast(march, viewer=viewer, on=TODAY).needed == 2
    assert governance.quorum_forecast(may, viewer=viewer, on=TODAY).needed == 4


def test_a_question_goes_up_or_down_by_tier_and_gets_a_day_for_its_answer(board, group):
    up = questions.raise_question(from_body=group.id, to_body=board.id, text="Who pays?", by=board.lead, on=TODAY)
    down = questions.raise_question(from_body=board.id, to_body=group.id, text="How far?", by=board.lead, on=TODAY)

    rows = {row.public_id: row for row in Question.objects.all()}
    assert (rows[up].direction, rows[down].direction) == ("up", "down")
    assert rows[up].due_on == date(2026, 3, 30)


def test_an_unanswered_question_is_on_the_next_agenda_by_itself_until_it_is_answered(board, group):
    meeting = board.meets(MARCH)
    asked = questions.raise_question(from_body=group.id, to_body=board.id, text="Who pays?", by=board.lead, on=TODAY)
    key = f"question-{asked}"
    assert key in {entry.line.key for entry in agendas.agenda(meeting_row(meeting), on=TODAY)}

    questions.answer_question(question_id=asked, answer="The council, from April", by=board.chair, on=TODAY)

    assert key not in {entry.line.key for entry in agendas.agenda(meeting_row(meeting), on=TODAY)}
    with pytest.raises(Problem, match="is answered"):
        questions.answer_question(question_id=asked, answer="Again", by=board.chair, on=TODAY)


def test_a_question_passed_on_keeps_its_day_and_says_who_passed_it(board, group):
    other = a_board(name="Project", kind="project-board")
    asked = questions.raise_question(from_body=board.id, to_body=group.id, text="How far?", by=board.lead, on=TODAY)
    due = Question.objects.get().due_on

    questions.pass_on(question_id=asked, to_body=other.id, why="They run it", by=board.lead, on=TODAY)

    row = Question.objects.get()
    assert (row.to_body.public_id, row.due_on) == (other.id, due)
    assert row.why == "Task group passed it on: They run it"


def test_only_a_body_that_was_asked_answers(board, group):
    asked = questions.raise_question(from_body=board.id, to_body=group.id, text="How far?", by=board.lead, on=TODAY)

    with pytest.raises(NotAllowed):
        questions.answer_question(question_id=asked, answer="Far", by=board.chair, on=TODAY)


READS = {
    # who: (reads the board's papers, reads the shadow board's papers)
    "transformation-lead": (True, True),
    "chair": (True, False),
    "board-member": (True, False),
    "parent-carer-forum": (True, False),
    "shadow-board": (False, True),
    "another-chair": (False, False),
    "another-member": (False, False),
    "analyst": (False, False),
}


@pytest.mark.parametrize("who", READS)
def test_papers_are_read_by_seat(board, who):
    shadow = bodies.open_body(name="Shadow board", kind="shadow-board", opens_on=TODAY, by=board.lead, on=TODAY)
    people = {
        "transformation-lead": board.lead,
        "chair": board.chair,
        "board-member": board.member,
        "parent-carer-forum": board.forum,
    }
    user = people.get(who) or person({"another-chair": "chair", "another-member": "board-member"}.get(who, who))

    found = {row.name: row.reads_papers for row in governance.bodies(viewer=viewer_of(user, on=TODAY), on=TODAY)}

    assert (found["Partnership board"], found["Shadow board"]) == READS[who]
    assert shadow


@pytest.mark.parametrize("role", ["public", "caseworker", "admin", None])
def test_whoever_reads_no_meetings_is_refused_in_words(board, role):
    user = person(role) if role else None

    with pytest.raises(NotAllowed, match="read meetings"):
        governance.bodies(viewer=viewer_of(user, on=TODAY), on=TODAY)

    assert governance.next_meetings(viewer=viewer_of(user, on=TODAY), on=TODAY) == ()


def test_young_people_read_the_item_that_is_theirs_on_the_boards_agenda_and_nothing_else(board):
    meeting = board.meets(MARCH)
    young = person("shadow-board")

    page = governance.meeting(meeting, viewer=viewer_of(young, on=TODAY), on=TODAY)

    assert [item.key for item in page.items] == ["standing-young-people"]
    assert (page.places, page.forecast, page.may.read) == ((), None, False)


def test_names_of_members_are_for_those_who_read_the_body(board):
    outsider = person("board-member")

    theirs = governance.body(board.id, viewer=viewer_of(outsider, on=TODAY), on=TODAY)
    ours = governance.body(board.id, viewer=viewer_of(board.member, on=TODAY), on=TODAY)

    assert {seat.holder for seat in theirs.seats} == {""}
    assert f"Holder of {FORUM}" in {seat.holder for seat in ours.seats}


def test_a_decision_of_a_body_one_has_no_seat_in_is_not_there(board):
    outsider = person("board-member")

    with pytest.raises(NotFound):
        governance.decision("nothing", viewer=viewer_of(outsider, on=TODAY))
