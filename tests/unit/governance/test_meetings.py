"""What falls on which meeting, when papers are due, and what may not be dropped or closed."""

from datetime import date

import pytest

from oneplan.core.calendar import WorkingDays, years_spanned
from oneplan.core.governance.agenda import (
    ItemKind,
    Line,
    Placed,
    Recurs,
    check_removal,
    lines_by_themselves,
    placed_for,
)
from oneplan.core.governance.attendance import SeatAt, by_partner, overall
from oneplan.core.governance.closing import Held, check_may_close
from oneplan.core.governance.decisions import DecisionState, check_may_become, recorded_as
from oneplan.core.governance.meetings import Recurrence, falls_on, missed_seasons, papers_due_on
from oneplan.core.kernel import Problem

MEETINGS = [date(2026, month, 10) for month in (1, 3, 5, 7, 9, 11)]
EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
CALENDAR = WorkingDays(EASTER, years_spanned(2026, 2026))
YOUNG = Line("standing-young-people", ItemKind.YOUNG_PEOPLE, "What young people say")


def test_every_second_meeting_is_counted_from_the_first_day_of_the_rule():
    found = falls_on(Recurrence(date(2026, 3, 1), every=2), MEETINGS)

    assert found == (date(2026, 3, 10), date(2026, 7, 10), date(2026, 11, 10))


def test_an_autumn_item_falls_once_on_the_first_meeting_of_autumn():
    found = falls_on(Recurrence(date(2026, 1, 1), months=(9, 10, 11)), MEETINGS)

    assert found == (date(2026, 9, 10),)


def test_a_winter_that_crosses_the_new_year_is_one_winter():
    days = [date(2025, 12, 5), date(2026, 1, 9), date(2026, 12, 4)]

    found = falls_on(Recurrence(date(2025, 9, 1), months=(12, 1, 2)), days)

    assert found == (date(2025, 12, 5), date(2026, 12, 4))


def test_an_item_stops_after_its_last_day():
    found = falls_on(Recurrence(date(2026, 1, 1), every=1, last_day=date(2026, 4, 1)), MEETINGS)

    assert found == (date(2026, 1, 10), date(2026, 3, 10))


def test_a_year_without_a_meeting_in_the_season_is_said():
    rule = Recurrence(date(2026, 1, 1), months=(9, 10, 11))

    assert missed_seasons(rule, MEETINGS, last_year=2027) == (2027,)


@pytest.mark.parametrize(("every", "months"), [(0, ()), (2, (9,)), (0, (13,))])
def test_a_rule_says_one_of_two_things_and_months_that_exist(every, months):
    with pytest.raises(Problem, match="Say how often"):
        Recurrence(date(2026, 1, 1), every=every, months=months)


def test_papers_are_due_working_days_before_and_bank_holidays_do_not_count():
    assert papers_due_on(CALENDAR, date(2026, 4, 9), 5) == date(2026, 3, 31)


def test_an_agenda_holds_standing_recurring_and_waiting_lines_in_order():
    question = Placed(Line("question-1", ItemKind.QUESTION, "Why so long?"))
    report = Placed(Line("report-1", ItemKind.REPORT, "Annual report"), MEETINGS[2])
    recurs = Recurs("recurring-1", "Money", Recurrence(date(2026, 1, 1), every=1))

    found = lines_by_themselves(
        MEETINGS[1], MEETINGS, standing=[YOUNG], recurring=[recurs], waiting=[question, report], on=date(2026, 2, 1)
    )

    assert [line.key for line in found] == ["standing-young-people", "question-1", "recurring-1"]


def test_what_waits_falls_on_the_next_meeting_and_on_no_other():
    question = Placed(Line("question-1", ItemKind.QUESTION, "Why so long?"))

    found = lines_by_themselves(
        MEETINGS[2], MEETINGS, standing=[], recurring=[], waiting=[question], on=date(2026, 2, 1)
    )

    assert found == ()


@pytest.mark.parametrize("kind", list(ItemKind))
def test_nothing_comes_off_an_agenda_without_a_reason(kind):
    with pytest.raises(Problem, match="Say why"):
        check_removal(kind, "  ")

    check_removal(kind, "They hold their own conference that day")


def test_a_report_goes_to_the_last_meeting_before_its_day():
    assert placed_for(date(2026, 6, 1), MEETINGS) == date(2026, 5, 10)
    assert placed_for(date(2025, 6, 1), MEETINGS) is None


ALLOWED = {
    "made": (),
    "noted-inquorate": ("chairs-action", "ratified", "refused"),
    "chairs-action": ("ratified", "refused"),
    "ratified": (),
    "refused": (),
}


@pytest.mark.parametrize("now", list(DecisionState))
@pytest.mark.parametrize("wanted", list(DecisionState))
def test_a_decision_takes_only_the_steps_of_its_table(now, wanted):
    is_allowed = wanted.value in ALLOWED[now.value]

    if is_allowed:
        check_may_become(now, wanted)
    else:
        with pytest.raises(Problem, match="cannot become"):
            check_may_become(now, wanted)


def test_nothing_is_made_without_a_quorum():
    assert recorded_as(is_quorate=False) is DecisionState.NOTED
    assert recorded_as(is_quorate=True) is DecisionState.MADE


def test_a_body_that_holds_anything_closes_only_when_each_thing_has_somewhere_to_go():
    held = [Held("arising-1", "Action", "Write to schools"), Held("question-2", "Question", "Who pays?")]

    with pytest.raises(Problem, match="still holds 1 thing") as refusal:
        check_may_close("The group", held, {"arising-1": "board"})

    assert "Who pays?" in str(refusal.value)
    check_may_close("The group", held, {"arising-1": "board", "question-2": "board"})


def test_attendance_counts_deputies_for_their_partner_and_says_how_many_there_were():
    rows = by_partner(
        [
            SeatAt("NHS", is_taken=True),
            SeatAt("NHS", is_taken=True, is_deputy=True),
            SeatAt("NHS", is_taken=False),
            SeatAt("Schools", is_taken=False),
        ]
    )

    assert [(row.partner, row.percent, row.by_deputy) for row in rows] == [("NHS", 67, 1), ("Schools", 0, 0)]
    assert overall(rows).percent == 50
    assert overall([]).percent is None
