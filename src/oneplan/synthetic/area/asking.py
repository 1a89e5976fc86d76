"""Requests and the assessments that follow them, as far as each has come by the last day."""

from __future__ import annotations

from datetime import date
from random import Random

from oneplan.synthetic.area.days import on_a_working_day
from oneplan.synthetic.area.shapes import AssessmentMade, PlanLife, RequestMade
from oneplan.synthetic.area.teller import Standing, Teller
from oneplan.synthetic.area.timelines import Timeline, days_to_decide, ending_on


def requests_before(teller: Teller, random: Random, started: int, plan: PlanLife) -> tuple[RequestMade, ...]:
    """The request that a plan came of, with the refusal that went before it, if one did."""
    habits = teller.habits
    line = ending_on(random, habits, started)
    if started < teller.first or random.random() >= habits.number("refused_first_share"):
        return (agreed(teller, random, line, plan=plan),)
    if random.random() < habits.number("refused_then_changed_share"):
        return (_changed(teller, random, line, plan),)
    earlier = on_a_working_day(line.received - 150 - int(random.random() * 300))
    refused = unplanned(teller, random, earlier, Standing.REFUSED)
    return (refused, agreed(teller, random, line, plan=plan))


def agreed(teller: Teller, random: Random, line: Timeline, *, plan: PlanLife | None = None) -> RequestMade:
    """A request that is or will be agreed, as far as it has come; with the plan it came to, if it did."""
    habits, is_decided = teller.habits, line.decided <= teller.last
    return RequestMade(
        received_on=date.fromordinal(line.received),
        source=habits.sources.draw(random),
        in_youth_accommodation=random.random() < habits.number("youth_accommodation_share"),
        decision="assess" if is_decided else "",
        decided_on=teller.past(line.decided),
        assessment=_assessed(teller, random, line, has_plan=plan is not None) if is_decided else None,
        plan=plan,
    )


def unplanned(teller: Teller, random: Random, received: int, standing: Standing) -> RequestMade:
    """A request that came to no plan: withdrawn, refused, or agreed and then ended without one."""
    received_on, source = date.fromordinal(received), teller.habits.sources.draw(random)
    if standing is Standing.WITHDRAWN:
        withdrawn = on_a_working_day(received + 5 + int(random.random() * 34))
        return RequestMade(received_on, source, withdrawn_on=teller.past(withdrawn))
    decided = on_a_working_day(received + days_to_decide(random, teller.habits))
    if decided > teller.last:
        return RequestMade(received_on, source)
    if standing is Standing.REFUSED:
        return _refused(teller, random, received_on, source, decided)
    return _ended(teller, random, received, source, decided, has_left=standing is Standing.EXPORTED)


def _assessed(teller: Teller, random: Random, line: Timeline, *, has_plan: bool) -> AssessmentMade:
    habits = teller.habits
    is_changed = has_plan and random.random() < habits.number("no_plan_then_changed_share")
    return AssessmentMade(
        agreed_on=teller.past(line.agreed),
        draft_on=teller.past(line.draft),
        issued_on=teller.past(line.issued) if has_plan else None,
        told_no_plan_on=date.fromordinal(on_a_working_day(line.decided + 28)) if is_changed else None,
        exception=line.exception,
        tribunal=is_changed,
        other_mediation=has_plan and random.random() < habits.chance("challenge", "other_mediation"),
        other_tribunal=has_plan and random.random() < habits.chance("challenge", "other_tribunal"),
    )


def _changed(teller: Teller, random: Random, line: Timeline, plan: PlanLife) -> RequestMade:
    """A request refused and then agreed after mediation or appeal, under the same request."""
    received = on_a_working_day(line.received - 60 - int(random.random() * 150))
    decided = on_a_working_day(received + days_to_decide(random, teller.habits))
    by_mediation = random.random() < teller.habits.number("changed_by_mediation_share")
    asked = agreed(teller, random, line, plan=plan)
    return RequestMade(
        received_on=date.fromordinal(received),
        source=asked.source,
        decision="refuse",
        decided_on=date.fromordinal(decided),
        reversed_on=date.fromordinal(max(line.decided, decided + 30)),
        mediation=by_mediation,
        tribunal=not by_mediation,
        assessment=asked.assessment,
        plan=plan,
    )


def _refused(teller: Teller, random: Random, received_on: date, source: str, decided: int) -> RequestMade:
    chance = teller.habits.chance
    return RequestMade(
        received_on,
        source,
        decision="refuse",
        decided_on=date.fromordinal(decided),
        mediation=random.random() < chance("challenge", "request_mediation"),
        tribunal=random.random() < chance("challenge", "request_tribunal"),
    )


def _ended(teller: Teller, random: Random, received: int, source: str, decided: int, *, has_left: bool) -> RequestMade:
    """An assessment that the child or young person left behind, or that came to a decision against a plan."""
    told = teller.past(on_a_working_day(max(received + 80 + int(random.random() * 70), decided + 30)))
    chance = teller.habits.chance
    made = AssessmentMade(
        told_no_plan_on=None if has_left else told,
        mediation=not has_left and told is not None and random.random() < chance("challenge", "assessment_mediation"),
        tribunal=not has_left and told is not None and random.random() < chance("challenge", "assessment_tribunal"),
    )
    return RequestMade(
        date.fromordinal(received),
        source,
        decision="assess",
        decided_on=date.fromordinal(decided),
        exported_to=random.choice(teller.authorities) if has_left and told else "",
        exported_on=told if has_left else None,
        assessment=made,
    )
