"""What the return says of a plan and of where the child or young person is, in the terms of its year's layout."""

from __future__ import annotations

from datetime import date, timedelta

from oneplan.core.casework.person_return import (
    ActivePlanReturned,
    NamedPlanReturned,
    NeedReturned,
    PlacementReturned,
    SettingReturned,
)
from oneplan.synthetic.area.shapes import PhaseMove, PlanLife, ReviewHeld, Stay
from oneplan.synthetic.area.windows import Window

REVIEW_MEETINGS_FROM, DRAFTS_FROM, PLACEMENT_TYPES_FROM, OTHER_FROM = 2024, 2025, 2024, 2024
NOT_NAMED_IN_PLANS = frozenset({"NEET", "NIEC", "NIEO"})
TYPE_NAMED, WHY_NIEO = "a type of setting, none in particular", "awaiting a placement"
UPCOMING = timedelta(days=100)
OUTCOMES = {"maintain": "M", "amend": "A", "cease": "C"}
DIRECT = {"direct_education": "E", "direct_health": "H", "direct_social_care": "S", "direct_integrated": "I"}
WORK = {"supported_internship": "SI", "apprenticeship": "AP", "traineeship": "TR"}


def named_plan(plan: PlanLife, window: Window) -> NamedPlanReturned:
    """Module 4: the plan, how it is paid for, how it ended and the setting it names."""
    stay = current_stay(plan, window.survey_day)
    ceased = plan.ceased_on is not None and plan.ceased_on <= window.survey_day
    return NamedPlanReturned(
        started_on=plan.started_on,
        residential=stay.residential,
        work_based=WORK.get(stay.work_based, ""),
        personal_budget=bool(plan.budget),
        organised_arrangements=plan.budget == "organised",
        direct_payments=DIRECT.get(plan.budget, ""),
        ceased_on=plan.ceased_on if ceased else None,
        cease_reason=plan.cease_reason if ceased else "",
        settings=(_named(stay),),
    )


def active_plan(plan: PlanLife, window: Window, born_on: date) -> ActivePlanReturned:
    """Module 5: the last review, the next move between phases, placements in the window and needs."""
    seen = window.survey_day
    transferred = plan.transferred_on is not None and plan.transferred_on in window
    meeting, outcome, decided, draft = _last_review(plan.reviews, window, born_on)
    move = _move(plan.phase_moves, window) if window.year >= DRAFTS_FROM else None
    stays = tuple(each for each in plan.stays if _is_in(each, window)) or (current_stay(plan, seen),)
    now = current_stay(plan, seen)
    in_2023 = window.year < PLACEMENT_TYPES_FROM
    return ActivePlanReturned(
        transferred_from=plan.transferred_from if transferred else "",
        review_meeting_on=meeting,
        review_outcome=outcome,
        review_decided_on=decided,
        review_draft_on=draft,
        phase_transfer_due_on=move.due_on if move else None,
        phase_transfer_final_on=move.final_on if move and move.final_on and move.final_on <= seen else None,
        residential=now.residential if in_2023 else "",
        work_based=WORK.get(now.work_based, "") if in_2023 else "",
        placements=tuple(_placement(each, window) for each in stays),
        needs=tuple(NeedReturned(code, rank) for rank, code in enumerate(plan.needs, start=1)),
    )


def current_stay(plan: PlanLife, day: date) -> Stay:
    """Where somebody is on a day, else where they were last, else where they first go."""
    found = plan.stays[0]
    for stay in plan.stays:
        if stay.entered_on <= day:
            found = stay
    return found


def _is_in(stay: Stay, window: Window) -> bool:
    return stay.entered_on <= window.survey_day and (stay.left_on is None or stay.left_on >= window.first_day)


def _placement(stay: Stay, window: Window) -> PlacementReturned:
    left = stay.left_on if stay.left_on and stay.left_on <= window.survey_day else None
    says_type = window.year >= PLACEMENT_TYPES_FROM
    code = stay.code if stay.code != "OTH" or window.year >= OTHER_FROM else "NIEO"
    return PlacementReturned(
        setting=_setting(stay, code),
        entered_on=min(stay.entered_on, window.survey_day),
        left_on=left,
        residential=stay.residential if says_type else "",
        work_based=WORK.get(stay.work_based, "") if says_type else "",
        attendance_pattern="" if says_type else "F",
    )


def _named(stay: Stay) -> SettingReturned:
    return _setting(stay, "OTH" if stay.code in NOT_NAMED_IN_PLANS else stay.code)


def _setting(stay: Stay, code: str) -> SettingReturned:
    place = stay.setting
    if place is None:
        other = {"OTH": TYPE_NAMED, "NIEO": WHY_NIEO}.get(code, "")
        return SettingReturned(1, sen_setting=code, sen_setting_other=other)
    if not place.urn:
        return SettingReturned(1, ukprn=place.ukprn)
    unit, provision = stay.unit == "unit", stay.unit == "rp"
    return SettingReturned(1, urn=place.urn, in_sen_unit=unit, in_resourced_provision=provision)


def _last_review(
    reviews: tuple[ReviewHeld, ...], window: Window, born_on: date
) -> tuple[date | None, str, date | None, date | None]:
    """The latest meeting with what was decided about it by the survey day; 2023 knows the decision alone."""
    seen = window.survey_day
    if window.year < REVIEW_MEETINGS_FROM:
        decided = [each.decided_on for each in reviews if each.decided_on and each.decided_on <= seen]
        return None, "", decided[-1] if decided else None, None
    held = [each for each in reviews if each.meeting_on <= seen]
    if not held:
        return None, "", None, None
    last = held[-1]
    if last.decided_on is None or last.decided_on > seen:
        return last.meeting_on, "", None, None
    draft = last.draft_on if window.year >= DRAFTS_FROM and last.draft_on and last.draft_on <= seen else None
    is_left_out = window.year == REVIEW_MEETINGS_FROM and born_on.day % 4 == 0  # the outcome was voluntary that year
    return last.meeting_on, "" if is_left_out else OUTCOMES[last.outcome], last.decided_on, draft


def _move(moves: tuple[PhaseMove, ...], window: Window) -> PhaseMove | None:
    """The transfer due soon after the survey day, or one due in the window that came late or not at all."""
    for move in reversed(moves):
        if window.survey_day < move.due_on <= window.survey_day + UPCOMING:
            return move
        is_late = move.final_on is None or move.final_on > move.due_on
        if move.due_on in window and is_late:
            return move
    return None
