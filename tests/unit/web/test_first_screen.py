"""What somebody sees first, and how an area's accounts are told."""

from datetime import date, timedelta

import pytest
from tests.support.plan_rows import TODAY, an_action

from oneplan.core.improvement.rating import Rating
from oneplan.records.accounts.queries import PersonRow, RoleRow
from oneplan.records.improvement.rows import UpdateRow
from oneplan.web.accounts.listing import people_today
from oneplan.web.home.first_screen import by_pressure, mine_title
from oneplan.web.imports.presenting import said_once
from oneplan.web.plan.lines import lines_of
from oneplan.web.plan.one_section import update_entry

PAST, SOON, LATER = date(2026, 1, 31), date(2026, 2, 20), date(2026, 7, 31)


def test_work_said_to_be_delayed_presses_even_when_there_is_time() -> None:
    actions = [
        an_action("late", due_on=PAST),
        an_action("both", due_on=SOON, rating=Rating.DELAYED),
        an_action("behind", due_on=LATER, rating=Rating.AT_RISK),
        an_action("calm", due_on=LATER),
        an_action("done", due_on=PAST, rating=Rating.COMPLETE),
    ]

    groups = by_pressure(lines_of(actions, (), TODAY))

    assert [(group.state, [line.ref for line in group.lines]) for group in groups] == [
        ("late", ["late"]),
        ("soon", ["both"]),
        ("behind", ["behind"]),
        ("on_track", ["calm"]),
    ]


@pytest.mark.parametrize(
    ("actions", "title"),
    [
        ([an_action(due_on=LATER)], "Nothing of yours is late, delayed or due in the next four weeks"),
        ([an_action(due_on=LATER, rating=Rating.DELAYED)], "1 thing needs you"),
        ([an_action("a", due_on=PAST), an_action("b", due_on=SOON)], "2 things need you; 1 is late"),
    ],
)
def test_the_first_screen_begins_with_how_much_presses(actions: list, title: str) -> None:
    assert mine_title(by_pressure(lines_of(actions, (), TODAY))) == title


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2 February 2026: The team is complete.", "The team is complete."),
        ("2 February 2026 \u2013 the team met", "the team met"),
        ("On 2 February 2026 the team met", "On 2 February 2026 the team met"),
    ],
)
def test_the_day_that_an_update_begins_with_is_not_said_twice(written: str, said: str) -> None:
    update = UpdateRow("u", TODAY, written, "1", "", "Ada", False, True)

    assert update_entry(update, "").lines == (said,)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("30 April 2027 (by 30 April 2027)", "30 April 2027"),
        ("Spring term 2027 (by 30 April 2027)", "Spring term 2027 (by 30 April 2027)"),
        ("No date", "No date"),
    ],
)
def test_a_day_is_not_repeated_in_brackets(written: str, said: str) -> None:
    assert said_once(written) == said


def somebody(*, has_signed_in: bool = True, last_day: date | None = None) -> PersonRow:
    role = RoleRow(1, "analyst", "Analyst", "", date(2025, 1, 1), last_day)
    return PersonRow(1, "a@example.org", "Ada", True, False, has_signed_in, (role,))


def test_an_area_is_told_who_has_not_come_yet_and_whose_role_runs_out() -> None:
    people = [somebody(), somebody(has_signed_in=False), somebody(last_day=TODAY + timedelta(days=9))]

    told = people_today(people, TODAY)

    assert told.title == "3 people have an account"
    assert told.says == "Of them, 1 invited and not yet here and 1 with a role that ends in the next four weeks."


def test_an_area_with_nothing_to_do_is_told_so() -> None:
    assert people_today([somebody()], TODAY).says == "Everybody invited has come, and no role ends soon."
