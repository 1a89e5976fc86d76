"""The last word on a request, an assessment, a plan, its settings, needs and reviews, as a file gives it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from oneplan.core.casework import ActivePlanReturned, NamedPlanReturned, RequestReturned
from oneplan.records.casework.models import EhcPlan, NamedSetting, Need, NeedsAssessment, Review
from oneplan.records.returns.changes.collected import Collected, fitted, stated
from oneplan.records.returns.changes.events import Moved
from oneplan.records.returns.changes.places import Places, place_values
from oneplan.records.returns.held import HeldCase

HISTORICAL, DECIDED = "H", frozenset({"Y", "N"})

#: Where the day of a corrected fact is kept besides its event.
_DAYS_OF_FACTS = {
    "request_received": ("assessment", "received_on"),
    "assess_decision_notified": ("assessment", "request_outcome_on"),
    "plan_refused_notified": ("assessment", "outcome_on"),
    "final_plan_sent": ("plan", "started_on"),
    "plan_ceased": ("plan", "ceased_on"),
}
_DAYS_OF_REVIEWS = {
    "review_meeting": "meeting_on",
    "review_decision_notified": "decided_on",
    "amendment_notice_sent": "draft_on",
    "phase_transfer_planned": "phase_transfer_due_on",
    "amended_plan_sent": "phase_transfer_final_on",
}


def set_assessment(held: HeldCase, request: RequestReturned, collected: Collected, *, only_blanks: bool) -> bool:
    """The request and what became of it; that it is history takes nothing from a decision on record."""
    kept = held.assessment
    values = fitted(NeedsAssessment, _assessment_values(request))
    if kept is None:
        held.assessment = NeedsAssessment(
            case=held.case, **{name: each for name, each in values.items() if each is not None}
        )
        collected.add(held.assessment)
        return True
    values = stated(values)
    for name in ("request_outcome", "outcome"):
        if values.get(name) == HISTORICAL and getattr(kept, name) in DECIDED:
            del values[name]
    return _put(kept, values, "request and assessment", collected, only_blanks=only_blanks)


def set_plan(
    held: HeldCase, request: RequestReturned, history_from: date | None, collected: Collected, *, only_blanks: bool
) -> bool:
    """The plan's header, if the file holds a plan; ``history_from`` is the first day whose reviews are on record."""
    plan = request.assessment.plan if request.assessment else None
    if plan is None and request.active_plan is None:
        return False
    values = fitted(EhcPlan, _plan_values(plan, request.active_plan) | {"history_from": history_from})
    if held.plan is None:
        held.plan = EhcPlan(case=held.case, **{name: each for name, each in values.items() if each is not None})
        collected.add(held.plan)
        return True
    return _put(held.plan, stated(values), "plan", collected, only_blanks=only_blanks)


def set_named(held: HeldCase, plan: NamedPlanReturned | None, places: Places, collected: Collected) -> bool:
    """The settings named in section I, all of them or, where the file names none, those that are known."""
    if plan is None or not plan.settings or held.plan is None:
        return False
    wanted = [fitted(NamedSetting, place_values(each, places)) for each in plan.settings]
    if [_place_of(row) for row in held.named] == [_plain(each) for each in wanted]:
        return False
    is_change = bool(held.named)
    for row in held.named:
        collected.remove(row)
    held.named = [NamedSetting(plan=held.plan, **each) for each in wanted]
    _add_all(held.named, collected, "named settings" if is_change else "")
    return True


def set_needs(held: HeldCase, active: ActivePlanReturned | None, collected: Collected) -> bool:
    """The types of need in their order; a file that gives none takes none away."""
    if active is None or not active.needs:
        return False
    wanted = [
        (fitted(Need, {"code": each.code})["code"], each.rank or place) for place, each in enumerate(active.needs, 1)
    ]
    if sorted((row.code, row.rank) for row in held.needs) == sorted(wanted):
        return False
    is_change = bool(held.needs)
    for row in held.needs:
        collected.remove(row)
    held.needs = [Need(case=held.case, code=code, rank=rank) for code, rank in wanted]
    _add_all(held.needs, collected, "needs" if is_change else "")
    return True


