"""What a list says of one action, and how a list is narrowed."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.plan_rows import TODAY, an_action

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Finding, Owner, OwnerPart
from oneplan.web.plan import silences
from oneplan.web.plan.lines import due_words, lines_of, owner_words
from oneplan.web.plan.narrowing import Asked, groups
from oneplan.web.plan.tree import lead

PAST, SOON, LATER = date(2026, 1, 31), date(2026, 2, 28), date(2026, 7, 31)


@pytest.mark.parametrize(
    ("rating", "due_on", "state"),
    [
        (Rating.ON_TRACK, PAST, "late"),
        (Rating.ON_TRACK, SOON, "soon"),
        (Rating.ON_TRACK, LATER, "on_track"),
        (Rating.ON_TRACK, None, "no_date"),
        (Rating.COMPLETE, PAST, "finished"),
        (Rating.COMPLETE_UNEMBEDDED, None, "finished"),
        (Rating.PAUSED, PAST, "finished"),
    ],
)
def test_work_said_to_be_done_is_never_called_late(rating: Rating, due_on: date | None, state: str) -> None:
    (line,) = lines_of([an_action(rating=rating, due_on=due_on)], (), TODAY)

    assert line.due_state == state


def test_a_finding_stands_beside_the_action_it_is_about() -> None:
    finding = Finding("depends_on_funding", "A2", "A2 hangs on money that is not agreed.")

    lines = lines_of([an_action("A1"), an_action("A2")], [finding], TODAY)

    assert [line.says for line in lines] == [(), ("A2 hangs on money that is not agreed.",)]


def test_what_the_columns_show_is_not_said_again() -> None:
    (line,) = lines_of([an_action("A1")], [Finding("no_date", "A1", "A1 has no date.")], TODAY)

    assert (line.says, line.kinds) == ((), {"no_date"})


def test_the_plans_own_words_for_a_date_are_kept() -> None:
    assert due_words(Due("Spring term 2026", None, date(2026, 4, 30), DuePrecision.TERM)) == "Spring term 2026"


def test_a_date_named_to_the_day_is_written_in_full() -> None:
    assert due_words(Due("30.09.25", None, date(2025, 9, 30), DuePrecision.DAY)) == "30 September 2025"


def test_leads_come_before_supporters_and_partners_are_named() -> None:
    owners = (Owner("Head of SEND", part=OwnerPart.SUPPORT), Owner("Designated Clinical Officer", "NHS"))

    assert owner_words(owners) == ("Designated Clinical Officer (NHS)", "Head of SEND, supporting")


@pytest.mark.parametrize(
    ("asked", "refs"),
    [
        (Asked(), ["late", "soon", "done", "loose"]),
        (Asked(due="late"), ["late"]),
        (Asked(due="no_date"), ["loose"]),
        (Asked(rating="finished"), ["done"]),
        (Asked(rating="on_track", due="soon"), ["soon"]),
        (Asked(owner="SENCO"), ["soon"]),
        (Asked(month="2026-01"), ["late", "done"]),
        (Asked(silence="overdue-on-track"), ["late"]),
        (Asked(silence="no-owner"), ["loose"]),
        (Asked(silence="unproven"), ["done"]),
    ],
)
def test_narrowing_leaves_the_lines_asked_for(asked: Asked, refs: list[str]) -> None:
    actions = [
        an_action("late", due_on=PAST),
        an_action("soon", due_on=SOON, owners="SENCO"),
        an_action("done", due_on=PAST, rating=Rating.COMPLETE_UNEMBEDDED),
        an_action("loose", owners=""),
    ]

    wanted = [line.ref for line in lines_of(actions, (), TODAY) if asked.admits(line)]

    assert wanted == refs


def test_an_unknown_question_in_the_address_asks_for_everything() -> None:
    asked = Asked.from_query({"rating": "purple", "due": "'; drop", "silence": "x"})

    assert not asked


def test_every_choice_says_how_many_lines_it_leaves() -> None:
    lines = lines_of([an_action("a", due_on=PAST), an_action("b", due_on=LATER)], (), TODAY)

    due, _rating = groups(lines, Asked(), "/plan/")

    assert [(choice.words, choice.count, choice.address) for choice in due.choices] == [
        ("All", 2, "/plan/#actions"),
        ("Late", 1, "/plan/?due=late#actions"),
        ("Later", 1, "/plan/?due=on_track#actions"),
    ]


def test_counts_of_one_group_keep_what_is_asked_of_the_other() -> None:
    lines = lines_of([an_action("a", due_on=PAST), an_action("b", due_on=PAST, rating=Rating.DELAYED)], (), TODAY)

    due, _rating = groups(lines, Asked(rating="delayed"), "/plan/")

    assert due.choices[0].count == 1


def test_only_silences_that_are_true_of_something_are_heard() -> None:
    lines = lines_of([an_action("a", due_on=PAST), an_action("b", due_on=LATER)], (), TODAY)

    heard = silences.heard(lines, "/plan/", "")

    assert [(silence.count, silence.address) for silence in heard] == [(1, "/plan/?silence=overdue-on-track")]


def test_a_late_action_that_says_it_is_delayed_is_not_a_silence() -> None:
    (line,) = lines_of([an_action(due_on=PAST, rating=Rating.DELAYED)], (), TODAY)

    assert not silences.applies(silences.OVERDUE_ON_TRACK, line)


def test_the_first_sentence_counts_what_matters_and_leaves_out_what_is_nought() -> None:
    lines = lines_of([an_action("a", due_on=PAST), an_action("b", rating=Rating.COMPLETE)], (), TODAY)

    assert lead(lines) == "2 actions; 1 said to be finished. Of the rest, 1 should have been finished by now."


def test_a_plan_with_nothing_pressing_ends_its_first_sentence_there() -> None:
    lines = (replace(lines_of([an_action(due_on=LATER)], (), TODAY)[0]),)

    assert lead(lines) == "1 action; 0 said to be finished."
