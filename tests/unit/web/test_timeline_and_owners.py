"""Years of promises, and what each role carries."""

from datetime import date

import pytest
from tests.support.plan_rows import TODAY, an_action

from oneplan.answers.promises import Achieved, PromiseView
from oneplan.core.improvement.promises import PromiseState, Standing
from oneplan.core.improvement.rating import Rating
from oneplan.records.improvement.rows import OwnerLoadRow, PromiseRow
from oneplan.web.owners.load import alone, grouped, loads
from oneplan.web.plan.lines import lines_of
from oneplan.web.timeline.by_year import academic_year, finding, months_of, promise_year, years
from oneplan.web.ui.bars import rating_bar


@pytest.mark.parametrize(
    ("day", "began"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_an_academic_year_begins_in_september(day: date, began: int) -> None:
    assert academic_year(day) == began


def test_the_year_that_a_period_names_wins_over_the_day_it_ends() -> None:
    promise = PromiseRow(
        "by the end of academic year 2025/2026 (September 2026)", 1, "A thing", False, date(2026, 9, 30)
    )

    assert promise_year(promise) == 2025


@pytest.mark.parametrize(("state", "mark"), [("kept", "met"), ("broken", "late"), ("to come", "on_track")])
def test_a_promise_carries_the_mark_of_where_it_stands(state: str, mark: str) -> None:
    row = PromiseRow("2025/26", 1, "A thing", False, date(2026, 8, 31))
    promise = PromiseView("a-key", row, Standing(PromiseState(state), "Because."), ())

    (year,) = years([promise], ())

    assert [(each.state, each.says) for each in year.periods[0][1]] == [(mark, "Because.")]


def test_a_year_says_how_many_promises_were_kept_and_broken_and_what_was_finished_in_it() -> None:
    rows = [PromiseRow("2025/26", place, f"Thing {place}", False, date(2026, 8, 31)) for place in range(3)]
    states = (PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN)
    promises = [PromiseView(row.text, row, Standing(state, ""), ()) for row, state in zip(rows, states, strict=True)]
    done = Achieved("an-id", "A1", "Finished work", date(2026, 3, 1), is_evidence_unseen=False)

    (year,) = years(promises, (), [done])

    assert year.says == "Of 3 promises 1 kept, 1 kept late, 1 broken; no actions due."
    assert [each.ref for each in year.done] == ["A1"]


def test_months_count_every_dated_action_once() -> None:
    actions = [
        an_action("a", due_on=date(2026, 1, 31)),
        an_action("b", due_on=date(2026, 1, 31), rating=Rating.COMPLETE),
        an_action("c", due_on=date(2026, 7, 31)),
        an_action("d"),
    ]

    months = months_of(lines_of(actions, (), TODAY))

    assert [(m.first_day, m.finished, m.late, m.to_come) for m in months] == [
        (date(2026, 1, 1), 1, 1, 0),
        (date(2026, 7, 1), 0, 0, 1),
    ]


def test_the_title_of_the_chart_is_its_finding() -> None:
    months = months_of(
        lines_of([an_action("a", due_on=date(2026, 1, 31)), an_action("b", due_on=date(2026, 7, 31))], (), TODAY)
    )

    assert finding(months) == "1 action late and 1 still to come; the fullest month is January 2026, with 1"


def test_nobody_else_counts_live_actions_that_name_one_role_alone() -> None:
    actions = [an_action("a"), an_action("b", owners=("SEND Manager", "SENCO")), an_action("c", rating=Rating.COMPLETE)]

    assert alone(lines_of(actions, (), TODAY)) == 1


def test_late_work_comes_first_and_the_earliest_leads() -> None:
    actions = [
        an_action("later", due_on=date(2026, 7, 31)),
        an_action("new", due_on=date(2026, 1, 31)),
        an_action("old", due_on=date(2025, 9, 30)),
    ]

    groups = grouped(lines_of(actions, (), TODAY))

    assert [(group.state, [line.ref for line in group.lines]) for group in groups] == [
        ("late", ["old", "new"]),
        ("on_track", ["later"]),
    ]


def test_a_load_counts_late_work_and_looks_ahead_for_the_next() -> None:
    actions = [an_action("a", due_on=date(2026, 1, 31)), an_action("b", due_on=date(2026, 7, 31))]
    row = OwnerLoadRow("SEND Manager", "send-manager", 2, 0, 2, {}, date(2026, 1, 31))

    (load,) = loads([row], lines_of(actions, (), TODAY))

    assert (load.late, load.next_due_on) == (1, date(2026, 7, 31))


def test_a_bar_says_every_part_in_words_and_fills_its_width() -> None:
    bar = rating_bar([Rating.COMPLETE, Rating.ON_TRACK, Rating.ON_TRACK, Rating.DELAYED])

    assert bar.says == "1 complete, 2 on track and 1 delayed"
    assert bar.parts[-1].x + bar.parts[-1].width == pytest.approx(100, abs=0.5)
