"""Moves between areas, re-assessment, long closures and ages, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.support import simple_calendar as calendar
from tests.support.simple_story import (
    Case,
    Clock,
    Plot,
    Row,
    day,
    follow,
    is_excused,
    kinds,
    last_before,
    limit,
    nearest,
    run,
    when,
)

CLOSED = kinds("case_closed")
PLAN_CEASED = kinds("plan_ceased")
MADE_OR_REVIEWED = ("final_plan_sent", "review_decision_notified", "review_history_starts")


def moving(start: str, stop: str | None, repeat: str = "latest") -> Plot:
    stops = kinds(stop) if stop else ()
    return Plot(kinds(start), stops, overtaken_by=PLAN_CEASED, withdrawn_by=CLOSED, repeat=repeat)


def plan_transfer_due(case: Case) -> Iterator[Row]:
    """On the day of the move, or within fifteen working days beginning with the day it was known (MOVE-01)."""
    clocks = run(case, moving("family_moves", "plan_transferred"))
    for clock in clocks:
        excused = is_excused(case, "plan_transfer_due", clock, "V")
        known = nearest(case, "move_became_known", clock)
        try:
            due = transfer_day(clock.on, known) if known else clock.on
        except calendar.HolidaysUnknownError:
            due = None
        yield limit(case, "plan_transfer_due", clock, due, excused=excused)
    for clock in follow(case, clocks):
        yield day("move_known_in_time_by", clock, fifteen_working_days_before(clock.on))


def fifteen_working_days_before(move: date) -> date | None:
    try:
        return calendar.before_working_days(move, 15)
    except calendar.HolidaysUnknownError:
        return None


def transfer_day(move: date, known: date) -> date:
    """Known in time, the day of the move; otherwise fifteen working days counting the day it was known."""
    last = calendar.window_of_working_days(known, 15)
    try:
        known_in_time = known <= calendar.before_working_days(move, 15)
    except calendar.HolidaysUnknownError:
        known_in_time = last <= move
    return move if known_in_time else last


def after_transfer(case: Case) -> Iterator[Row]:
    """The letter in six weeks; the review by the later of two periods (MOVE-02, MOVE-03)."""
    letters = run(case, moving("plan_transferred", "transfer_letter_sent"))
    for clock in letters:
        excused = is_excused(case, "transfer_letter_due", clock, "V")
        yield limit(case, "transfer_letter_due", clock, calendar.after_weeks(clock.on, 6), excused=excused)
    for clock in run(case, moving("plan_transferred", None)):
        if made := made_or_reviewed(case, clock):
            yield day("last_made_or_reviewed", clock, made)
    reviews = first_review_clocks(case)
    for clock in reviews:
        excused = is_excused(case, "first_review_by", clock, "V")
        yield limit(case, "first_review_by", clock, first_review_day(case, clock), excused=excused)
    for clock in follow(case, reviews):
        made = made_or_reviewed(case, clock)
        twelve = calendar.period_of_months(made, 12) if made else None
        yield day("first_review_twelve_month_limb", clock, twelve)
        yield day("first_review_three_month_limb", clock, calendar.period_of_months(clock.on, 3))


def first_review_clocks(case: Case) -> list[Clock]:
    return run(case, moving("plan_transferred", "review_decision_notified"))


def first_review_day(case: Case, clock: Clock) -> date | None:
    """The later of twelve months from the making or last review and three months from the transfer."""
    made = made_or_reviewed(case, clock)
    three = calendar.period_of_months(clock.on, 3)
    return max(calendar.period_of_months(made, 12), three) if made else None


def made_or_reviewed(case: Case, clock: Clock) -> date | None:
    days = [last_before(case, name, clock) for name in MADE_OR_REVIEWED]
    return max((each for each in days if each), default=None)


def commissioner_notice_due(case: Case) -> Iterator[Row]:
    """Fifteen working days beginning with the day the change was known (MOVE-05)."""
    for clock in run(case, moving("commissioner_change_known", "commissioner_told", "first")):
        try:
            due = calendar.window_of_working_days(clock.on, 15)
        except calendar.HolidaysUnknownError:
            due = None
        yield limit(case, "commissioner_notice_due", clock, due)


# Re-assessment

REASSESSMENT_OVERTAKEN = kinds(
    "plan_ceased",
    "plan_transferred",
    when("tribunal_order_made", "order", "reassess"),
    when("mediation_agreement_reached", "terms", "reassess"),
    when("appeal_conceded", "appeal", "refusal_to_reassess"),
)
REASSESSMENT_WITHDRAWN = kinds("reassessment_withdrawn", "case_closed")


def reassess_decision_due(case: Case) -> Iterator[Row]:
    """Fifteen days from the request (RA-01)."""
    asked = Plot(
        kinds("reassessment_requested"),
        kinds("reassess_decision_notified"),
        overtaken_by=REASSESSMENT_OVERTAKEN,
        withdrawn_by=REASSESSMENT_WITHDRAWN,
    )
    clocks = run(case, asked)
    for clock in clocks:
        excused = is_excused(case, "reassess_decision_due", clock, "V")
        yield limit(case, "reassess_decision_due", clock, calendar.after_days(clock.on, 15), excused=excused)


def reassess_final_due(case: Case) -> Iterator[Row]:
    """Fourteen weeks from the notice, or from the authority's own decision (RA-02)."""
    agreed = Plot(
        kinds(when("reassess_decision_notified", "decision", "reassess"), "reassessment_decided_on"),
        kinds("final_plan_sent", "amended_plan_sent"),
        overtaken_by=REASSESSMENT_OVERTAKEN,
        withdrawn_by=REASSESSMENT_WITHDRAWN,
    )
    clocks = run(case, agreed)
    for clock in clocks:
        excused = is_excused(case, "reassess_final_due", clock, "ABCDV")
        yield limit(case, "reassess_final_due", clock, calendar.after_weeks(clock.on, 14), excused=excused)


