"""How far a case has come, and the sentence that says so."""

from datetime import date

import pytest

from oneplan.core.casework import Stage, stage_of
from oneplan.core.casework.case_facts import CaseFact, DayIs
from oneplan.core.casework.knowing import is_knowable
from oneplan.core.casework.progress import progress_of
from oneplan.core.casework.reporting import told_in_returns
from oneplan.core.casework.telling import NOTHING_TOLD, where_in_words
from oneplan.core.pathways import Calendars, Clock, Fact, run_clocks
from oneplan.rulebook import load_rulebook, returns

ON = date(2026, 3, 2)
REQUEST = Fact("request_received", date(2026, 1, 5))
ASSESS = Fact("assess_decision_notified", date(2026, 2, 2), {"decision": "assess"})
REFUSE = Fact("assess_decision_notified", date(2026, 2, 2), {"decision": "refuse"})
PLAN = Fact("final_plan_sent", date(2025, 5, 5))

STORIES = {
    "nothing": ([], None),
    "asked for": ([REQUEST], Stage.REQUESTED),
    "agreed to": ([REQUEST, ASSESS], Stage.BEING_ASSESSED),
    "refused": ([REQUEST, REFUSE], Stage.REFUSED),
    "refused and reversed": ([REQUEST, REFUSE, Fact("refusal_reversed", date(2026, 2, 9))], Stage.BEING_ASSESSED),
    "ordered to make a plan": (
        [
            Fact("plan_refused_notified", date(2026, 1, 6)),
            Fact("tribunal_order_made", date(2026, 2, 9), {"order": "make_plan"}),
        ],
        Stage.PLAN_AGREED,
    ),
    "drafted": ([REQUEST, ASSESS, Fact("draft_plan_sent", date(2026, 2, 20))], Stage.PLAN_BEING_DRAFTED),
    "no plan made": ([REQUEST, ASSESS, Fact("plan_refused_notified", date(2026, 2, 20))], Stage.NOT_ISSUED),
    "in force": ([PLAN], Stage.PLAN_IN_FORCE),
    "another request changes nothing while there is a plan": ([PLAN, REQUEST, ASSESS], Stage.PLAN_IN_FORCE),
    "being amended": ([PLAN, Fact("amendment_notice_sent", date(2026, 2, 1))], Stage.PLAN_BEING_AMENDED),
    "amended": (
        [PLAN, Fact("amendment_notice_sent", date(2026, 2, 1)), Fact("amended_plan_sent", date(2026, 2, 20))],
        Stage.PLAN_IN_FORCE,
    ),
    "taken over": ([Fact("plan_transferred", date(2026, 1, 6))], Stage.PLAN_IN_FORCE),
    "moved away": ([REQUEST, ASSESS, Fact("child_moved_out", date(2026, 2, 20))], Stage.MOVED_AWAY),
    "withdrawn": ([REQUEST, Fact("request_withdrawn", date(2026, 2, 20))], Stage.WITHDRAWN),
    "ceased": ([PLAN, Fact("plan_ceased", date(2026, 2, 20))], Stage.CEASED),
    "ceased tomorrow is in force today": ([PLAN, Fact("plan_ceased", date(2026, 3, 3))], Stage.PLAN_IN_FORCE),
    "decided and reviewed on one day": (
        [
            PLAN,
            Fact("review_decision_notified", date(2026, 2, 1), {"outcome": "amend"}),
            Fact("amendment_notice_sent", date(2026, 2, 1)),
        ],
        Stage.PLAN_BEING_AMENDED,
    ),
}


@pytest.mark.parametrize(("facts", "stage"), STORIES.values(), ids=STORIES)
def test_a_stage_is_told_by_the_facts(facts, stage) -> None:
    assert stage_of(reversed(facts), ON) == stage


def words(*facts: CaseFact, on: date = ON) -> str:
    book = load_rulebook()
    answers = run_clocks([each.as_fact for each in facts], on, book.rules, Calendars(book.working_days))
    return where_in_words(facts, [each for each in answers if each.stopped_on is None], on)


def test_a_parent_reads_what_was_asked_and_what_comes_next() -> None:
    said = words(CaseFact("request_received", date(2026, 2, 16)))

    assert said == (
        "A needs assessment was asked for on 16 February 2026; "
        "the council must say whether there will be one by 30 March 2026."
    )


def test_a_day_that_has_passed_is_said_to_have_passed() -> None:
    said = words(CaseFact("request_received", date(2026, 1, 5)))

    assert said.endswith("by 16 February 2026, and that day has passed.")


def test_a_day_nobody_recorded_is_said_to_be_the_latest() -> None:
    said = words(CaseFact("request_withdrawn", date(2026, 1, 15), DayIs.AT_LATEST))

    assert said == "The request was withdrawn by 15 January 2026 at the latest."


def test_a_plan_is_told_with_its_next_review() -> None:
    said = words(CaseFact("final_plan_sent", date(2025, 5, 6)))

    assert said == "There is a plan, made on 6 May 2025; its next review must be complete by 5 May 2026."


def test_every_stage_has_a_sentence_and_nothing_has_one_too() -> None:
    said = {
        words(*(CaseFact(fact.name, fact.on, details=fact.details) for fact in facts)) for facts, _ in STORIES.values()
    }

    assert NOTHING_TOLD in said
    assert all(each.endswith(".") and "  " not in each for each in said)


def test_a_case_is_over_since_the_first_day_on_which_nothing_was_open() -> None:
    progress = progress_of([PLAN, Fact("plan_ceased", date(2026, 2, 20)), Fact("review_meeting", date(2026, 2, 25))])

    assert (progress.opened_on, progress.closed_on, progress.closed_why) == (
        date(2025, 5, 5),
        date(2026, 2, 20),
        "ceased",
    )


def test_a_closed_case_says_why_in_the_officer_s_words() -> None:
    closed = Fact("case_closed", date(2026, 2, 20), {"reason": "opened twice"})

    assert progress_of([REQUEST, closed]).closed_why == "opened twice"


def clock(output: str) -> Clock:
    return load_rulebook().rules.outputs[output][0]


@pytest.mark.parametrize(
    ("output", "year", "is_known"),
    [
        ("assess_decision_due", 2026, True),
        ("final_plan_due", 2026, True),
        ("review_complete_by", 2026, True),
        ("review_decision_due", 2023, True),
        ("phase_transfer_strict", 2026, True),
        ("phase_transfer_strict", 2024, False),
        ("amendment_notice_due", 2026, True),
        ("amendment_notice_due", 2024, False),
        ("latest_meeting_for_decision_in_time", 2023, False),
        ("meeting_report_due", 2026, False),
        ("notice_and_papers_by", 2026, False),
        ("papers_for_latest_meeting_by", 2026, False),
        ("amended_final_due", 2026, False),
        ("no_amendment_notice_due", 2026, False),
        ("advice_due", 2026, False),
        ("transfer_letter_due", 2026, False),
        ("draft_latest_safe", 2026, False),
    ],
)
def test_a_duty_is_knowable_from_a_return_only_if_the_return_carries_its_end(output, year, is_known) -> None:
    assert is_knowable(clock(output), told_in_returns(returns.load().facts_reported(year))) is is_known


def test_everything_is_knowable_where_officers_record_it() -> None:
    assert is_knowable(clock("meeting_report_due"), None)
