"""Schools, children in care, social care, complaints, money and custody, by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from tests.support import simple_calendar as calendar
from tests.support.simple_story import (
    Case,
    Fact,
    Kind,
    Plot,
    Row,
    day,
    first_after,
    follow,
    kinds,
    limit,
    run,
    same_start,
    when,
)

CLOSED = kinds("case_closed")
Counts = Callable[[date], date | None]


def counted(count: Callable[..., date | None], *arguments: object) -> date | None:
    """The day, or none if the holidays of that year are not known."""
    try:
        return count(*arguments)
    except calendar.HolidaysUnknownError:
        return None


def weeks(number: int) -> Counts:
    return lambda on: calendar.after_weeks(on, number)


def days(number: int) -> Counts:
    return lambda on: calendar.after_days(on, number)


def months(number: int) -> Counts:
    return lambda on: calendar.after_months(on, number)


def working_days(number: int) -> Counts:
    return lambda on: counted(calendar.after_working_days, on, number)


def one_limit(case: Case, output: str, count: Counts, plot: Plot, *, right: bool = False) -> Iterator[Row]:
    for clock in run(case, plot):
        yield limit(case, output, clock, count(clock.on), right=right)


def plot(
    starts: tuple | str, stops: tuple | str, *, instead: tuple = (), repeat: str = "each", backward: bool = False
) -> Plot:
    return Plot(
        kinds(*((starts,) if isinstance(starts, (str, Kind)) else starts)),
        kinds(*((stops,) if isinstance(stops, (str, Kind)) else stops)),
        replaced_by=kinds(*instead),
        withdrawn_by=CLOSED,
        repeat=repeat,
        backward=backward,
    )


# Section 19 and alternative provision

CANCELLED, BACK = ("exclusion_cancelled",), ("returned_to_school",)


def sixth_day_provision_from(case: Case) -> Iterator[Row]:
    """The sixth school day, the first day out being the first (AP-01, AP-02)."""
    suspended = Kind("suspension_began", lambda fact, case: fact.details.get("school_days", 0) > 5)
    for start in ("permanent_exclusion_began", suspended):
        for clock in run(case, plot(start, "full_time_education_began", instead=CANCELLED + BACK)):
            sixth = counted(calendar.window_of_school_days, clock.on, 6, case.school)
            yield limit(case, "sixth_day_provision_from", clock, sixth)


def school_days_missed(case: Case, fact: Fact, number: int) -> date | None:
    """The day on which so many have been missed, counting those missed before this absence."""
    left = max(1, number - fact.details.get("days_already_missed", 0))
    return counted(calendar.window_of_school_days, fact.on, left, case.school)


def long_absence(case: Case) -> Iterator[Row]:
    """Fifteen school days missed, or the day it is clear that they will be (AP-03, ATT-05)."""
    for clock in run(case, plot("sickness_absence_began", (), instead=BACK, repeat="latest")):
        yield day("fifteenth_school_day_missed", clock, school_days_missed(case, clock.fact, 15))
    for output, done in (
        ("section_19_trigger_on", "section_19_arranged"),
        ("sickness_return_trigger_on", "sickness_return_made"),
    ):
        for clock in run(case, plot("sickness_absence_began", done, instead=BACK, repeat="latest")):
            missed = school_days_missed(case, clock.fact, 15)
            forecast = first_after(case, "long_absence_forecast", clock)
            known = [each for each in (missed, forecast) if each]
            yield limit(case, output, clock, min(known, default=None))


def part_time_timetable_ends_on(case: Case) -> Iterator[Row]:
    """On the end date agreed (AP-07)."""
    for clock in run(case, plot("part_time_timetable_began", "part_time_timetable_ended", repeat="latest")):
        yield limit(case, "part_time_timetable_ends_on", clock, clock.fact.details["ends_on"])


def off_site_direction(case: Case) -> Iterator[Row]:
    """Notice two school days before, a review within thirty days (AP-08)."""
    for clock in run(case, plot("off_site_direction_starts", "off_site_notice_given", repeat="latest", backward=True)):
        notice = counted(calendar.before_school_days, clock.on, 2, case.school)
        yield limit(case, "off_site_notice_by", clock, notice)
    reviewed = plot("off_site_direction_starts", "off_site_reviewed", repeat="latest")
    yield from one_limit(case, "off_site_first_review_by", days(30), reviewed)


# Exclusions


def school_days(case: Case, number: int) -> Counts:
    return lambda on: counted(calendar.after_school_days, on, number, case.school)


def must_meet_soon(fact: Fact, case: Case) -> bool:
    """Permanent, over fifteen days in the term, or an exam missed (PEX-02)."""
    said = fact.details
    return said.get("permanent", False) or said.get("term_total", 0) > 15 or said.get("exam_missed", False)


def must_hear_the_parent(fact: Fact, case: Case) -> bool:
    """Over five and up to fifteen days, and the parent makes representations (PEX-03)."""
    if must_meet_soon(fact, case) or not fact.details.get("representations", False):
        return False
    return 5 < fact.details.get("term_total", 0) <= 15


def governors_meet_by(case: Case) -> Iterator[Row]:
    for number, test in ((15, must_meet_soon), (50, must_hear_the_parent)):
        told = plot(Kind("governing_board_notified", test), "governing_board_met", instead=CANCELLED)
        yield from one_limit(case, "governors_meet_by", school_days(case, number), told)


def independent_review(case: Case) -> Iterator[Row]:
    """Fifteen school days to apply, fifteen to meet, ten to reconsider (PEX-05 to PEX-07, PEX-10)."""
    fifteen, ten = school_days(case, 15), school_days(case, 10)
    apply = plot("board_decision_given", "review_applied_for")
    yield from one_limit(case, "irp_apply_by", fifteen, apply, right=True)
    for clock in follow(case, run(case, apply)):
        last = fifteen(clock.on)
        yield day("name_may_be_removed_from", clock, calendar.after_days(last, 1) if last else None)
    yield from one_limit(case, "irp_meet_by", fifteen, plot("review_applied_for", "review_panel_met"))
    sent_back = when("panel_decision_given", "outcome", "recommended", "quashed")
    yield from one_limit(case, "reconsider_by", ten, plot(sent_back, "board_reconsidered"))


# Attendance and home education


def register(case: Case) -> Iterator[Row]:
    """Returns at ten days, deletion at twenty or ten; five days and none for the register (ATT-06 to ATT-08)."""
    tenth = lambda on: counted(calendar.window_of_school_days, on, 10, case.school)  # noqa: E731
    twentieth = lambda on: counted(calendar.window_of_school_days, on, 20, case.school)  # noqa: E731
    away = plot("unauthorised_absence_began", "attendance_return_made", instead=BACK, repeat="latest")
    yield from one_limit(case, "attendance_return_trigger_on", tenth, away)
    for start, count in (("unauthorised_absence_began", twentieth), ("leave_ended_without_return", tenth)):
        for clock in run(case, plot(start, (), instead=BACK, repeat="latest")):
            yield day("deletion_may_be_considered_from", clock, count(clock.on))
    yield from one_limit(
        case, "new_pupil_return_due", days(5), plot("pupil_added_to_register", "new_pupil_return_made")
    )
    for clock in run(case, plot("deletion_ground_met", "deletion_return_made")):
        yield limit(case, "deletion_return_due", clock, clock.fact.details["deletes_on"])


def attendance_order_notice_last_day(case: Case) -> Iterator[Row]:
    """Fifteen days, the first counted (EHE-03)."""
    served = plot("school_attendance_notice_served", (), instead=("school_attendance_order_made",), repeat="latest")
    fifteen: Counts = lambda on: calendar.window_of_days(on, 15)  # noqa: E731
    yield from one_limit(case, "attendance_order_notice_last_day", fifteen, served, right=True)


# Children in care


LEFT_CARE = ("looked_after_ended",)
FIRST = when("looked_after_review_held", "review", "first")
SECOND = when("looked_after_review_held", "review", "second")
LATER = when("looked_after_review_held", "review", "later")
SECOND_OR_LATER = when("looked_after_review_held", "review", "second", "later")


def in_care(starts: object, stops: object, repeat: str = "first", *, backward: bool = False) -> Plot:
    return plot(starts, stops, instead=LEFT_CARE, repeat=repeat, backward=backward)


def looked_after_reviews(case: Case) -> Iterator[Row]:
    """Twenty working days, three months from the first, then six-monthly (CIC-01)."""
    began = "looked_after_began"
    yield from one_limit(case, "first_lac_review_by", working_days(20), in_care(began, FIRST))
    for clock in run(case, in_care(began, SECOND)):
        due = same_start(run(case, in_care(began, FIRST)), clock)
        first = first_after(case, FIRST, clock) or (working_days(20)(due.on) if due else None)
        yield limit(case, "second_lac_review_by", clock, calendar.after_months(first, 3) if first else None)
    yield from one_limit(case, "next_lac_review_by", months(6), in_care(SECOND_OR_LATER, LATER, "latest"))


def health_assessments(case: Case) -> Iterator[Row]:
    """The first in twenty working days; then every six months under five, every twelve after (CIC-02, CIC-03)."""
    initial = in_care("looked_after_began", "initial_health_assessment_done")
    yield from one_limit(case, "iha_report_by", working_days(20), initial)
    done = ("initial_health_assessment_done", "health_assessment_reviewed")
    for clock in run(case, in_care(done, "health_assessment_reviewed", "latest")):
        number = 6 if case.is_under(5, clock.on) else 12
        due = calendar.after_months(clock.on, number) if case.born() else None
        yield limit(case, "rha_next_by", clock, due)


def placements(case: Case) -> Iterator[Row]:
    """Care plan ten working days, placement plan five, a visit in a week, then every six (CIC-04)."""
    began, visited = "placement_began", "social_worker_visited"
    yield from one_limit(case, "care_plan_by", working_days(10), in_care(began, "care_plan_made", backward=True))
    yield from one_limit(
        case,
        "placement_plan_by",
        working_days(5),
        in_care(began, "placement_plan_made", "latest", backward=True),
    )
    yield from one_limit(case, "first_visit_by", weeks(1), in_care(began, visited, "latest"))
    yield from one_limit(case, "next_visit_by", weeks(6), in_care(visited, visited, "latest"))


def education_in_care(case: Case) -> Iterator[Row]:
    """Ten school days for the plan; the questionnaire yearly from 4 to 16 (CIC-05)."""
    yield from one_limit(
        case,
        "personal_education_plan_by",
        school_days(case, 10),
        in_care("looked_after_began", "personal_education_plan_made"),
    )
    of_age = Kind(
        "strengths_questionnaire_done",
        lambda fact, case: case.is_at_least(4, fact.on) and case.is_under(17, fact.on),
    )
    again = in_care(of_age, "strengths_questionnaire_done", "latest")
    yield from one_limit(case, "strengths_questionnaire_by", months(12), again)


def leaving_care(case: Case) -> Iterator[Row]:
    """Needs in three months, reviews six-monthly; help to 25, staying put to 21 (CIC-07, CIC-08)."""
    eligible = plot("became_eligible_child", "needs_assessed_for_pathway", repeat="first")
    yield from one_limit(case, "pathway_needs_assessment_by", months(3), eligible)
    reviewed = plot("pathway_plan_reviewed", "pathway_plan_reviewed", repeat="latest")
    yield from one_limit(case, "pathway_plan_review_by", months(6), reviewed)
    born = case.born()
    for clock in run(case, plot("became_eligible_child", (), repeat="first")):
        yield day("personal_adviser_until", clock, calendar.birthday(born, 25) if born else None)
    for clock in run(case, plot("staying_put_began", (), repeat="latest")):
        yield day("staying_put_until", clock, calendar.birthday(born, 21) if born else None)


# Social care

ENDED = ("child_protection_ended",)


def social_care(case: Case) -> Iterator[Row]:
    """Referral one working day, assessment forty-five, conferences and core group (CSC-01 to CSC-03)."""
    yield from one_limit(case, "referral_decision_by", working_days(1), plot("referral_received", "referral_decided"))
    unneeded = when("referral_decided", "assess", False, otherwise=True)
    assessed = plot("referral_received", "child_and_family_assessment_done", instead=(unneeded,))
    yield from one_limit(case, "cf_assessment_by", working_days(45), assessed)
    strategy = plot("strategy_discussion_held", "initial_conference_held", instead=ENDED, repeat="latest")
    yield from one_limit(case, "icpc_by", working_days(15), strategy)
    planned = when("initial_conference_held", "plan_made", True, otherwise=True)
    core = plot(planned, "core_group_met", instead=ENDED, repeat="latest")
    yield from one_limit(case, "core_group_by", working_days(10), core)
    first = plot(planned, "review_conference_held", instead=ENDED, repeat="latest")
    yield from one_limit(case, "first_review_conference_by", months(3), first)
    again = plot("review_conference_held", "review_conference_held", instead=ENDED, repeat="latest")
    yield from one_limit(case, "next_review_conference_by", months(6), again)


def emergencies(case: Case) -> Iterator[Row]:
    """Eight days, seven more if extended; seventy-two hours; twenty-six weeks (CSC-04, CSC-05, CSC-07)."""
    for clock in run(case, plot("emergency_order_made", (), repeat="latest")):
        yield day("emergency_order_ends_by", clock, calendar.window_of_days(clock.on, 8))
    extended = when("emergency_order_made", "extended", True)
    for clock in run(case, plot(extended, (), repeat="latest")):
        eighth = calendar.window_of_days(clock.on, 8)
        yield day("extended_emergency_order_ends_by", clock, calendar.after_days(eighth, 7))
    for clock in run(case, plot("police_protection_began", (), repeat="latest")):
        yield day("police_protection_ends_by", clock, calendar.after_days(clock.on, 3))
    proceedings = plot("care_proceedings_issued", "care_proceedings_ended", repeat="latest")
    yield from one_limit(case, "care_case_26w", weeks(26), proceedings)
    returned = plot("missing_child_returned", "return_interview_offered")
    yield from one_limit(case, "return_interview_by", days(3), returned)


# Complaints, travel and information


def complaints(case: Case) -> Iterator[Row]:
    """Ten working days, twenty if complex; then twenty-five and at most sixty-five; a panel in thirty (CSC-08)."""
    for clock in run(case, plot("complaint_received", "complaint_answered")):
        number = 20 if clock.fact.details.get("complex", False) else 10
        yield limit(case, "complaint_stage_one_by", clock, working_days(number)(clock.on))
    second = run(case, plot("complaint_stage_two_requested", "complaint_stage_two_answered"))
    for clock in second:
        yield limit(case, "complaint_stage_two_by", clock, working_days(25)(clock.on))
    for clock in follow(case, second):
        yield day("complaint_stage_two_at_most", clock, working_days(65)(clock.on))
    panel = plot("complaint_panel_requested", "complaint_panel_met")
    yield from one_limit(case, "complaint_panel_by", working_days(30), panel)


def travel(case: Case) -> Iterator[Row]:
    """Twenty working days for each step, forty for the panel (TRAV-01)."""
    twenty = working_days(20)
    steps = ("travel_decision_sent", "travel_decision_challenged", "travel_stage_one_answered")
    challenge = plot(steps[0], steps[1], repeat="latest")
    yield from one_limit(case, "travel_challenge_by", twenty, challenge, right=True)
    yield from one_limit(case, "travel_stage_one_by", twenty, plot(steps[1], steps[2], repeat="latest"))
    escalate = plot(steps[2], "travel_appeal_escalated", repeat="latest")
    yield from one_limit(case, "travel_escalate_by", twenty, escalate, right=True)
    panel = plot("travel_appeal_escalated", "travel_panel_met", repeat="latest")
    yield from one_limit(case, "travel_panel_by", working_days(40), panel)


def information(case: Case) -> Iterator[Row]:
    """Twenty working days; a month, or three; fifteen school days (INF-01)."""
    asked = plot("information_requested", "information_answered")
    yield from one_limit(case, "information_due", working_days(20), asked)
    for clock in run(case, plot("own_data_requested", "own_data_answered")):
        number = 3 if clock.fact.details.get("complex", False) else 1
        yield limit(case, "own_data_due", clock, calendar.after_months(clock.on, number))
    record = plot("pupil_record_requested", "pupil_record_given")
    yield from one_limit(case, "pupil_record_due", school_days(case, 15), record)


# Personal budgets, continuing care, custody


def direct_payments(case: Case) -> Iterator[Row]:
    """Three months, then yearly (PB-02)."""
    first = plot("direct_payment_made", "direct_payment_reviewed", instead=("direct_payment_stopped",), repeat="first")
    first.reopened_by = kinds("direct_payment_stopped")
    yield from one_limit(case, "direct_payment_first_review_by", months(3), first)
    again = plot(
        "direct_payment_reviewed", "direct_payment_reviewed", instead=("direct_payment_stopped",), repeat="latest"
    )
    yield from one_limit(case, "direct_payment_next_review_by", months(12), again)


def continuing_care(case: Case) -> Iterator[Row]:
    """Six weeks, three months, then yearly (HC-03)."""
    decide = plot("continuing_care_referred", "continuing_care_decided", repeat="first")
    yield from one_limit(case, "continuing_care_decision_by", weeks(6), decide)
    eligible = when("continuing_care_decided", "eligible", True)
    reviewed = "continuing_care_reviewed"
    yield from one_limit(case, "continuing_care_review_by", months(3), plot(eligible, reviewed, repeat="latest"))
    over = (when("continuing_care_decided", "eligible", False),)
    again = plot(reviewed, reviewed, instead=over, repeat="latest")
    yield from one_limit(case, "continuing_care_next_review_by", months(12), again)


def custody(case: Case) -> Iterator[Row]:
    """The same 6, 16 and 20 weeks for the home authority (DET-01)."""
    refused = when("detained_decision_notified", "decision", "refuse")
    told_no, sent = "detained_plan_refused_notified", "detained_plan_sent"

    def asked(stop: str, *instead: object) -> Plot:
        return plot("detained_request_received", stop, instead=("released", *instead), repeat="first")

    yield from one_limit(case, "detained_decision_due", weeks(6), asked("detained_decision_notified"))
    for clock in run(case, asked(told_no, sent, refused)):
        due = calendar.after_weeks(clock.on, 16)
        yield limit(case, "detained_refuse_plan_due", clock, due, optional=True)
    yield from one_limit(case, "detained_final_plan_due", weeks(20), asked(sent, told_no, refused))


RULES = (
    sixth_day_provision_from,
    long_absence,
    part_time_timetable_ends_on,
    off_site_direction,
    governors_meet_by,
    independent_review,
    register,
    attendance_order_notice_last_day,
    looked_after_reviews,
    health_assessments,
    placements,
    education_in_care,
    leaving_care,
    social_care,
    emergencies,
    complaints,
    travel,
    information,
    direct_payments,
    continuing_care,
    custody,
)