def set_review(held: HeldCase, active: ActivePlanReturned | None, collected: Collected, *, only_blanks: bool) -> bool:
    """The review that the file tells of, beside those that other years told of."""
    values = _review_values(active) if active else {}
    if not any(values[name] is not None for name in _DAYS_OF_REVIEWS.values() if name in values):
        return False
    values = stated(fitted(Review, values))
    row = next((row for row in held.reviews if _is_same_review(row, values)), None)
    if row is not None:
        return _put(row, values, "reviews", collected, only_blanks=only_blanks)
    row = Review(case=held.case, **values)
    _add_all([row], collected, "reviews" if held.reviews else "")
    held.reviews.append(row)
    return True


def follow_corrections(held: HeldCase, moved: Sequence[Moved], collected: Collected) -> None:
    """A day that was corrected or taken back is so wherever it is kept besides its event."""
    for each in moved:
        if each.fact in _DAYS_OF_REVIEWS:
            name = _DAYS_OF_REVIEWS[each.fact]
            for row in [row for row in held.reviews if getattr(row, name) == each.before]:
                collected.put(row, {name: each.after}, "reviews")
                if not any(getattr(row, day) for day in _DAYS_OF_REVIEWS.values()) and row.pk is not None:
                    collected.remove(row)
                    held.reviews.remove(row)
        elif each.fact in _DAYS_OF_FACTS and each.after is None:
            part, name = _DAYS_OF_FACTS[each.fact]
            row = getattr(held, part)
            if row is not None and getattr(row, name) == each.before:
                collected.put(row, {name: None}, "plan" if part == "plan" else "request and assessment")


def _put(row: Any, values: dict[str, Any], kind: str, collected: Collected, *, only_blanks: bool) -> bool:
    if only_blanks:
        values = {name: value for name, value in values.items() if getattr(row, name) in (None, "")}
    return collected.put(row, values, kind)


def _add_all(rows: Sequence[Any], collected: Collected, kind: str) -> None:
    for row in rows:
        collected.add(row)
    if kind:
        collected.kinds[kind] += 1


def _assessment_values(request: RequestReturned) -> dict[str, Any]:
    done = request.assessment
    values = {
        "received_on": request.received_on,
        "source": request.source,
        "in_youth_accommodation": request.in_youth_accommodation,
        "request_outcome": request.outcome,
        "request_outcome_on": request.outcome_on,
        "request_mediation": request.mediation,
        "request_tribunal": request.tribunal,
        "exported_to": request.exported_to,
    }
    if done is None:
        return values
    return values | {
        "outcome": done.outcome,
        "outcome_on": done.outcome_on,
        "mediation": done.mediation,
        "tribunal": done.tribunal,
        "other_mediation": done.other_mediation,
        "other_tribunal": done.other_tribunal,
        "exceptions_apply": done.exceptions_apply,
    }


def _plan_values(plan: NamedPlanReturned | None, active: ActivePlanReturned | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if plan is not None:
        values = {
            "started_on": plan.started_on,
            "ceased_on": plan.ceased_on,
            "cease_reason": plan.cease_reason,
            "personal_budget": plan.personal_budget,
            "organised_arrangements": plan.organised_arrangements,
            "direct_payments": plan.direct_payments,
            "residential": plan.residential,
            "work_based": plan.work_based,
        }
    if active is not None:
        values["transferred_from"] = active.transferred_from
        values["residential"] = values.get("residential") or active.residential
        values["work_based"] = values.get("work_based") or active.work_based
    return values


def _review_values(active: ActivePlanReturned) -> dict[str, Any]:
    return {
        "meeting_on": active.review_meeting_on,
        "decided_on": active.review_decided_on,
        "outcome": active.review_outcome,
        "draft_on": active.review_draft_on,
        "phase_transfer_due_on": active.phase_transfer_due_on,
        "phase_transfer_final_on": active.phase_transfer_final_on,
    }


def _is_same_review(row: Review, values: dict[str, Any]) -> bool:
    for name in ("meeting_on", "decided_on", "draft_on", "phase_transfer_due_on", "phase_transfer_final_on"):
        if values.get(name) is not None and getattr(row, name) is not None:
            return bool(values[name] == getattr(row, name))
    return False


_PLACE = ("setting_id", "sen_setting", "sen_setting_other", "rank", "in_sen_unit", "in_resourced_provision")


def _place_of(row: NamedSetting) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _PLACE)


def _plain(values: dict[str, Any]) -> tuple[Any, ...]:
    setting = values.get("setting")
    said = {"sen_setting": "", "sen_setting_other": ""} | values | {"setting_id": setting.pk if setting else None}
    return tuple(said[name] for name in _PLACE)
