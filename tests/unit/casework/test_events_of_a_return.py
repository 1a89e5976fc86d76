"""What a return says of one request, as dated facts: known days as they are, unknown ones at the latest."""

from dataclasses import replace
from datetime import date

import pytest

from oneplan.core.casework import (
    ActivePlanReturned,
    AssessmentReturned,
    NamedPlanReturned,
    RequestReturned,
    ReturnEvents,
    ReturnHeader,
    events_of,
)
from oneplan.core.casework.phase_transfers import moves_to
from oneplan.core.casework.reporting import told_in_returns
from oneplan.core.pathways import read_facts
from oneplan.rulebook import load_rulebook, returns

HEADER = ReturnHeader(2026, date(2026, 1, 15), "201")
BORN = date(2014, 9, 9)
OUTCOMES = {"M": "maintain", "A": "amend", "C": "cease"}
OLD_PLAN = NamedPlanReturned(date(2018, 3, 1))


def known() -> ReturnEvents:
    return ReturnEvents.from_rules(load_rulebook().rules, on=HEADER.reference_date, review_outcomes=OUTCOMES)


def told(request: RequestReturned, born_on: date | None = BORN) -> list[tuple[str, ...]]:
    """Each fact as a line: its name, its day, whether that is the latest, and what it says."""
    found = events_of(request, born_on=born_on, header=HEADER, known=known())
    return [
        (
            each.fact,
            each.on.isoformat(),
            *(["latest"] if each.day_is == "at latest" else []),
            *map(str, each.details.values()),
        )
        for each in found
    ]


def with_plan(active: ActivePlanReturned, plan: NamedPlanReturned = OLD_PLAN) -> RequestReturned:
    return RequestReturned("H", assessment=AssessmentReturned("H", plan=plan), active_plan=active)


REQUESTS = {
    "undecided": (RequestReturned("A", date(2025, 12, 1)), [("request_received", "2025-12-01")]),
    "withdrawn": (
        RequestReturned("W", date(2025, 2, 1)),
        [("request_received", "2025-02-01"), ("request_withdrawn", "2026-01-15", "latest")],
    ),
    "refused": (
        RequestReturned("N", date(2025, 2, 1), outcome_on=date(2025, 3, 10)),
        [("request_received", "2025-02-01"), ("assess_decision_notified", "2025-03-10", "refuse")],
    ),
    "refused and later agreed": (
        RequestReturned(
            "N", date(2025, 2, 1), outcome_on=date(2025, 3, 10), tribunal=True, assessment=AssessmentReturned("A")
        ),
        [
            ("request_received", "2025-02-01"),
            ("assess_decision_notified", "2025-03-10", "refuse"),
            ("assess_decision_notified", "2026-01-15", "latest", "assess"),
        ],
    ),
    "agreed with no day given": (
        RequestReturned("Y", date(2025, 2, 1), assessment=AssessmentReturned("A")),
        [("request_received", "2025-02-01"), ("assess_decision_notified", "2026-01-15", "latest", "assess")],
    ),
    "agreed before the period": (
        RequestReturned("H", date(2024, 11, 4), assessment=AssessmentReturned("A")),
        [("request_received", "2024-11-04"), ("assess_decision_notified", "2024-12-31", "latest", "assess")],
    ),
    "moved away while being assessed": (
        RequestReturned(
            "Y", date(2025, 9, 1), outcome_on=date(2025, 10, 1), exported_to="302", assessment=AssessmentReturned("A")
        ),
        [
            ("request_received", "2025-09-01"),
            ("assess_decision_notified", "2025-10-01", "assess"),
            ("child_moved_out", "2026-01-15", "latest"),
        ],
    ),
    "a plan agreed and not yet issued": (
        RequestReturned("H", date(2024, 11, 4), assessment=AssessmentReturned("Y")),
        [
            ("request_received", "2024-11-04"),
            ("assess_decision_notified", "2024-12-31", "latest", "assess"),
            ("plan_agreed", "2026-01-15", "latest"),
        ],
    ),
    "no plan": (
        RequestReturned(
            "Y",
            date(2025, 2, 1),
            outcome_on=date(2025, 3, 10),
            assessment=AssessmentReturned("N", date(2025, 5, 20)),
        ),
        [
            ("request_received", "2025-02-01"),
            ("assess_decision_notified", "2025-03-10", "assess"),
            ("plan_refused_notified", "2025-05-20"),
        ],
    ),
    "a plan issued in the year": (
        RequestReturned(
            "Y",
            date(2025, 2, 1),
            outcome_on=date(2025, 3, 10),
            assessment=AssessmentReturned("Y", date(2025, 6, 20), plan=NamedPlanReturned(date(2025, 6, 23))),
        ),
        [
            ("request_received", "2025-02-01"),
            ("assess_decision_notified", "2025-03-10", "assess"),
            ("final_plan_sent", "2025-06-20"),
        ],
    ),
}


