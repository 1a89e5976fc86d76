"""What may be said about each fact, and from when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

Maker = Callable[[Random, date], object]


def one_of(*values: object) -> Maker:
    return lambda rng, on: rng.choice(values)


def days_on(first: int, last: int) -> Maker:
    """A day between so many days before or after the fact."""
    return lambda rng, on: on + timedelta(days=rng.randrange(first, last))


def number_to(most: int) -> Maker:
    return lambda rng, on: rng.randrange(most)


YES_NO = one_of(True, False)
BODIES = one_of("health", "education", "social care")
SENT_BY = one_of("email", "portal", "hand", "post", "post")
APPEALABLE = one_of(
    "refuse_to_assess", "refuse_plan", "contents", "setting_only", "refuse_to_reassess", "not_to_amend", "cease"
)

# Details that must be given, and after the bar those that may be left out.
NEEDED: dict[str, dict[str, Maker]] = {
    "assess_decision_notified": {"decision": one_of("assess", "assess", "refuse")},
    "advice_request_received": {"body": BODIES},
    "advice_received": {"body": BODIES},
    "review_decision_notified": {"outcome": one_of("maintain", "amend", "amend", "cease", "not_recorded")},
    "plan_kept_past_25": {"at": one_of("further_education", "elsewhere")},
    "deletion_ground_met": {"deletes_on": days_on(0, 40)},
    "looked_after_review_held": {"review": one_of("first", "second", "later")},
    "appeal_conceded": {
        "appeal": one_of(
            "refusal_to_assess",
            "refusal_to_reassess",
            "contents",
            "refusal_to_amend",
            "setting_only",
            "setting_and_contents",
            "refusal_of_plan",
            "cease",
            "cease_and_amend",
        )
    },
    "detained_decision_notified": {"decision": one_of("assess", "refuse")},
    "head_advice_requested": {"closed_from": days_on(-40, 30), "reopens_on": days_on(30, 60)},
    "appointment_missed": {"body": BODIES},
    "exception_recorded": {
        "exception": one_of("EXC-A", "EXC-B", "EXC-C", "EXC-C", "EXC-D", "EXC-M", "EXC-R", "EXC-V"),
        "limit": one_of("final_plan_due", "assess_decision_due"),
        "officer": one_of("SEN manager"),
        "why": one_of("it made the limit impractical"),
    },
    "panel_decision_given": {"outcome": one_of("upheld", "recommended", "quashed")},
    "continuing_care_decided": {"eligible": YES_NO},
    "mediation_agreement_reached": {
        "terms": one_of(
            "assess",
            "reassess",
            "make_plan",
            "amend_contents",
            "change_setting",
            "continue_plan",
            "continue_and_amend",
            "not_appealable",
        )
    },
    "date_agreed": {"limit": one_of("amend_due", "final_due", "agreed_action_due"), "due_on": days_on(0, 120)},
    "tribunal_direction_made": {"limit": one_of("la_response_due", "amend_due"), "due_on": days_on(0, 120)},
    "phase_transfer_planned": {
        "moves_to": one_of(
            "early_years_to_school",
            "infant_to_junior",
            "primary_to_middle",
            "primary_to_secondary",
            "middle_to_secondary",
            "secondary_to_post_16",
        )
    },
    "reassess_decision_notified": {"decision": one_of("reassess", "refuse")},
    "suspension_began": {"school_days": number_to(12)},
    "part_time_timetable_began": {"ends_on": days_on(0, 90)},
    "unregistered_place_used": {"full_time_pupils": number_to(8), "plan_or_looked_after": YES_NO},
    "dash_completed": {"ticks": number_to(25)},
    "tribunal_order_made": {
        "order": one_of(
            "assess",
            "reassess",
            "make_plan",
            "amend_contents",
            "change_setting",
            "continue_plan",
            "continue_and_amend",
            "cease_upheld",
            "reconsider",
        )
    },
}
OPTIONAL: dict[str, dict[str, Maker]] = {
    "request_received": {"by": one_of("parent", "young_person", "setting", "other")},
    "draft_plan_sent": {"by": SENT_BY},
    "setting_consulted": {"setting": one_of("Oak School", "Elm College")},
    "setting_replied": {"setting": one_of("Oak School", "Elm College")},
    "case_closed": {"reason": one_of("moved abroad")},
    "amendment_notice_sent": {"by": SENT_BY, "without_review": YES_NO},
    "amended_plan_sent": {"names_next_setting": YES_NO},
    "plan_kept_past_25": {"course_ends_on": days_on(0, 500)},
    "decision_letter_sent": {"decision": APPEALABLE},
    "appeal_lodged": {"decision": APPEALABLE},
    "home_education_notified": {"special_school_place": YES_NO},
    "head_advice_requested": {"setting_kind": one_of("school", "post_16", "early_years")},
    "exceptional_circumstances": {"last_day": days_on(0, 60)},
    "family_away": {"last_day": days_on(0, 60)},
    "exception_recorded": {
        "family_told_on": days_on(0, 10),
        "cause_ended_on": days_on(0, 60),
    },
    "governing_board_notified": {
        "permanent": YES_NO,
        "term_total": number_to(25),
        "exam_missed": one_of(True, False, False),
        "representations": YES_NO,
    },
    "mediation_wanted": {"issues": one_of("education", "education_and_health", "health_only")},
    "mediation_agreement_reached": {"authority_took_part": YES_NO},
    "reassessment_requested": {"by": one_of("parent", "young_person", "setting", "integrated_care_board", "other")},
    "sickness_absence_began": {"days_already_missed": number_to(20)},
    "referral_decided": {"assess": YES_NO},
    "initial_conference_held": {"plan_made": YES_NO},
    "emergency_order_made": {"extended": YES_NO},
    "dash_completed": {"professional_judgement": YES_NO, "escalation": YES_NO},
    "complaint_received": {"complex": YES_NO},
    "own_data_requested": {"complex": YES_NO},
}


def details_of(name: str, rng: Random, on: date) -> dict[str, object]:
    """What is said about a fact; what may be left out sometimes is."""
    details = {detail: make(rng, on) for detail, make in NEEDED.get(name, {}).items()}
    for detail, make in OPTIONAL.get(name, {}).items():
        if rng.random() < 0.6:
            details[detail] = make(rng, on)
    return details


# Law that began after the earliest day on which any case here starts.
FIRST_DAYS = {
    "detained_request_received": date(2015, 4, 1),
    "unregistered_place_used": date(2015, 1, 5),
    "continuing_care_referred": date(2016, 1, 1),
    "continuing_care_decided": date(2016, 1, 1),
    "continuing_care_reviewed": date(2016, 1, 1),
    "tribunal_recommendation_made": date(2018, 4, 3),
    "became_eligible_child": date(2018, 4, 1),
    "own_data_requested": date(2018, 5, 25),
    "sickness_absence_began": date(2024, 8, 19),
    "unauthorised_absence_began": date(2024, 8, 19),
    "leave_ended_without_return": date(2024, 8, 19),
    "pupil_added_to_register": date(2024, 8, 19),
}
