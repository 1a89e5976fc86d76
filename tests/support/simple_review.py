"""Annual review, amendment and phase transfer, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.support import simple_calendar as calendar
from tests.support.simple_assessment import fifteen_day_window, served_on
from tests.support.simple_moves import first_review_clocks, first_review_day
from tests.support.simple_story import (
    Case,
    Clock,
    Kind,
    Plot,
    Row,
    day,
    follow,
    is_excused,
    kinds,
    last_before,
    latest_open,
    limit,
    run,
    when,
)

PLAN_GONE = kinds("plan_ceased", "plan_transferred")
CLOSED = kinds("case_closed")


def review_limit(case: Case, output: str, clock: Clock, due: date | None, **how: bool) -> Row:
    """A limit of a review; what gave way to the day before which no review is on record is not called late."""
    row = limit(case, output, clock, due, **how)
    untold = clock.ended == "superseded" and any(
        fact.on == clock.ended_on for fact in case.all("review_history_starts")
    )
    return row._replace(days_late=0) if untold else row


def review_years(case: Case) -> list[Clock]:
    """Twelve months from the plan, then from each review's decision (AR-01)."""
    year = Plot(
        kinds("final_plan_sent", "review_decision_notified", "review_history_starts"),
        kinds("review_decision_notified"),
        replaced_by=kinds("review_history_starts"),
        overtaken_by=PLAN_GONE,
        withdrawn_by=CLOSED,
    )
    return run(case, year)


def review_complete_by(case: Case) -> Iterator[Row]:
    """The last day of twelve months beginning with the plan or the last decision (AR-01)."""
    years = review_years(case)
    for clock in years:
        due = calendar.period_of_months(clock.on, 12)
        excused = is_excused(case, "review_complete_by", clock, "V")
        yield review_limit(case, "review_complete_by", clock, due, excused=excused)
    for clock in follow(case, years):
        yield day("anniversary", clock, calendar.after_months(clock.on, 12))


def last_meeting(case: Case) -> Iterator[Row]:
    """Four weeks before the review must be complete, and papers two weeks before that (AR-01, AR-03)."""
    years = review_years(case)
    for clock in follow(case, years, "review_meeting"):
        meeting = calendar.before_weeks(calendar.period_of_months(clock.on, 12), 4)
        yield review_limit(case, "latest_meeting_for_decision_in_time", clock, meeting)
    for clock in follow(case, years, "review_papers_sent", "review_meeting"):
        papers = calendar.before_weeks(calendar.period_of_months(clock.on, 12), 6)
        yield review_limit(case, "papers_for_latest_meeting_by", clock, papers)


def under_five_reviews(case: Case) -> Iterator[Row]:
    """For a child under five, a further review between three and six months on (AR-09)."""
    years = review_years(case)
    for clock in follow(case, years):
        if case.is_under(5, clock.on):
            yield day("under_five_review_from", clock, calendar.after_months(clock.on, 3))
    for clock in follow(case, years, "review_meeting"):
        if case.is_under(5, clock.on):
            yield review_limit(case, "under_five_review_by", clock, calendar.after_months(clock.on, 6))


def term_review_list_due(case: Case) -> Iterator[Row]:
    """Two weeks before each term (AR-10)."""
    term = Plot(kinds("term_starts"), kinds("term_review_list_sent"), withdrawn_by=CLOSED, repeat="each", backward=True)
    for clock in run(case, term):
        yield review_limit(case, "term_review_list_due", clock, calendar.before_weeks(clock.on, 2))


def meeting(stop: str, *replaced_by: object, backward: bool = False) -> Plot:
    return Plot(
        kinds("review_meeting"),
        kinds(stop),
        replaced_by=kinds(*replaced_by),
        overtaken_by=PLAN_GONE,
        withdrawn_by=CLOSED,
        repeat="latest",
        backward=backward,
    )


