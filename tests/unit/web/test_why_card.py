"""Why a date stands: the same card everywhere, with its arithmetic, its prudent day, its exceptions and its doubts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oneplan.core.pathways import Answer, Calendars, Fact, run_clocks
from oneplan.rulebook import load_rulebook
from oneplan.web.children.why import WhyCard, card, cards, limit_id

TODAY = date(2026, 5, 13)


def answer(output: str, *facts: Fact, on: date = TODAY) -> Answer:
    book = load_rulebook()
    told = facts or (Fact("request_received", date(2026, 1, 5)),)
    found = run_clocks(told, on, book.rules, Calendars(book.working_days))
    return next(each for each in found if each.output == output)


def shown(output: str) -> WhyCard:
    return card(answer(output), TODAY, {})


def test_a_limit_on_a_bank_holiday_says_which_day_to_aim_for() -> None:
    final = shown("final_plan_due")

    assert (final.due_on, final.away) == (date(2026, 5, 25), "in 12 days")
    assert final.prudent.startswith("Aim for Friday 22 May 2026, in 9 days. Monday 25 May 2026 is not a working day;")
    assert any("+ 20 weeks (140 days) = Monday 25 May 2026" in reason for reason in final.because)


def test_exceptions_stand_apart_and_nothing_is_said_twice() -> None:
    final = shown("final_plan_due")

    assert final.exceptions[0].startswith("Exceptions considered: ")
    assert not set(final.because) & set(final.exceptions)
    assert not any(reason.startswith("Law: ") or reason in final.prudent for reason in final.because)


def test_it_says_how_sure_we_are_in_a_shape_a_word_and_a_sentence() -> None:
    final = shown("final_plan_due")

    assert final.mark == ("met", "Verified")
    assert final.status_words.startswith("A public copy of the rule")


def test_a_late_duty_is_late_by_its_days_and_guidance_is_only_past() -> None:
    duty, planning = shown("assess_decision_due"), shown("draft_latest_safe")

    assert (duty.is_late, duty.away) == (True, "3 months late")
    assert (planning.is_late, planning.is_dashed) == (False, True)


def test_red_says_that_a_duty_is_late_and_nothing_else_does() -> None:
    duty, planning, chosen = shown("assess_decision_due"), shown("draft_latest_safe"), shown("refuse_plan_due")

    assert [duty.shape, planning.shape, chosen.shape] == ["late", "guidance", "guidance"]
    assert (chosen.is_late, chosen.is_if_chosen, chosen.word) == (False, True, "If chosen")


def test_an_exception_is_named_by_what_it_is() -> None:
    final = shown("final_plan_due")

    assert "EXC-" not in " ".join(final.exceptions)


def test_what_was_late_when_last_told_of_is_no_later_than_it_was_then() -> None:
    told = replace(answer("assess_decision_due"), days_late=14)

    assert card(told, TODAY, {}).away == "14 days late when last told of, 2 March 2026"


@pytest.mark.parametrize("output", ["final_plan_due", "assess_decision_due"])
def test_a_date_keeps_its_address_while_its_start_stands(output) -> None:
    later = answer(output, Fact("request_received", date(2026, 1, 5)), Fact("draft_plan_sent", date(2026, 4, 1)))

    assert limit_id(answer(output)) == limit_id(later) == f"{output}.2026-01-05"


def test_two_dates_that_would_share_an_address_do_not() -> None:
    twice = cards("abc", [answer("final_plan_due"), answer("final_plan_due")], TODAY, {})

    assert [each.id for each in twice] == ["final_plan_due.2026-01-05", "final_plan_due.2026-01-05.2"]
    assert twice[1].address == "/children/abc/why/final_plan_due.2026-01-05.2/"
