"""Needs assessment and the first plan, by hand.

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
    Plot,
    Row,
    day,
    follow,
    is_excused,
    kinds,
    limit,
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


RULES = (
    assess_decision_due,
    refuse_plan_due,
    final_plan_due,
    planning_dates,
    advice_due,
    draft_window,
    setting_response_due,
)