def notice_and_papers(case: Case) -> Iterator[Row]:
    """At least two weeks before the meeting; a day earlier in clear days (AR-02, AR-03)."""
    notices = run(case, meeting("review_notice_given", backward=True))
    for clock in notices:
        yield review_limit(case, "notice_and_papers_by", clock, calendar.before_weeks(clock.on, 2))
    for clock in follow(case, notices):
        yield day("notice_and_papers_by_clear_days", clock, calendar.before_days(clock.on, 15))
    for clock in run(case, meeting("review_papers_sent", backward=True)):
        yield review_limit(case, "papers_circulated_by", clock, calendar.before_weeks(clock.on, 2))


def meeting_report_due(case: Case) -> Iterator[Row]:
    """Two weeks after the meeting (AR-04)."""
    for clock in run(case, meeting("review_report_sent")):
        yield review_limit(case, "meeting_report_due", clock, calendar.after_weeks(clock.on, 2))


def decision_day(case: Case, on: date) -> date | None:
    """Four weeks after the meeting, and inside the period in which the review must be complete (AR-05)."""
    days = [calendar.after_weeks(on, 4)]
    if year := latest_open(review_years(case), on):
        days.append(calendar.period_of_months(year.on, 12))
    if transfer := latest_open(first_review_clocks(case), on):
        after_transfer = first_review_day(case, transfer)
        if after_transfer is None:
            return None
        days.append(after_transfer)
    return min(days)


def review_decision_due(case: Case) -> Iterator[Row]:
    clocks = run(case, meeting("review_decision_notified"))
    for clock in clocks:
        excused = is_excused(case, "review_decision_due", clock, "V")
        yield review_limit(case, "review_decision_due", clock, decision_day(case, clock.on), excused=excused)


def amendment_notice_due(case: Case) -> Iterator[Row]:
    """The proposed amendments go with the decision (AR-06)."""
    unneeded = when("review_decision_notified", "outcome", "maintain", "cease")
    clocks = run(case, meeting("amendment_notice_sent", unneeded))
    for clock in clocks:
        due = decision_day(case, clock.on)
        excused = is_excused(case, "amendment_notice_due", clock, "V")
        yield review_limit(case, "amendment_notice_due", clock, due, optional=True, excused=excused)


def amendment_window(case: Case) -> Iterator[Row]:
    """Fifteen days to comment on the amendments, the day of service being the first (AR-07)."""
    sent = Plot(kinds("amendment_notice_sent"), overtaken_by=PLAN_GONE, withdrawn_by=CLOSED, repeat="latest")
    for clock in run(case, sent):
        yield day("amendment_served_on", clock, served_on(clock.fact))
    sent.stops = kinds("amendment_representations_received")
    sent.replaced_by = kinds("amended_plan_sent", "no_amendment_notified")
    for clock in run(case, sent):
        yield review_limit(case, "amendment_reps_last_day", clock, fifteen_day_window(clock.fact), right=True)


def amendment(without_review: bool) -> Plot:
    return Plot(
        kinds(when("amendment_notice_sent", "without_review", without_review, otherwise=False)),
        kinds("amended_plan_sent"),
        replaced_by=kinds("no_amendment_notified"),
        overtaken_by=PLAN_GONE,
        withdrawn_by=CLOSED,
        repeat="each",
    )


def amended_final_due(case: Case) -> Iterator[Row]:
    """The earlier of eight weeks from the notice and twelve from the meeting (AR-08)."""
    clocks = run(case, amendment(without_review=False))
    for clock in clocks:
        met = last_before(case, "review_meeting", clock)
        eight = calendar.after_weeks(clock.on, 8)
        due = min(eight, calendar.after_weeks(met, 12)) if met else eight
        excused = is_excused(case, "amended_final_due", clock, "V")
        yield review_limit(case, "amended_final_due", clock, due, excused=excused)
    for clock in follow(case, clocks):
        met = last_before(case, "review_meeting", clock)
        yield day("amended_final_notice_limb", clock, calendar.after_weeks(clock.on, 8))
        if met:
            yield day("amended_final_meeting_limb", clock, calendar.after_weeks(met, 12))


