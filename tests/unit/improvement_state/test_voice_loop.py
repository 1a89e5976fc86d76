"""What was said is open until those who said it are told, and its days are working days."""

from datetime import date

import pytest

from oneplan.core.improvement.voice import Loop, VoiceDays, VoiceStage, answer_due, figures_of, next_due
from oneplan.rulebook.voice_file import voice_book, voice_calendar

CALENDAR = voice_calendar()
DAYS = VoiceDays(answer=20, decide=10, tell=10, papers=5)
MAUNDY_THURSDAY = date(2026, 4, 2)


def test_good_friday_and_easter_monday_do_not_count() -> None:
    assert next_due(Loop(MAUNDY_THURSDAY), DAYS, CALENDAR) == date(2026, 4, 20)


@pytest.mark.parametrize(
    ("loop", "stage", "due"),
    [
        (Loop(date(2026, 6, 1)), VoiceStage.HEARD, date(2026, 6, 15)),
        (Loop(date(2026, 6, 1), date(2026, 6, 5)), VoiceStage.DECIDED, date(2026, 6, 19)),
        (Loop(date(2026, 6, 1), date(2026, 6, 5), date(2026, 6, 9)), VoiceStage.TOLD, None),
    ],
)
def test_the_next_step_falls_due_from_the_last_one(loop: Loop, stage: VoiceStage, due: date | None) -> None:
    assert loop.stage is stage
    assert next_due(loop, DAYS, CALENDAR) == due


def test_told_on_the_last_day_is_in_time_and_on_the_day_after_is_not() -> None:
    heard = date(2026, 6, 1)
    last = answer_due(Loop(heard), DAYS, CALENDAR)

    found = figures_of([Loop(heard, heard, last), Loop(heard, heard, date(2026, 6, 30)), Loop(heard)], DAYS, CALENDAR)

    assert last == date(2026, 6, 29)
    assert (found.items, found.told, found.told_in_time) == (3, 2, 1)
    assert found.median_days == 28.5


def test_where_nothing_was_said_there_is_nothing_to_count_and_no_time_taken() -> None:
    found = figures_of([], DAYS, CALENDAR)

    assert (found.items, found.told, found.median_days) == (0, 0, None)


def test_the_rulebook_names_each_choice_once_and_the_promise_has_three_parts() -> None:
    book = voice_book()

    for choices in (book.groups, book.sources, book.levels, book.decisions, book.rungs, book.statements):
        ids = [each.id for each in choices]
        assert len(ids) == len(set(ids))
    assert {each.part for each in book.statements} == {"principle", "will", "wont"}
    assert [number for number, _ in book.scores] == [0, 1, 2, 3]
