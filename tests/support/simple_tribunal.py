"""Mediation, appeals, orders and conceded appeals, by hand.

August and Christmas week stop two clocks only: the family's time to appeal and the authority's time to
respond. Every limit set by an order or an agreement runs through them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from tests.support import simple_calendar as calendar
from tests.support.simple_story import (
    Case,
    Clock,
    Kind,
    Plot,
    Row,
    day,
    first_after,
    follow,
    is_excused,
    kinds,
    limit,
    run,
    same_start,
    set_by,
    when,
)

CLOSED = kinds("case_closed")
UNWANTED = kinds("mediation_withdrawn", "case_closed")
APPEAL_WITHDRAWN = kinds("appeal_withdrawn", "case_closed")

APPEALABLE = (
    when("assess_decision_notified", "decision", "refuse"),
    "plan_refused_notified",
    "final_plan_sent",
    "amended_plan_sent",
    "no_amendment_notified",
    "cease_notice_sent",
    when("review_decision_notified", "outcome", "maintain"),
    when("reassess_decision_notified", "decision", "refuse"),
)
NOT_ONLY_THE_SETTING = Kind(
    "decision_letter_sent",
    lambda fact, case: fact.details.get("decision", "contents") != "setting_only",
)


def counted(count: Callable[..., date | None], *arguments: object) -> date | None:
    """The day, or none if the holidays of that year are not known."""
    try:
        return count(*arguments)
    except calendar.HolidaysUnknownError:
        return None


# The family's time


def appeal_clocks(case: Case) -> list[Clock]:
    """Every decision that may be appealed opens the time to appeal (APP-02)."""
    starts = kinds("decision_letter_sent", *APPEALABLE)
    return run(case, Plot(starts, kinds("appeal_lodged"), withdrawn_by=CLOSED, repeat="each"))


def certificate(case: Case, clock: Clock) -> date | None:
    """A month from the certificate, if one was issued before the next decision."""
    issued = first_after(case, "mediation_certificate_issued", clock)
    return calendar.after_months(issued, 1) if issued else None


def appeal_day(case: Case, clock: Clock) -> date | None:
    """The later of the two, then moved once (APP-01, TRIB-01 to TRIB-03)."""
    two_months, one_month = calendar.after_months(clock.on, 2), certificate(case, clock)
    raw = max(two_months, one_month) if one_month else two_months
    return counted(calendar.tribunal_start_end, raw)


def appeal_deadline(case: Case) -> Iterator[Row]:
    clocks = appeal_clocks(case)
    for clock in clocks:
        yield limit(case, "appeal_deadline", clock, appeal_day(case, clock), right=True)
    for clock in follow(case, clocks):
        yield day("appeal_decision_limb", clock, calendar.after_months(clock.on, 2))
        if one_month := certificate(case, clock):
            yield day("appeal_certificate_limb", clock, one_month)


def plan_may_end_from(case: Case) -> Iterator[Row]:
    """The day after the time to appeal (CEASE-02)."""
    notices = Plot(
        kinds("cease_notice_sent"),
        replaced_by=kinds("appeal_lodged"),
        withdrawn_by=CLOSED,
        repeat="latest",
    )
    for clock in run(case, notices):
        appeal = same_start(appeal_clocks(case), clock)
        last = appeal_day(case, appeal) if appeal else None
        yield day("plan_may_end_from", clock, calendar.after_days(last, 1) if last else None)


def mediation_contact_by(case: Case) -> Iterator[Row]:
    """Two months from the decision, unless only the setting is in issue (MED-01)."""
    contact = Plot(
        kinds(NOT_ONLY_THE_SETTING, *APPEALABLE),
        kinds("mediation_contacted", "mediation_declined", "mediation_wanted", "mediation_certificate_issued"),
        replaced_by=kinds("appeal_lodged"),
        withdrawn_by=UNWANTED,
        repeat="each",
    )
    for clock in run(case, contact):
        yield limit(case, "mediation_contact_by", clock, calendar.after_months(clock.on, 2), right=True)


def grounds(case: Case) -> Iterator[Row]:
    """Three months for judicial review, twelve for the Ombudsman."""
    for clock in run(case, Plot(kinds("grounds_first_arose"), withdrawn_by=CLOSED, repeat="each")):
        yield limit(case, "judicial_review_by", clock, calendar.after_months(clock.on, 3), right=True)
        yield limit(case, "ombudsman_by", clock, calendar.after_months(clock.on, 12), right=True)


# Mediation

EDUCATION = when("mediation_wanted", "issues", "education", "education_and_health", otherwise="education")
HEALTH = when("mediation_wanted", "issues", "education_and_health", "health_only", otherwise="education")


def mediation_arrange_by(case: Case) -> Iterator[Row]:
    """Thirty calendar days (MED-02)."""
    arrange = Plot(
        kinds(EDUCATION),
        kinds("mediation_held"),
        replaced_by=kinds(
            "mediation_not_arranged",
            "mediation_agreement_reached",
            "mediation_ended",
            "mediation_certificate_issued",
        ),
        withdrawn_by=UNWANTED,
    )
    clocks = run(case, arrange)
    for clock in clocks:
        excused = is_excused(case, "mediation_arrange_by", clock, "V")
        yield limit(case, "mediation_arrange_by", clock, calendar.after_days(clock.on, 30), excused=excused)
    arrange.starts = kinds("commissioner_told_of_mediation")
    for clock in run(case, arrange):
        yield limit(case, "health_mediation_arrange_by", clock, calendar.after_days(clock.on, 30))


def commissioner_told_by(case: Case) -> Iterator[Row]:
    """Three working days (MED-02a)."""
    tell = Plot(kinds(HEALTH), kinds("commissioner_told_of_mediation"), withdrawn_by=UNWANTED)
    for clock in run(case, tell):
        yield limit(case, "commissioner_told_by", clock, counted(calendar.after_working_days, clock.on, 3))


def certificate_due(case: Case) -> Iterator[Row]:
    """Three working days from being told (MED-03, MED-04)."""
    for told in (("mediation_declined", "mediation_ended"), ("mediation_not_arranged",)):
        plot = Plot(kinds(*told), kinds("mediation_certificate_issued"), withdrawn_by=CLOSED, repeat="each")
        for clock in run(case, plot):
            yield limit(case, "certificate_due", clock, counted(calendar.after_working_days, clock.on, 3))


def agreements(case: Case) -> Iterator[Row]:
    """What no appeal would reach, in two weeks; the authority told in one (MED-05, MED-06)."""
    other = when("mediation_agreement_reached", "terms", "not_appealable")
    for clock in run(case, Plot(kinds(other), kinds("agreed_action_done"), withdrawn_by=CLOSED, repeat="each")):
        due = set_by(case, "date_agreed", "agreed_action_due", clock, calendar.after_weeks(clock.on, 2))
        yield limit(case, "agreed_action_due", clock, due)
    absent = when("mediation_agreement_reached", "authority_took_part", False, otherwise=True)
    told = Plot(kinds(absent), kinds("authority_told_of_agreement"), withdrawn_by=CLOSED, repeat="each")
    for clock in run(case, told):
        yield limit(case, "authority_told_by", clock, calendar.after_weeks(clock.on, 1))


# The authority's response, and the hearing


def la_response_due(case: Case) -> Iterator[Row]:
    """Thirty working days, without August and Christmas week, unless directed otherwise (TRIB-04)."""
    received = Plot(
        kinds("appeal_received"),
        kinds("appeal_response_sent"),
        replaced_by=kinds("appeal_conceded", "appeal_decided"),
        withdrawn_by=APPEAL_WITHDRAWN,
        repeat="each",
    )
    clocks = run(case, received)
    for clock in clocks:
        counted_out = counted(calendar.after_tribunal_working_days, clock.on, 30)
        due = set_by(case, "tribunal_direction_made", "la_response_due", clock, counted_out)
        yield limit(case, "la_response_due", clock, due)
    for clock in follow(case, clocks):
        plain = counted(calendar.after_working_days, clock.on, 30)
        yield day("la_response_plain_working_days", clock, plain)


def bundle_due(case: Case) -> Iterator[Row]:
    """Usually ten working days before the hearing (TRIB-05)."""
    hearing = Plot(
        kinds("hearing_listed"),
        kinds("bundle_sent"),
        withdrawn_by=APPEAL_WITHDRAWN,
        repeat="latest",
        backward=True,
    )
    for clock in run(case, hearing):
        usual = counted(calendar.before_working_days, clock.on, 10)
        yield limit(case, "bundle_due", clock, set_by(case, "tribunal_direction_made", "bundle_due", clock, usual))


# Orders, agreements that stand in their place, and appeals that are not opposed


def carry_out(
    case: Case,
    output: str,
    weeks: int,
    *,
    starts: Kind,
    stops: tuple,
    instead: tuple = (),
    other_date: str,
    optional: bool = False,
) -> Iterator[Row]:
    """One limit of regulation 44, 42(2) or 45: so many weeks, every day counted."""
    plot = Plot(kinds(starts), kinds(*stops), replaced_by=kinds(*instead), withdrawn_by=CLOSED, repeat="each")
    clocks = run(case, plot)
    for clock in clocks:
        due = set_by(case, other_date, output, clock, calendar.after_weeks(clock.on, weeks))
        excused = is_excused(case, output, clock, "ABCDRV")
        yield limit(case, output, clock, due, optional=optional, excused=excused)


PLANS = ("final_plan_sent", "amended_plan_sent")
DECISIONS = ("assess_decision_notified", "reassess_decision_notified")


def to_assess(case: Case, starts: Kind, other_date: str) -> Iterator[Row]:
    """Notify in two weeks; no plan, ten; a plan, fourteen (ORD-02)."""
    said = {"starts": starts, "other_date": other_date}
    yield from carry_out(case, "assess_notify_due", 2, stops=DECISIONS, **said)
    yield from carry_out(
        case,
        "not_issue_due",
        10,
        stops=("plan_refused_notified",),
        instead=(*PLANS, "draft_plan_sent"),
        optional=True,
        **said,
    )
    yield from carry_out(case, "final_due", 14, stops=PLANS, instead=("plan_refused_notified",), **said)


def to_make_a_plan(case: Case, starts: Kind, other_date: str) -> Iterator[Row]:
    """A draft in five weeks, the plan in eleven (ORD-03)."""
    said = {"starts": starts, "other_date": other_date}
    yield from carry_out(case, "draft_due", 5, stops=("draft_plan_sent",), **said)
    yield from carry_out(case, "final_due", 11, stops=("final_plan_sent",), **said)


def to_amend(case: Case, starts: Kind, other_date: str, *, instead: tuple = ("plan_ceased",)) -> Iterator[Row]:
    """The amended plan in five weeks (ORD-04)."""
    said = {"starts": starts, "other_date": other_date, "instead": instead}
    yield from carry_out(case, "amend_due", 5, stops=("amended_plan_sent",), **said)


def to_name_a_setting(case: Case, starts: Kind, other_date: str) -> Iterator[Row]:
    """The setting in two weeks (ORD-05)."""
    said = {"starts": starts, "other_date": other_date, "instead": ("plan_ceased",)}
    yield from carry_out(case, "school_naming_due", 2, stops=("amended_plan_sent",), **said)


def orders(case: Case) -> Iterator[Row]:
    """ORD-02 to ORD-07, from the date on the order."""

    def ordered(*orders: str) -> Kind:
        return when("tribunal_order_made", "order", *orders)

    directed = "tribunal_direction_made"
    yield from to_assess(case, ordered("assess", "reassess"), directed)
    yield from to_make_a_plan(case, ordered("make_plan"), directed)
    yield from to_amend(case, ordered("amend_contents"), directed)
    yield from to_amend(case, ordered("continue_and_amend"), directed, instead=())
    yield from to_name_a_setting(case, ordered("change_setting"), directed)
    said = {"starts": ordered("reconsider"), "stops": ("reconsidered",), "other_date": directed}
    yield from carry_out(case, "order_reconsider_due", 2, **said)


def written_agreements(case: Case) -> Iterator[Row]:
    """Appealable matters, as if ordered, unless another date was agreed in writing (MED-05)."""

    def agreed(*terms: str) -> Kind:
        return when("mediation_agreement_reached", "terms", *terms)

    yield from to_assess(case, agreed("assess", "reassess"), "date_agreed")
    yield from to_make_a_plan(case, agreed("make_plan"), "date_agreed")
    yield from to_amend(case, agreed("amend_contents", "continue_and_amend"), "date_agreed")
    yield from to_name_a_setting(case, agreed("change_setting"), "date_agreed")


SUBSTITUTED = date(2015, 3, 23)


def conceded(*appeals: str, before: bool = False) -> Kind:
    """Appeals of these kinds that the authority did not oppose, under the present or the first regulation."""
    return Kind(
        "appeal_conceded",
        lambda fact, case: fact.details.get("appeal") in appeals and (fact.on < SUBSTITUTED) is before,
    )


ABOUT_ASSESSING = ("refusal_to_assess", "refusal_to_reassess")
ABOUT_CONTENTS = ("contents", "refusal_to_amend", "setting_and_contents", "cease_and_amend")


def conceded_appeals(case: Case) -> Iterator[Row]:
    """As if ordered, from the day the Tribunal was told (ORD-08)."""
    directed = "tribunal_direction_made"
    yield from to_assess(case, conceded(*ABOUT_ASSESSING), directed)
    yield from to_make_a_plan(case, conceded("refusal_of_plan"), directed)
    yield from to_amend(case, conceded(*ABOUT_CONTENTS), directed)
    yield from to_name_a_setting(case, conceded("setting_only"), directed)


def conceded_under_the_first_regulation(case: Case) -> Iterator[Row]:
    """Until SI 2015/359 each had four weeks (ORD-08)."""
    said = {"other_date": "tribunal_direction_made"}
    assess = conceded(*ABOUT_ASSESSING, before=True)
    yield from carry_out(case, "assess_notify_due", 4, starts=assess, stops=DECISIONS, **said)
    said |= {"stops": ("amended_plan_sent",), "instead": ("plan_ceased",)}
    yield from carry_out(case, "amend_due", 4, starts=conceded(*ABOUT_CONTENTS, before=True), **said)
    yield from carry_out(case, "school_naming_due", 4, starts=conceded("setting_only", before=True), **said)


def recommendation_response_due(case: Case) -> Iterator[Row]:
    """Health and social care answer in five weeks (ORD-09)."""
    plot = Plot(
        kinds("tribunal_recommendation_made"),
        kinds("recommendation_answered"),
        withdrawn_by=CLOSED,
        repeat="each",
    )
    for clock in run(case, plot):
        yield limit(case, "recommendation_response_due", clock, calendar.after_weeks(clock.on, 5))


RULES = (
    appeal_deadline,
    plan_may_end_from,
    mediation_contact_by,
    grounds,
    mediation_arrange_by,
    commissioner_told_by,
    certificate_due,
    agreements,
    la_response_due,
    bundle_due,
    orders,
    written_agreements,
    conceded_appeals,
    conceded_under_the_first_regulation,
    recommendation_response_due,
)
