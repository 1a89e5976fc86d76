"""What the area's return says of a child on a survey day, case by case as the collection's guidance has it."""

from __future__ import annotations

from datetime import date

from oneplan.core.casework.person_return import (
    ActivePlanReturned,
    AssessmentReturned,
    PersonReturned,
    RequestReturned,
)
from oneplan.synthetic.area.returned_plans import active_plan, named_plan
from oneplan.synthetic.area.shapes import AssessmentMade, InventedChild, PlanLife, RequestMade
from oneplan.synthetic.area.windows import Window

SOURCES_FROM = 2025
GENDERS = {"M": "1", "F": "2"}
SEX_FROM = 2024


def person_returned(child: InventedChild, window: Window, position: int) -> PersonReturned | None:
    """The child as this return tells them, or none if nothing of theirs falls in it."""
    requests = tuple(
        found for each in child.requests if (found := request_returned(each, window, child.born_on)) is not None
    )
    if not requests:
        return None
    seen = window.survey_day
    knows_upn = bool(child.upn) and child.upn_known_on is not None and child.upn_known_on <= seen
    uln = child.uln if _is_sixteen(child.born_on, seen) else ""
    return PersonReturned(
        position=position,
        surname=child.earlier_surname if child.renamed_on and child.renamed_on > seen else child.surname,
        forename=child.forename,
        born_on=child.mistaken_birth if child.corrected_on and child.corrected_on > seen else child.born_on,
        sex=child.sex if window.year >= SEX_FROM else GENDERS[child.sex],
        ethnicity=child.ethnicity,
        postcode=child.postcode,
        upn=child.upn if knows_upn else "",
        uln=uln,
        upn_unknown="" if knows_upn or uln else (child.upn_unknown or "UN1"),
        requests=requests,
    )


def request_returned(request: RequestMade, window: Window, born_on: date) -> RequestReturned | None:
    """One request by the case-to-code table, or none if it falls outside the window."""
    if request.received_on is None:
        return _transferred(request, window, born_on)
    seen = window.survey_day
    if request.received_on > seen:
        return None
    if request.withdrawn_on and request.withdrawn_on <= seen:
        return _stated(request, window, "W") if request.withdrawn_on in window else None
    if request.decided_on is None or request.decided_on > seen:
        return _stated(request, window, "A")
    if request.decision == "refuse" and not (request.reversed_on and request.reversed_on <= seen):
        return _stated(request, window, "N") if request.decided_on in window else None
    return _agreed(request, window, born_on)


def _agreed(request: RequestMade, window: Window, born_on: date) -> RequestReturned | None:
    seen, plan, made = window.survey_day, request.plan, request.assessment or AssessmentMade()
    if plan and plan.started_on <= seen:
        if plan.ceased_on and plan.ceased_on < window.first_day:
            return None
        is_historical = plan.started_on < window.first_day
        assessment = _with_plan(made, plan, window, is_historical=is_historical)
        code = "H" if is_historical else _code(request, window)
        return _stated(request, window, code, assessment, active_plan(plan, window, born_on), told=not is_historical)
    if request.exported_on and request.exported_on <= seen:
        found = _stated(request, window, _code(request, window), AssessmentReturned("A"), to=request.exported_to)
        return found if request.exported_on in window else None
    if made.told_no_plan_on and made.told_no_plan_on <= seen and plan is None:
        refused = _no_plan(made)
        return _stated(request, window, _code(request, window), refused) if made.told_no_plan_on in window else None
    if made.agreed_on and made.agreed_on <= seen:
        return _stated(request, window, _code(request, window), _flagged(AssessmentReturned("Y"), made))
    return _stated(request, window, _code(request, window), AssessmentReturned("A"))


def _code(request: RequestMade, window: Window) -> str:
    """Y or N with its date where the decision falls in the window, H where it was made before."""
    if request.decided_on not in window:
        return "H"
    return "N" if request.decision == "refuse" else "Y"


def _stated(
    request: RequestMade,
    window: Window,
    code: str,
    assessment: AssessmentReturned | None = None,
    active: ActivePlanReturned | None = None,
    *,
    told: bool = True,
    to: str = "",
) -> RequestReturned:
    is_told = code in {"Y", "N"}
    is_in_year = code != "H"
    return RequestReturned(
        outcome=code,
        received_on=request.received_on if told else None,
        source=request.source if is_in_year and window.year >= SOURCES_FROM else "",
        in_youth_accommodation=request.in_youth_accommodation if is_in_year else None,
        outcome_on=request.decided_on if is_told else None,
        # A challenge stays told where the decision is historical: the 20 weeks cannot be reckoned without it.
        mediation=request.mediation if is_told else (request.mediation and told) or None,
        tribunal=request.tribunal if is_told else (request.tribunal and told) or None,
        exported_to=to,
        assessment=assessment,
        active_plan=active,
    )


def _with_plan(made: AssessmentMade, plan: PlanLife, window: Window, *, is_historical: bool) -> AssessmentReturned:
    named = named_plan(plan, window)
    if is_historical:
        return AssessmentReturned("H", plan=named)
    if made.told_no_plan_on and made.told_no_plan_on in window:
        refused = _no_plan(made)
        return AssessmentReturned(
            "N",
            refused.outcome_on,
            refused.mediation,
            refused.tribunal,
            refused.other_mediation,
            refused.other_tribunal,
            exceptions_apply=None,
            plan=named,
        )
    flagged = _flagged(AssessmentReturned("Y"), made)
    return AssessmentReturned(
        "Y",
        plan.started_on,
        flagged.mediation,
        flagged.tribunal,
        flagged.other_mediation,
        flagged.other_tribunal,
        exceptions_apply=bool(made.exception),
        plan=named,
    )


def _no_plan(made: AssessmentMade) -> AssessmentReturned:
    return AssessmentReturned(
        "N", made.told_no_plan_on, made.mediation, made.tribunal, made.other_mediation, made.other_tribunal
    )


def _flagged(outcome: AssessmentReturned, made: AssessmentMade) -> AssessmentReturned:
    return AssessmentReturned(
        outcome.outcome, None, made.mediation, made.tribunal, made.other_mediation, made.other_tribunal
    )


def _transferred(request: RequestMade, window: Window, born_on: date) -> RequestReturned | None:
    plan = request.plan
    if plan is None or plan.transferred_on is None or plan.transferred_on > window.survey_day:
        return None
    if plan.ceased_on and plan.ceased_on < window.first_day:
        return None
    return RequestReturned(
        outcome="H",
        assessment=AssessmentReturned("H", plan=named_plan(plan, window)),
        active_plan=active_plan(plan, window, born_on),
    )


def _is_sixteen(born_on: date, day: date) -> bool:
    return (born_on.year + 16, born_on.month, born_on.day) <= (day.year, day.month, day.day)
