"""The columns answer as core does, row by row, and refuse what core refuses."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from tests.support.clock_rows import bulk_clocks, engine_answers, run_bulk
from tests.support.random_cases import random_case

from oneplan.bulk_clocks import STATES, BulkClocks, columns_from_cases, columns_from_days
from oneplan.core.kernel import Problem
from oneplan.core.law import NoLawInForce
from oneplan.core.pathways import Calendars, Fact, Role, run_clocks
from oneplan.rulebook import load_rulebook

NO_DAY = np.datetime64("NaT")


def asked(facts: list[Fact], as_of: date) -> dict[str, list[date | None]]:
    """The due days of one case, by output."""
    rows = bulk_clocks().run(columns_from_cases([facts]), as_of)
    return {output: columns.due_on.tolist() for output, columns in rows.items() if len(columns.case)}


def core_says(facts: list[Fact], as_of: date) -> dict[str, list[date | None]]:
    book = load_rulebook()
    answers = run_clocks(facts, as_of, book.rules, Calendars(book.working_days))
    dated = [each for each in answers if each.role is not Role.VALUE]
    return {each.output: [other.due_on for other in dated if other.output == each.output] for each in dated}


@pytest.mark.slow
def test_every_row_has_the_rule_the_start_and_the_end_that_core_gives() -> None:
    cases = [random_case(seed) for seed in range(500_000, 500_600)]

    columns = run_bulk(cases)

    rows: list[Counter[tuple[object, ...]]] = [Counter() for _ in cases]
    for output, each in columns.items():
        fields = (each.rule, each.key, each.started_on, each.ended_on, each.due_on, each.state)
        for case, *row, state in zip(each.case.tolist(), *(field.tolist() for field in fields), strict=True):
            rows[case][output, *row, STATES[state]] += 1
    for case, row in zip(cases, rows, strict=True):
        assert row == Counter(
            (each.output, each.rule, each.key, each.started_on, each.stopped_on, each.due_on, each.state)
            for each in engine_answers(case)
            if each.role is not Role.VALUE
        )


def test_one_day_may_be_asked_about_for_every_case() -> None:
    requests = [[Fact("request_received", date(2026, 1, 5))], [Fact("request_received", date(2026, 3, 2))]]

    rows = bulk_clocks().run(columns_from_cases(requests), date(2026, 3, 1))

    due = rows["assess_decision_due"]
    assert due.due_on.tolist() == [date(2026, 2, 16), date(2026, 4, 13)]
    assert due.prudent_on.tolist() == [date(2026, 2, 16), date(2026, 4, 13)]
    assert [STATES[code] for code in due.state] == ["overdue", "running"]
    assert due.days_late.tolist() == [13, 0]


def test_cases_without_facts_have_no_rows() -> None:
    rows = bulk_clocks().run(columns_from_cases([[], []]), date(2026, 3, 1))

    assert sum(len(columns.case) for columns in rows.values()) == 0


def test_a_case_read_back_from_columns_says_what_was_put_in() -> None:
    facts = {
        Fact("request_received", date(2026, 1, 5), {"by": "parent"}),
        Fact("governing_board_notified", date(2026, 3, 9), {"term_total": 6, "permanent": False}),
        Fact("governing_board_notified", date(2026, 3, 10), {"exam_missed": True}),
        Fact("deletion_ground_met", date(2026, 3, 9), {"deletes_on": date(2026, 4, 1)}),
    }
    columns = columns_from_cases([[Fact("request_received", date(2025, 1, 5))], facts])

    read = columns.facts_of(1, [*columns.facts, "final_plan_sent"], load_rulebook().rules)

    assert set(read) == facts
    assert read[Fact("request_received", date(2026, 1, 5), {"by": "parent"})] == ("request_received", 1)


def test_only_the_pathways_asked_for_are_answered() -> None:
    facts = columns_from_cases([[Fact("request_received", date(2026, 1, 5)), Fact("review_meeting", date(2026, 1, 5))]])

    rows = bulk_clocks().run(facts, date(2026, 3, 1), pathways=["annual-review"])

    assert "review_decision_due" in rows
    assert "final_plan_due" not in rows


def test_columns_made_from_days_give_what_columns_made_from_facts_give() -> None:
    days = {
        "request_received": np.array(["2026-01-05", "2026-02-09", "NaT"], dtype="datetime64[D]"),
        "final_plan_sent": np.array(["2026-05-26", "NaT", "2026-02-09"], dtype="datetime64[D]"),
        "person_born": np.array(["1960-05-05", "NaT", "2012-02-29"], dtype="datetime64[D]"),
    }
    cases = [
        [Fact(name, column[case].item()) for name, column in days.items() if not np.isnat(column[case])]
        for case in range(3)
    ]

    from_days = bulk_clocks().run(columns_from_days(days), date(2026, 6, 1))
    from_cases = bulk_clocks().run(columns_from_cases(cases), date(2026, 6, 1))

    for output, columns in from_days.items():
        assert columns.case.tolist() == from_cases[output].case.tolist()
        assert columns.due_on.tolist() == from_cases[output].due_on.tolist()
        assert columns.state.tolist() == from_cases[output].state.tolist()


def test_due_days_of_a_plain_limit_are_looked_up_for_any_number_of_starts() -> None:
    starts = np.array(["2026-01-05", "2027-10-16"], dtype="datetime64[D]")

    due = bulk_clocks().due_days(["final_plan_due", "review_complete_by"], starts)

    assert due["final_plan_due"].tolist() == [date(2026, 5, 25), date(2028, 3, 4)]
    assert due["review_complete_by"].tolist() == [date(2027, 1, 4), date(2028, 10, 15)]


@pytest.mark.parametrize("output", ["appeal_deadline", "deletion_return_due", "plan_may_end_from", "no_such_output"])
def test_an_output_that_needs_more_than_its_start_is_not_looked_up(output: str) -> None:
    starts = np.array(["2026-01-05"], dtype="datetime64[D]")

    with pytest.raises(Problem, match=output):
        bulk_clocks().due_days([output], starts)


def test_a_day_for_which_no_law_is_held_is_refused_as_core_refuses_it() -> None:
    facts = [Fact("own_data_requested", date(2018, 5, 24))]

    with pytest.raises(NoLawInForce) as by_core:
        core_says(facts, date(2018, 6, 1))
    with pytest.raises(NoLawInForce) as in_columns:
        asked(facts, date(2018, 6, 1))

    assert str(in_columns.value) == str(by_core.value)


def test_a_limit_that_is_only_asked_while_in_force_gives_no_row_before_it() -> None:
    facts = [Fact("appeal_conceded", date(2015, 3, 22), {"appeal": "refusal_to_assess"})]

    due = asked(facts, date(2015, 4, 1))

    assert due == core_says(facts, date(2015, 4, 1))
    assert due["assess_notify_due"] == [date(2015, 4, 19)]
    assert "not_issue_due" not in due


def test_a_plan_refused_twice_and_reversed_is_followed_as_core_follows_it() -> None:
    facts = [
        Fact("request_received", date(2026, 1, 5)),
        Fact("assess_decision_notified", date(2026, 2, 10), {"decision": "refuse"}),
        Fact("request_received", date(2026, 3, 2), {"by": "parent"}),
        Fact("refusal_reversed", date(2026, 3, 9)),
        Fact("final_plan_sent", date(2026, 5, 1)),
    ]

    assert asked(facts, date(2026, 6, 1)) == core_says(facts, date(2026, 6, 1))


@pytest.mark.parametrize("stopped_later", [True, False])
def test_a_refusal_reversed_more_than_once_is_followed_as_core_follows_it(*, stopped_later: bool) -> None:
    facts = [
        Fact("request_received", date(2026, 1, 5)),
        Fact("assess_decision_notified", date(2026, 2, 10), {"decision": "refuse"}),
        Fact("refusal_reversed", date(2026, 2, 20)),
        Fact("assess_decision_notified", date(2026, 3, 10), {"decision": "refuse"}),
        Fact("refusal_reversed", date(2026, 3, 20)),
        *([Fact("final_plan_sent", date(2026, 5, 1))] if stopped_later else []),
    ]
    book = load_rulebook()

    rows = bulk_clocks().run(columns_from_cases([facts]), date(2026, 6, 1))["final_plan_due"]

    by_core = run_clocks(facts, date(2026, 6, 1), book.rules, Calendars(book.working_days))
    assert [STATES[code] for code in rows.state] == [e.state for e in by_core if e.output == "final_plan_due"]


def test_a_fact_that_says_something_else_gives_a_limb_nothing_to_start_from() -> None:
    facts = [
        Fact("looked_after_began", date(2026, 12, 7)),
        Fact("looked_after_review_held", date(2027, 1, 4), {"review": "second"}),
    ]

    due = asked(facts, date(2027, 2, 1))

    assert due == core_says(facts, date(2027, 2, 1))
    assert due["second_lac_review_by"] == [date(2027, 4, 7)]


def test_a_limit_that_needs_a_date_of_birth_nobody_gave_is_missing() -> None:
    facts = [Fact("initial_health_assessment_done", date(2026, 11, 30))]

    due = asked(facts, date(2027, 1, 4))

    assert due == core_says(facts, date(2027, 1, 4))
    assert due["rha_next_by"] == [None]


def test_two_dates_of_birth_are_refused() -> None:
    facts = [Fact("person_born", date(2012, 1, 1)), Fact("person_born", date(2012, 1, 2))]

    with pytest.raises(Problem, match="Case 0 has more than one date of birth"):
        asked(facts, date(2026, 1, 1))


def test_a_birth_after_the_day_asked_about_is_refused() -> None:
    with pytest.raises(Problem, match="date of birth of case 0 is after"):
        asked([Fact("person_born", date(2026, 1, 2))], date(2026, 1, 1))


def test_settings_must_be_given_for_every_case_or_for_none() -> None:
    with pytest.raises(Problem, match="2 cases and 1 settings"):
        columns_from_cases([[], []], [0])


def test_a_setting_without_a_calendar_is_refused() -> None:
    columns = columns_from_cases([[Fact("request_received", date(2026, 1, 5))]], [0])

    with pytest.raises(Problem, match="Case 0 is at setting 0; there are 0 school calendars"):
        BulkClocks.from_rulebook(load_rulebook()).run(columns, date(2026, 2, 1))


def test_a_fact_that_is_not_in_the_vocabulary_is_refused() -> None:
    with pytest.raises(Problem, match="no fact called “request_recieved”"):
        asked([Fact("request_recieved", date(2026, 1, 5))], date(2026, 2, 1))


@pytest.mark.parametrize(
    ("fact", "as_of", "where"),
    [
        (Fact("request_received", date(1899, 1, 5)), date(2026, 2, 1), "request_received"),
        (
            Fact("deletion_ground_met", date(2026, 1, 5), {"deletes_on": date(2926, 1, 5)}),
            date(2026, 2, 1),
            "deletes_on",
        ),
        (Fact("request_received", date(2026, 1, 5)), date(2206, 2, 1), "The day asked about"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(fact: Fact, as_of: date, where: str) -> None:
    with pytest.raises(Problem, match=f"{where}: the day in case 0 cannot be meant"):
        asked([fact], as_of)


def test_columns_of_different_lengths_are_refused() -> None:
    one, two = np.array(["2026-01-05"], dtype="datetime64[D]"), np.array([NO_DAY, NO_DAY], dtype="datetime64[D]")

    with pytest.raises(Problem, match="2 different lengths"):
        columns_from_days({"request_received": one, "final_plan_sent": two})


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2200, 1, 1)])
def test_a_day_outside_the_tables_is_refused(day: date) -> None:
    with pytest.raises(Problem, match="outside the tables"):
        bulk_clocks().due_days(["final_plan_due"], np.array([day], dtype="datetime64[D]"))


def test_school_days_without_a_school_calendar_are_missing() -> None:
    facts = [Fact("permanent_exclusion_began", date(2026, 10, 15))]

    due = BulkClocks.from_rulebook(load_rulebook()).run(columns_from_cases([facts]), date(2026, 10, 20))

    assert np.isnat(due["sixth_day_provision_from"].due_on).all()
    assert due["sixth_day_provision_from"].days_late.tolist() == [0]


def test_the_tribunal_s_time_cannot_be_rolled_past_the_holidays_that_are_known() -> None:
    facts = [Fact("decision_letter_sent", date(2033, 1, 4)), Fact("final_plan_sent", date(2033, 1, 4) - timedelta(400))]

    due = asked(facts, date(2033, 2, 1))

    assert due == core_says(facts, date(2033, 2, 1))
    assert due["appeal_deadline"] == [date(2032, 2, 2), None]


def test_a_revival_with_nothing_to_take_back_changes_nothing_in_a_case_by_itself() -> None:
    facts = [
        Fact("became_responsible", date(2024, 4, 26)),
        Fact("draft_plan_sent", date(2024, 8, 1)),
        Fact("refusal_reversed", date(2025, 5, 8)),
        Fact("final_plan_sent", date(2025, 5, 9)),
    ]

    assert asked(facts, date(2025, 6, 1)) == core_says(facts, date(2025, 6, 1))
