from datetime import date
from typing import Any

import pytest

from oneplan.core.kernel import Problem
from oneplan.core.pathways import Fact, read_facts, read_question, read_school_calendar
from oneplan.rulebook import load_rulebook

BOOK = load_rulebook()


def ask(**document: Any):
    return read_question(document, BOOK.rules, BOOK.working_days)


def refused(**document: Any) -> str:
    with pytest.raises(Problem) as refusal:
        ask(**document)
    assert refusal.value.do
    return str(refusal.value)


def one(**fact: Any) -> str:
    return refused(as_of="2026-03-01", facts=[fact])


def test_a_question_becomes_facts_a_day_and_calendars():
    question = ask(
        as_of="2026-03-01",
        facts=[{"fact": "request_received", "on": "2026-01-05", "by": "parent"}],
        school_calendar={"terms": [["2026-01-05", "2026-02-13"]], "closed": ["2026-01-05"]},
        pathways=["needs-assessment"],
    )

    assert question.facts == (Fact("request_received", date(2026, 1, 5), {"by": "parent"}),)
    assert question.as_of == date(2026, 3, 1)
    assert question.calendars.school is not None
    assert not question.calendars.school.is_school_day(date(2026, 1, 5))
    assert question.pathways == ("needs-assessment",)


def test_the_day_asked_about_may_be_given_beside_the_document():
    question = read_question({"facts": []}, BOOK.rules, BOOK.working_days, as_of=date(2026, 3, 1))

    assert question.as_of == date(2026, 3, 1)
    assert question.answer(BOOK.rules) == ()


def test_the_day_is_never_guessed():
    assert "which day" in refused(facts=[])


@pytest.mark.parametrize("document", [[], "facts", None, 3])
def test_a_question_that_is_no_table_is_refused(document: object):
    with pytest.raises(Problem, match="not a table"):
        read_question(document, BOOK.rules, BOOK.working_days)


def test_parts_that_are_not_known_are_refused_by_name():
    assert "as_off" in refused(as_off="2026-03-01", facts=[])


@pytest.mark.parametrize("facts", [None, {}, "request_received"])
def test_facts_that_are_no_list_are_refused(facts: object):
    assert "facts is not a list" in refused(as_of="2026-03-01", facts=facts)


def test_a_fact_that_is_no_table_is_refused_with_its_number():
    assert "Fact 2" in refused(as_of="2026-03-01", facts=[{"fact": "request_received", "on": "2026-01-05"}, "x"])


def test_an_unknown_fact_is_refused_and_the_nearest_is_offered():
    said = one(fact="request_recieved", on="2026-01-05")

    assert "Fact 1" in said
    assert "Did you mean request_received?" in said


def test_a_fact_that_is_like_nothing_is_refused_without_an_offer():
    assert "Did you mean" not in one(fact="zzzz", on="2026-01-05")
    assert "no fact called None" in one(on="2026-01-05")


def test_an_unknown_detail_is_refused_by_name():
    assert "colour is not a detail" in one(fact="request_received", on="2026-01-05", colour="red")


def test_a_detail_that_is_needed_and_missing_is_named_with_its_meaning():
    said = one(fact="assess_decision_notified", on="2026-01-05")

    assert "decision is missing" in said
    assert "the decision" in said


@pytest.mark.parametrize(
    "on", [None, "", "5 January 2026", "2026-02-30", "2026-1-5", "20260105", 20260105, "2026-01-05T10:00"]
)
def test_a_day_that_cannot_be_is_refused(on: object):
    assert "is not a day" in one(fact="request_received", on=on)


def test_a_choice_that_is_not_offered_is_refused_with_the_choices():
    said = one(fact="assess_decision_notified", on="2026-01-05", decision="maybe")

    assert "assess, refuse" in said


@pytest.mark.parametrize("number", ["8", -1, 2.5, True, None, 10_001])
def test_a_number_that_is_none_is_refused(number: object):
    assert "is not a whole number" in one(fact="suspension_began", on="2026-01-05", school_days=number)


def test_yes_and_no_are_true_and_false_only():
    assert "neither true nor false" in one(fact="governing_board_notified", on="2026-01-05", permanent="yes")


@pytest.mark.parametrize("body", ["", "   ", 4, None, "two\nlines", "\ud800"])
def test_a_text_says_something(body: object):
    assert "is not a text" in one(fact="advice_received", on="2026-01-05", body=body)


def test_a_limit_is_named_by_its_output():
    said = one(
        fact="exception_recorded",
        on="2026-01-05",
        exception="EXC-C",
        limit="final_plan",
        officer="Sam Hill",
        why="Illness",
    )

    assert "no limit called 'final_plan'" in said
    assert "Did you mean final_plan_due?" in said


def test_a_stretch_that_ends_before_it_begins_is_refused():
    closure = one(fact="head_advice_requested", on="2026-07-20", closed_from="2026-09-02", reopens_on="2026-07-22")
    absence = one(fact="family_away", on="2026-07-20", last_day="2026-07-19")

    assert "reopens_on, 2026-07-22, is before 2026-09-02" in closure
    assert "last_day, 2026-07-19, is before 2026-07-20" in absence


def test_dates_in_details_become_days():
    (fact,) = read_facts([{"fact": "deletion_ground_met", "on": "2026-01-05", "deletes_on": "2026-01-20"}], BOOK.rules)

    assert fact.details == {"deletes_on": date(2026, 1, 20)}


def test_no_school_calendar_is_none():
    assert read_school_calendar(None, BOOK.working_days) is None


@pytest.mark.parametrize(
    ("calendar", "says"),
    [
        ([], "not a table"),
        ({"terms": [["2026-01-05", "2026-02-13"]], "shut": []}, "shut"),
        ({"terms": []}, "no terms"),
        ({}, "terms is not a list"),
        ({"terms": ["2026-01-05"]}, "Term 1 is not a list"),
        ({"terms": [["2026-01-05"]]}, "Term 1 does not have two days"),
        ({"terms": [["2026-02-13", "2026-01-05"]]}, "cannot end"),
        ({"terms": [["2026-01-05", "2026-02-13"]], "closed": ["Monday"]}, "closed, item 1"),
        ({"terms": [["2040-01-05", "2040-02-13"]]}, "Bank holidays are not known"),
    ],
)
def test_a_school_calendar_that_cannot_be_is_refused(calendar: object, says: str):
    assert says in refused(as_of="2026-03-01", facts=[], school_calendar=calendar)


def test_pathways_are_named_in_a_list():
    assert "pathways is not a list" in refused(as_of="2026-03-01", facts=[], pathways="appeal")
    assert "no pathway called “appeals”" in refused(as_of="2026-03-01", facts=[], pathways=["appeals"])
