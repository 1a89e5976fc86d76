"""What must always hold of the engine, whatever the clock."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from oneplan.core.kernel import Problem
from oneplan.core.law import NoLawInForce
from oneplan.core.pathways import Answer, Calendars, Fact, State, run_clocks
from oneplan.core.pathways.conditions import detail_of
from oneplan.rulebook import load_rulebook

BOOK = load_rulebook()
CALENDARS = Calendars(BOOK.working_days)
REQUEST = Fact("request_received", date(2026, 1, 5))


def run(*facts: Fact, as_of: date = date(2026, 3, 1), pathways: tuple[str, ...] | None = None) -> tuple[Answer, ...]:
    return run_clocks(facts, as_of, BOOK.rules, CALENDARS, pathways=pathways)


def only(answers: tuple[Answer, ...], output: str) -> Answer:
    (found,) = (answer for answer in answers if answer.output == output)
    return found


def test_no_facts_give_no_answers():
    assert run() == ()


def test_the_order_in_which_facts_are_given_never_matters():
    facts = (
        REQUEST,
        Fact("assess_decision_notified", date(2026, 2, 10), {"decision": "refuse"}),
        Fact("refusal_reversed", date(2026, 2, 20)),
        Fact("draft_plan_sent", date(2026, 4, 20), {"by": "post"}),
    )

    answers = {run(*order, as_of=date(2026, 6, 1)) for order in permutations(facts)}

    assert len(answers) == 1


def test_the_same_fact_twice_counts_once():
    assert run(REQUEST, REQUEST) == run(REQUEST)


def test_a_fact_is_known_by_its_details_and_not_by_their_order():
    one = Fact("exception_recorded", date(2026, 1, 6), {"limit": "final_plan_due", "exception": "EXC-C"})
    other = Fact("exception_recorded", date(2026, 1, 6), {"exception": "EXC-C", "limit": "final_plan_due"})

    assert one == other
    assert hash(one) == hash(other)


def test_later_facts_never_change_how_things_stood_earlier():
    earlier = run(REQUEST, as_of=date(2026, 3, 1))

    later = run(REQUEST, Fact("case_closed", date(2026, 3, 2)), as_of=date(2026, 3, 1))

    assert [(row.output, row.due_on, row.state) for row in later] == [
        (row.output, row.due_on, row.state) for row in earlier
    ]


def test_the_due_day_never_depends_on_the_day_asked_about():
    due = {
        only(run(REQUEST, as_of=date(2026, 1, 5) + timedelta(days=step)), "final_plan_due").due_on
        for step in range(0, 400, 13)
    }

    assert due == {date(2026, 5, 25)}


def test_an_end_on_the_day_of_the_start_ends_the_clock():
    answers = run(REQUEST, Fact("assess_decision_notified", REQUEST.on, {"decision": "assess"}))

    assert only(answers, "assess_decision_due").state is State.MET


def test_an_end_ends_the_older_clock_and_leaves_the_one_begun_that_day():
    answers = run(
        Fact("draft_plan_sent", date(2026, 2, 2)),
        Fact("draft_plan_sent", date(2026, 2, 10)),
        Fact("representations_received", date(2026, 2, 10)),
    )

    windows = [(row.started_on, row.state) for row in answers if row.output == "draft_window_last_day"]
    assert windows == [(date(2026, 2, 2), State.MET), (date(2026, 2, 10), None)]


def test_a_request_withdrawn_and_made_again_on_one_day_starts_afresh():
    answers = run(REQUEST, Fact("request_withdrawn", date(2026, 2, 2)), Fact("request_received", date(2026, 2, 2)))

    found = [(row.started_on, row.state) for row in answers if row.output == "final_plan_due"]
    assert found == [(date(2026, 1, 5), State.WITHDRAWN), (date(2026, 2, 2), State.RUNNING)]


def test_a_request_made_and_withdrawn_on_one_day_is_withdrawn():
    answers = run(REQUEST, Fact("request_withdrawn", REQUEST.on))

    assert only(answers, "final_plan_due").state is State.WITHDRAWN


def test_a_request_withdrawn_the_day_it_came_lets_the_next_one_in():
    answers = run(
        REQUEST,
        Fact("request_withdrawn", REQUEST.on),
        Fact("request_received", date(2026, 2, 2)),
        as_of=date(2026, 2, 3),
    )

    found = [(row.started_on, row.state) for row in answers if row.output == "final_plan_due"]
    assert found == [(date(2026, 1, 5), State.WITHDRAWN), (date(2026, 2, 2), State.RUNNING)]


def test_two_starts_on_one_day_open_one_clock_and_the_other_is_named():
    answers = run(REQUEST, Fact("became_responsible", REQUEST.on))

    due = only(answers, "final_plan_due")
    assert due.started_by == "request_received"
    assert any("was not restarted" in reason for reason in due.because)


def test_of_several_ends_on_one_day_doing_the_work_counts():
    answers = run(REQUEST, Fact("final_plan_sent", date(2026, 2, 2)), Fact("case_closed", date(2026, 2, 2)))

    assert only(answers, "final_plan_due").state is State.MET


def test_a_refusal_reversed_the_same_day_leaves_the_clock_running():
    answers = run(
        REQUEST,
        Fact("assess_decision_notified", date(2026, 2, 10), {"decision": "refuse"}),
        Fact("refusal_reversed", date(2026, 2, 10)),
    )

    due = only(answers, "final_plan_due")
    assert due.state is State.RUNNING
    assert any("the first dates stand" in reason for reason in due.because)


def test_a_move_away_is_not_undone_by_reversing_a_refusal():
    answers = run(REQUEST, Fact("child_moved_out", date(2026, 2, 10)), Fact("refusal_reversed", date(2026, 2, 20)))

    assert only(answers, "final_plan_due").state is State.SUPERSEDED


def test_a_start_still_to_come_opens_a_clock_and_closes_none():
    answers = run(
        Fact("direct_payment_reviewed", date(2026, 2, 2)),
        Fact("direct_payment_reviewed", date(2026, 9, 1)),
        as_of=date(2026, 3, 1),
    )

    found = [(row.started_on, row.due_on, row.state) for row in answers]
    assert found == [
        (date(2026, 2, 2), date(2027, 2, 2), State.RUNNING),
        (date(2026, 9, 1), date(2027, 9, 1), State.RUNNING),
    ]
    assert any("still to come" in reason for reason in answers[1].because)


def test_a_question_may_be_kept_to_some_pathways():
    answers = run(REQUEST, pathways=("timeliness", "needs-assessment"))

    assert {answer.pathway for answer in answers} == {"needs-assessment"}


def test_a_pathway_that_does_not_exist_is_refused():
    with pytest.raises(Problem, match="no pathway called “statements”"):
        run(REQUEST, pathways=("statements",))


def test_a_fact_that_does_not_exist_is_refused():
    with pytest.raises(Problem, match="no fact called “statement_made”"):
        run(Fact("statement_made", date(2026, 1, 5)))


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2200, 1, 1), date(1899, 12, 31), date(1, 1, 1)])
def test_a_day_that_cannot_be_meant_is_refused(day: date):
    with pytest.raises(Problem, match="cannot be meant"):
        run(Fact("request_received", day))
    with pytest.raises(Problem, match="cannot be meant"):
        run(REQUEST, as_of=day)
    with pytest.raises(Problem, match="deletion_ground_met, deletes_on"):
        run(Fact("deletion_ground_met", date(2026, 1, 5), {"deletes_on": day}))


def test_a_day_at_the_edge_of_what_is_understood_is_answered():
    answers = run(Fact("request_received", date(2199, 12, 31)), as_of=date(2199, 12, 31))

    assert only(answers, "final_plan_due").due_on == date(2200, 5, 20)


def test_a_day_before_the_law_raises_naming_the_rule_and_the_day():
    with pytest.raises(NoLawInForce) as refusal:
        run(Fact("request_received", date(2014, 8, 31)))

    assert "reg 5(1)" in str(refusal.value)
    assert "2014-08-31" in str(refusal.value)


def test_two_dates_of_birth_are_refused():
    with pytest.raises(Problem, match="2 dates of birth"):
        run(Fact("person_born", date(2010, 1, 1)), Fact("person_born", date(2011, 1, 1)))


def test_a_birth_after_the_day_asked_about_is_refused():
    with pytest.raises(Problem, match="after the day asked about"):
        run(Fact("person_born", date(2027, 1, 1)))


def test_a_limit_beyond_the_known_bank_holidays_has_no_prudent_day_and_says_so():
    answers = run(Fact("direct_payment_reviewed", date(2032, 6, 1)), as_of=date(2032, 6, 1))

    due = only(answers, "direct_payment_next_review_by")
    assert due.due_on == date(2033, 6, 1)
    assert due.prudent_on is None
    assert any("No prudent working day can be given." in reason for reason in due.because)


def test_a_limit_in_working_days_beyond_the_known_years_says_what_is_missing():
    answers = run(Fact("referral_received", date(2032, 12, 20)), as_of=date(2032, 12, 20))

    due = only(answers, "cf_assessment_by")
    assert (due.due_on, due.missing) == (None, "bank_holidays")
    assert any("2032-12-31" in reason for reason in due.because)


def test_an_appeal_beyond_the_known_years_says_what_is_missing():
    answers = run(Fact("decision_letter_sent", date(2032, 12, 1)), as_of=date(2032, 12, 1))

    due = only(answers, "appeal_deadline")
    assert (due.due_on, due.missing) == (None, "bank_holidays")


def test_what_rests_on_a_day_that_is_missing_says_so_too():
    answers = run(Fact("cease_notice_sent", date(2032, 12, 1)), as_of=date(2032, 12, 1))

    assert only(answers, "plan_may_end_from").missing == "bank_holidays"


def test_an_answer_that_rests_on_bank_holidays_not_yet_published_says_so():
    due = only(
        run(Fact("direct_payment_made", date(2029, 9, 14)), as_of=date(2029, 9, 14)), "direct_payment_first_review_by"
    )

    assert "Bank holidays for 2029 are worked out and not yet published." in due.because


def test_every_answer_gives_its_start_its_arithmetic_and_its_law():
    due = only(run(REQUEST), "assess_decision_due")

    started, counted, law = due.because[:3]
    assert started == "Request for a needs assessment received: Monday 5 January 2026."
    assert counted.startswith("SEND Regulations 2014 reg 5(1): 5 January 2026 + 6 weeks (42 days) = ")
    assert counted.endswith("Monday 16 February 2026; the first day is not counted.")
    assert law == "Law: SEND Regulations 2014 reg 5(1)."


def test_a_duty_is_never_shown_as_a_target():
    assert any("outer edge" in reason for reason in only(run(REQUEST), "final_plan_due").because)


def test_guidance_says_that_it_is_guidance():
    due = only(run(Fact("setting_consulted", date(2026, 2, 2))), "setting_response_due")

    assert "This is guidance, not a duty." in due.because


def test_a_limit_without_exceptions_says_that_there_are_none():
    due = only(
        run(Fact("cease_notice_sent", date(2026, 2, 2)), Fact("appeal_received", date(2026, 2, 9))), "la_response_due"
    )

    assert "No exception of any kind exists for this limit." in due.because


def test_a_fact_whose_birth_is_unknown_to_a_question_of_age_answers_no():
    answers = run(Fact("not_attending", date(2026, 2, 2)))

    assert answers == ()


def test_json_holds_every_field_in_plain_values():
    row = only(run(REQUEST), "final_plan_due").as_json()

    assert row["due_on"] == "2026-05-25"
    assert row["state"] == "running"
    assert row["kind"] == "duty"
    assert isinstance(row["because"], list)
    assert set(row) >= {"output", "prudent_on", "rule", "status", "law", "days_late", "value", "missing"}


def test_a_detail_that_no_fact_knows_has_no_value():
    assert detail_of(REQUEST, "colour", BOOK.rules) is None


def test_a_dash_score_of_nothing_is_its_own_answer():
    answers = run(Fact("dash_completed", date(2026, 2, 2), {"ticks": 0}))

    assert only(answers, "dash_risk").value == "none ticked"


def test_nobody_is_named_as_asking_where_nobody_is_recorded():
    answers = run(Fact("reassessment_requested", date(2026, 2, 2)))

    assert [answer for answer in answers if answer.output == "who_may_ask"] == []


def test_leaving_care_needs_a_date_of_birth():
    due = only(run(Fact("looked_after_began", date(2026, 2, 2))), "care_leaver_status")

    assert (due.value, due.missing) == (None, "person_born")


def test_care_that_begins_after_the_day_asked_about_counts_for_nothing_yet():
    answers = run(
        Fact("person_born", date(2009, 2, 2)), Fact("looked_after_began", date(2026, 9, 1)), as_of=date(2026, 3, 1)
    )

    assert only(answers, "care_leaver_status").value == "none"