def amended_without_review(case: Case) -> Iterator[Row]:
    """Eight weeks from the notice, there having been no meeting (AR-14)."""
    clocks = run(case, amendment(without_review=True))
    for clock in clocks:
        excused = is_excused(case, "amended_final_due", clock, "V")
        yield review_limit(case, "amended_final_due", clock, calendar.after_weeks(clock.on, 8), excused=excused)


def no_amendment_notice_due(case: Case) -> Iterator[Row]:
    """Eight weeks from the notice, only if the plan is not to be amended (AR-11)."""
    dropped = Plot(
        kinds("amendment_notice_sent"),
        kinds("no_amendment_notified"),
        replaced_by=kinds("amended_plan_sent"),
        overtaken_by=PLAN_GONE,
        withdrawn_by=CLOSED,
        repeat="each",
    )
    clocks = run(case, dropped)
    for clock in clocks:
        due = calendar.after_weeks(clock.on, 8)
        excused = is_excused(case, "no_amendment_notice_due", clock, "V")
        yield review_limit(case, "no_amendment_notice_due", clock, due, optional=True, excused=excused)


# Phase transfer

NAMES_NEXT = when("amended_plan_sent", "names_next_setting", True)
TO_SCHOOL = (
    "early_years_to_school",
    "infant_to_junior",
    "primary_to_middle",
    "primary_to_secondary",
    "middle_to_secondary",
)


def transfer(start: str | Kind, stop: str | Kind | None = None) -> Plot:
    return Plot(
        kinds(start),
        kinds(stop) if stop else (),
        overtaken_by=kinds("plan_ceased"),
        withdrawn_by=kinds("case_closed", "phase_transfer_cancelled"),
        repeat="latest",
        backward=stop is not None,
        look_back_months=12,
    )


PHASES = (
    (when("phase_transfer_planned", "moves_to", *TO_SCHOOL), 2, 15),
    (when("phase_transfer_planned", "moves_to", "secondary_to_post_16"), 3, 31),
)


def phase_transfer(case: Case) -> Iterator[Row]:
    """Before 15 February, or before 31 March for post-16; most publish the day itself (PT-01, PT-02)."""
    for kind, month, number in PHASES:
        for clock in run(case, transfer(kind, NAMES_NEXT)):
            published = date(clock.on.year, month, number)
            yield limit(case, "phase_transfer_strict", clock, calendar.before_days(published, 1))
        for clock in run(case, transfer(kind)):
            yield day("phase_transfer_published", clock, date(clock.on.year, month, number))


def phase_transfer_back_plan(case: Case) -> Iterator[Row]:
    """Twelve weeks back for the meeting, eight for the notice (PT-04)."""
    for output, done, weeks in (
        ("latest_meeting_for_full_cycle", "review_meeting", 12),
        ("latest_amendment_notice_for_full_cycle", "amendment_notice_sent", 8),
    ):
        for clock in run(case, transfer("phase_transfer_planned", done)):
            month, number = (3, 31) if clock.fact.details["moves_to"] == "secondary_to_post_16" else (2, 15)
            strict = calendar.before_days(date(clock.on.year, month, number), 1)
            yield limit(case, output, clock, calendar.before_weeks(strict, weeks))


def post16_move_final_by(case: Case) -> Iterator[Row]:
    """Five months before a move between post-16 institutions (PT-03)."""
    for clock in run(case, transfer("post16_move_planned", NAMES_NEXT)):
        yield limit(case, "post16_move_final_by", clock, calendar.after_months(clock.on, -5))


RULES = (
    review_complete_by,
    last_meeting,
    under_five_reviews,
    term_review_list_due,
    notice_and_papers,
    meeting_report_due,
    review_decision_due,
    amendment_notice_due,
    amendment_window,
    amended_final_due,
    amended_without_review,
    no_amendment_notice_due,
    phase_transfer,
    phase_transfer_back_plan,
    post16_move_final_by,
)
