"""Needs assessment, annual review, phase transfer, moves, re-assessment, ceasing and ages, by hand.

Each function is one rule of the reference, in the words of a SEN officer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.support import simple_calendar as calendar
from tests.support.simple_story import (
    Case,
    Clock,
    Fact,
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
    nearest,
    run,
    when,
)

REFUSED = when("assess_decision_notified", "decision", "refuse")
REQUESTED = kinds("request_received", "became_responsible")
ASSESSMENT_OVERTAKEN = kinds(
    "child_moved_out",
    when("tribunal_order_made", "order", "assess", "make_plan"),
    when("mediation_agreement_reached", "terms", "assess", "make_plan"),
    when("appeal_conceded", "appeal", "refusal_to_assess", "refusal_of_plan"),
)
ASSESSMENT_WITHDRAWN = kinds("request_withdrawn", "case_closed")
ASSESSMENT_OVER = kinds(REFUSED, "plan_refused_notified", "final_plan_sent")


def assessment(stop: str, *replaced_by: str | object, revived: bool = False) -> Plot:
    """The limits of 6, 16 and 20 weeks all run from the same day (EHCNA-01, -02, -05)."""
    return Plot(
        starts=REQUESTED,
        stops=kinds(stop),
        replaced_by=kinds(*replaced_by),
        overtaken_by=ASSESSMENT_OVERTAKEN,
        withdrawn_by=ASSESSMENT_WITHDRAWN,
        reopened_by=ASSESSMENT_OVER,
        revived_by=kinds("refusal_reversed") if revived else (),
    )


def assess_decision_due(case: Case) -> Iterator[Row]:
    """Six weeks from the request (EHCNA-01)."""
    clocks = run(case, assessment("assess_decision_notified"))
    for clock in clocks:
        excused = is_excused(case, "assess_decision_due", clock, "ABCDV")
        yield limit(case, "assess_decision_due", clock, calendar.after_weeks(clock.on, 6), excused=excused)


def refuse_plan_due(case: Case) -> Iterator[Row]:
    """Sixteen weeks from the request, only if there is to be no plan (EHCNA-05)."""
    gone = (REFUSED, "plan_agreed", "draft_plan_sent", "final_plan_sent")
    clocks = run(case, assessment("plan_refused_notified", *gone, revived=True))
    for clock in clocks:
        due = calendar.after_weeks(clock.on, 16)
        excused = is_excused(case, "refuse_plan_due", clock, "ABCDV")
        yield limit(case, "refuse_plan_due", clock, due, optional=True, excused=excused)


def final_plan_clocks(case: Case) -> list[Clock]:
    return run(case, assessment("final_plan_sent", REFUSED, "plan_refused_notified", revived=True))


def final_plan_due(case: Case) -> Iterator[Row]:
    """Twenty weeks from the request (EHCNA-02)."""
    clocks = final_plan_clocks(case)
    for clock in clocks:
        excused = is_excused(case, "final_plan_due", clock, "ABCDV")
        yield limit(case, "final_plan_due", clock, calendar.after_weeks(clock.on, 20), excused=excused)


def planning_dates(case: Case) -> Iterator[Row]:
    """Counting back from the plan: a full window, and a window with a consultation (PLAN-01)."""
    for clock in follow(case, final_plan_clocks(case), "draft_plan_sent"):
        final = calendar.after_weeks(clock.on, 20)
        yield limit(case, "draft_latest_safe", clock, calendar.before_days(final, 15))
        yield limit(case, "draft_latest_with_consultation", clock, calendar.before_days(final, 30))
    for clock in follow(case, final_plan_clocks(case)):
        yield day("draft_at_week_sixteen", clock, calendar.after_weeks(clock.on, 16))


def advice_due(case: Case) -> Iterator[Row]:
    """Six weeks from the day each body received the request for advice (EHCNA-03)."""
    clocks = run(
        case,
        Plot(
            kinds("advice_request_received"),
            kinds("advice_received"),
            replaced_by=kinds("plan_refused_notified", "final_plan_sent"),
            overtaken_by=ASSESSMENT_OVERTAKEN,
            withdrawn_by=ASSESSMENT_WITHDRAWN,
            per="body",
        ),
    )
    for clock in clocks:
        excused = is_excused(case, "advice_due", clock, "CDMV")
        yield limit(case, "advice_due", clock, calendar.after_weeks(clock.on, 6), excused=excused)


def served_on(fact: Fact) -> date | None:
    """By email, portal or hand the same day; by post on the second working day after (CONV-07)."""
    try:
        posted = fact.details.get("by", "email") == "post"
        return calendar.after_working_days(fact.on, 2) if posted else fact.on
    except calendar.HolidaysUnknownError:
        return None


def fifteen_day_window(fact: Fact) -> date | None:
    """Fifteen days, the day of service being the first (EHCNA-04, AR-07)."""
    served = served_on(fact)
    return calendar.window_of_days(served, 15) if served else None


def draft_window(case: Case) -> Iterator[Row]:
    """The family has at least fifteen days; the plan may be finished the day after (EHCNA-04, EHCNA-08)."""
    sent = Plot(kinds("draft_plan_sent"), withdrawn_by=ASSESSMENT_WITHDRAWN, repeat="latest")
    for clock in run(case, sent):
        yield day("draft_served_on", clock, served_on(clock.fact))
    window = Plot(
        kinds("draft_plan_sent"),
        kinds("representations_received"),
        replaced_by=kinds("final_plan_sent", "child_moved_out"),
        overtaken_by=ASSESSMENT_OVERTAKEN,
        withdrawn_by=ASSESSMENT_WITHDRAWN,
        repeat="latest",
    )
    windows = run(case, window)
    for clock in windows:
        yield limit(case, "draft_window_last_day", clock, fifteen_day_window(clock.fact), right=True)
    for clock in follow(case, windows):
        last = fifteen_day_window(clock.fact)
        yield day("earliest_final_without_reply", clock, calendar.after_days(last, 1) if last else None)


def setting_response_due(case: Case) -> Iterator[Row]:
    """Fifteen days, which is guidance (EHCNA-06)."""
    consulted = Plot(
        kinds("setting_consulted"),
        kinds("setting_replied"),
        replaced_by=kinds("final_plan_sent"),
        overtaken_by=ASSESSMENT_OVERTAKEN,
        withdrawn_by=ASSESSMENT_WITHDRAWN,
        repeat="latest",
        per="setting",
    )
    for clock in run(case, consulted):
        yield limit(case, "setting_response_due", clock, calendar.after_days(clock.on, 15))


# Annual review and amendment

PLAN_GONE = kinds("plan_ceased", "plan_transferred")
CLOSED = kinds("case_closed")


def review_years(case: Case) -> list[Clock]:
    """Twelve months from the plan, then from each review's decision (AR-01)."""
    year = Plot(
        kinds("final_plan_sent", "review_decision_notified"),
        kinds("review_decision_notified"),
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
        yield limit(case, "review_complete_by", clock, due, excused=excused)
    for clock in follow(case, years):
        yield day("anniversary", clock, calendar.after_months(clock.on, 12))


def last_meeting(case: Case) -> Iterator[Row]:
    """Four weeks before the review must be complete, and papers two weeks before that (AR-01, AR-03)."""
    years = review_years(case)
    for clock in follow(case, years, "review_meeting"):
        meeting = calendar.before_weeks(calendar.period_of_months(clock.on, 12), 4)
        yield limit(case, "latest_meeting_for_decision_in_time", clock, meeting)
    for clock in follow(case, years, "review_papers_sent", "review_meeting"):
        papers = calendar.before_weeks(calendar.period_of_months(clock.on, 12), 6)
        yield limit(case, "papers_for_latest_meeting_by", clock, papers)


def under_five_reviews(case: Case) -> Iterator[Row]:
    """For a child under five, a further review between three and six months on (AR-09)."""
    years = review_years(case)
    for clock in follow(case, years):
        if case.is_under(5, clock.on):
            yield day("under_five_review_from", clock, calendar.after_months(clock.on, 3))
    for clock in follow(case, years, "review_meeting"):
        if case.is_under(5, clock.on):
            yield limit(case, "under_five_review_by", clock, calendar.after_months(clock.on, 6))


def term_review_list_due(case: Case) -> Iterator[Row]:
    """Two weeks before each term (AR-10)."""
    term = Plot(kinds("term_starts"), kinds("term_review_list_sent"), withdrawn_by=CLOSED, repeat="each", backward=True)
    for clock in run(case, term):
        yield limit(case, "term_review_list_due", clock, calendar.before_weeks(clock.on, 2))


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
        yield limit(case, "notice_and_papers_by", clock, calendar.before_weeks(clock.on, 2))
    for clock in follow(case, notices):
        yield day("notice_and_papers_by_clear_days", clock, calendar.before_days(clock.on, 15))
    for clock in run(case, meeting("review_papers_sent", backward=True)):
        yield limit(case, "papers_circulated_by", clock, calendar.before_weeks(clock.on, 2))


def meeting_report_due(case: Case) -> Iterator[Row]:
    """Two weeks after the meeting (AR-04)."""
    for clock in run(case, meeting("review_report_sent")):
        yield limit(case, "meeting_report_due", clock, calendar.after_weeks(clock.on, 2))


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
        yield limit(case, "review_decision_due", clock, decision_day(case, clock.on), excused=excused)


def amendment_notice_due(case: Case) -> Iterator[Row]:
    """The proposed amendments go with the decision (AR-06)."""
    unneeded = when("review_decision_notified", "outcome", "maintain", "cease")
    clocks = run(case, meeting("amendment_notice_sent", unneeded))
    for clock in clocks:
        due = decision_day(case, clock.on)
        excused = is_excused(case, "amendment_notice_due", clock, "V")
        yield limit(case, "amendment_notice_due", clock, due, optional=True, excused=excused)


def amendment_window(case: Case) -> Iterator[Row]:
    """Fifteen days to comment on the amendments, the day of service being the first (AR-07)."""
    sent = Plot(kinds("amendment_notice_sent"), overtaken_by=PLAN_GONE, withdrawn_by=CLOSED, repeat="latest")
    for clock in run(case, sent):
        yield day("amendment_served_on", clock, served_on(clock.fact))
    sent.stops = kinds("amendment_representations_received")
    sent.replaced_by = kinds("amended_plan_sent", "no_amendment_notified")
    for clock in run(case, sent):
        yield limit(case, "amendment_reps_last_day", clock, fifteen_day_window(clock.fact), right=True)


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
        yield limit(case, "amended_final_due", clock, due, excused=excused)
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
        yield limit(case, "amended_final_due", clock, calendar.after_weeks(clock.on, 8), excused=excused)


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
        yield limit(case, "no_amendment_notice_due", clock, due, optional=True, excused=excused)


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


# Moves between areas

PLAN_CEASED = kinds("plan_ceased")


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
    days = [last_before(case, name, clock) for name in ("final_plan_sent", "review_decision_notified")]
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
    assess_decision_due,
    refuse_plan_due,
    final_plan_due,
    planning_dates,
    advice_due,
    draft_window,
    setting_response_due,
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
    plan_transfer_due,
    after_transfer,
    commissioner_notice_due,
    reassess_decision_due,
    reassess_final_due,
    closure_window,
    ages,
    plan_may_run_to,
)