@pytest.mark.parametrize(("request_returned", "expected"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_becomes_the_facts_it_tells_of(request_returned, expected) -> None:
    assert told(request_returned) == expected


def test_a_plan_decided_long_ago_says_nothing_about_how_long_the_assessment_took() -> None:
    request = RequestReturned("H", date(2017, 10, 2), assessment=AssessmentReturned("H", plan=OLD_PLAN))

    assert told(request) == [("final_plan_sent", "2018-03-01"), ("review_history_starts", "2024-12-31", "latest")]


def test_the_latest_review_its_draft_and_a_phase_transfer_are_told_with_their_days() -> None:
    active = ActivePlanReturned(
        review_meeting_on=date(2025, 6, 10),
        review_outcome="A",
        review_decided_on=date(2025, 7, 1),
        review_draft_on=date(2025, 7, 1),
        phase_transfer_due_on=date(2026, 2, 15),
        phase_transfer_final_on=date(2026, 1, 12),
    )

    assert told(with_plan(active)) == [
        ("final_plan_sent", "2018-03-01"),
        ("review_history_starts", "2025-06-09", "latest"),
        ("review_meeting", "2025-06-10"),
        ("amendment_notice_sent", "2025-07-01"),
        ("review_decision_notified", "2025-07-01", "amend"),
        ("amended_plan_sent", "2026-01-12", "True"),
        ("phase_transfer_planned", "2026-09-01", "primary_to_secondary"),
    ]


@pytest.mark.parametrize(
    ("active", "begins"),
    [
        (ActivePlanReturned(), "2024-12-31"),
        (ActivePlanReturned(review_decided_on=date(2024, 10, 1), review_outcome="M"), "2024-09-30"),
        (ActivePlanReturned(review_decided_on=date(2025, 7, 1), review_outcome="M"), "2025-06-30"),
        (ActivePlanReturned(review_meeting_on=date(2026, 1, 14)), "2026-01-13"),
    ],
)
def test_a_return_tells_of_the_latest_review_alone_so_none_before_it_is_on_record(active, begins) -> None:
    assert ("review_history_starts", begins, "latest") in told(with_plan(active))


def test_a_plan_whose_first_review_fell_due_within_the_record_has_its_whole_history() -> None:
    new = NamedPlanReturned(date(2024, 3, 4))

    assert told(with_plan(ActivePlanReturned(), new)) == [("final_plan_sent", "2024-03-04")]


def test_a_decision_whose_outcome_nobody_returned_is_told_without_one() -> None:
    active = ActivePlanReturned(review_decided_on=date(2025, 7, 1))

    assert ("review_decision_notified", "2025-07-01", "not_recorded") in told(with_plan(active))


def test_a_plan_that_came_from_another_area_came_by_the_end_of_the_year_at_the_latest() -> None:
    assert told(with_plan(ActivePlanReturned(transferred_from="302")))[1:] == [
        ("review_history_starts", "2025-12-30", "latest"),
        ("plan_transferred", "2025-12-31", "latest"),
    ]


def test_a_plan_that_ended_ends_on_its_day_or_by_the_survey_day() -> None:
    days = [replace(OLD_PLAN, ceased_on=on, cease_reason="2") for on in (date(2025, 8, 31), None)]

    assert [told(with_plan(ActivePlanReturned(), plan))[-1] for plan in days] == [
        ("plan_ceased", "2025-08-31"),
        ("plan_ceased", "2026-01-15", "latest"),
    ]


def test_without_a_date_of_birth_no_phase_transfer_is_guessed() -> None:
    request = with_plan(ActivePlanReturned(phase_transfer_due_on=date(2026, 2, 15)))

    assert "phase_transfer_planned" not in {name for name, *_ in told(request, born_on=None)}


@pytest.mark.parametrize(
    ("born_on", "due_on", "move"),
    [
        (date(2022, 1, 5), date(2026, 2, 15), "early_years_to_school"),
        (date(2018, 12, 5), date(2026, 2, 15), "infant_to_junior"),
        (date(2016, 12, 5), date(2026, 2, 15), "primary_to_middle"),
        (date(2015, 8, 31), date(2026, 2, 15), "primary_to_secondary"),
        (date(2012, 12, 5), date(2026, 2, 15), "middle_to_secondary"),
        (date(2010, 1, 5), date(2026, 3, 31), "secondary_to_post_16"),
    ],
)
def test_a_transfer_is_named_by_its_due_day_and_the_age_at_the_coming_september(born_on, due_on, move) -> None:
    assert moves_to(due_on, born_on, school_transfer_day=known().school_transfer_day) == move


def test_every_fact_told_is_one_the_pathways_know_and_the_return_s_own_list_names() -> None:
    book = load_rulebook()
    active = ActivePlanReturned("302", date(2025, 6, 10), "A", date(2025, 7, 1), date(2025, 7, 1), date(2026, 2, 15))
    requests = [each for each, _ in REQUESTS.values()] + [with_plan(active, replace(OLD_PLAN, cease_reason="2"))]

    found = [fact for each in requests for fact in events_of(each, born_on=BORN, header=HEADER, known=known())]

    plain = [{"fact": fact.fact, "on": fact.on.isoformat(), **fact.details} for fact in found]
    assert len(read_facts(plain, book.rules)) == len(found)
    assert {fact.fact for fact in found} <= returns.load().facts_reported(2026)


def test_an_amended_plan_is_told_of_only_for_the_next_phase() -> None:
    (amended,) = [
        each for each in told_in_returns(returns.load().facts_reported(2026)) if each.fact == "amended_plan_sent"
    ]

    assert [(each.detail, each.values) for each in amended.when] == [("names_next_setting", (True,))]


def test_a_plan_came_within_the_period_and_before_it_ceased() -> None:
    active = ActivePlanReturned(transferred_from="302")

    in_force = told(with_plan(active))
    ceased = told(with_plan(active, replace(OLD_PLAN, ceased_on=date(2025, 5, 16), cease_reason="1")))

    assert ("plan_transferred", "2025-12-31", "latest") in in_force
    assert ("plan_transferred", "2025-05-16", "latest") in ceased
    assert ("review_history_starts", "2025-05-15", "latest") in ceased