# Long closures, and ages


def closure_window(case: Case) -> Iterator[Row]:
    """From a week before the closure to a week before the re-opening (EXC-A)."""
    for clock in run(case, Plot(kinds("head_advice_requested"), repeat="each")):
        closed, reopens = clock.fact.details["closed_from"], clock.fact.details["reopens_on"]
        yield day("closure_window_first_day", clock, calendar.before_weeks(closed, 1))
        yield day("closure_window_last_day", clock, calendar.before_weeks(reopens, 1))


def ages(case: Case) -> Iterator[Row]:
    """School age starts and ends, and the twenty-fifth birthday (AGE-01 to AGE-03)."""
    for clock in run(case, Plot(kinds("person_born"))):
        five, sixteen = calendar.birthday(clock.on, 5), calendar.birthday(clock.on, 16)
        leaves = school_leaving_day(sixteen)
        yield day("fifth_birthday", clock, five)
        yield day("sixteenth_birthday", clock, sixteen)
        yield day("compulsory_school_age_starts", clock, next_of(five, (3, 31), (8, 31), (12, 31)))
        yield day("compulsory_school_age_ends", clock, leaves)
        yield day("young_person_from", clock, calendar.after_days(leaves, 1))
        yield day("turns_25_on", clock, calendar.birthday(clock.on, 25))


def next_of(on_or_after: date, *month_days: tuple[int, int]) -> date:
    found = on_or_after
    while (found.month, found.day) not in month_days:
        found = calendar.after_days(found, 1)
    return found


def school_leaving_day(sixteen: date) -> date:
    """The last Friday in June of the school year, 1 September to 31 August, of the sixteenth birthday."""
    return calendar.last_friday_in_june(sixteen.year + 1 if sixteen.month >= 9 else sixteen.year)


def plan_may_run_to(case: Case) -> Iterator[Row]:
    """In further education to 31 July; elsewhere to the course's end or the day before 26 (AGE-02)."""
    born = case.born()
    further = when("plan_kept_past_25", "at", "further_education")
    for clock in run(case, Plot(kinds(further), repeat="latest")):
        known = born is not None and born <= clock.on
        yield day("plan_may_run_to", clock, next_of(calendar.birthday(born, 25), (7, 31)) if known else None)
    elsewhere = when("plan_kept_past_25", "at", "elsewhere")
    for clock in run(case, Plot(kinds(elsewhere), repeat="latest")):
        course = clock.fact.details.get("course_ends_on")
        last = calendar.before_days(calendar.birthday(born, 26), 1) if born else None
        yield day("plan_may_run_to", clock, min(course, last) if course and last else last)


RULES = (
    plan_transfer_due,
    after_transfer,
    commissioner_notice_due,
    reassess_decision_due,
    reassess_final_due,
    closure_window,
    ages,
    plan_may_run_to,
)
