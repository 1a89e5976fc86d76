"""Which attribute of the tree carries which element of the file: the one list that reader and writer share."""

from __future__ import annotations

from collections.abc import Mapping

PERSON: Mapping[str, str] = {
    "Surname": "surname",
    "Forename": "forename",
    "PersonBirthDate": "born_on",
    "GenderCurrent": "sex",
    "Sex": "sex",
    "Ethnicity": "ethnicity",
    "PostCode": "postcode",
    "UPN": "upn",
    "UniqueLearnerNumber": "uln",
    "UPNunknown": "upn_unknown",
    "Requests": "requests",
}
REQUEST: Mapping[str, str] = {
    "ReceivedDate": "received_on",
    "RequestSource": "source",
    "RYA": "in_youth_accommodation",
    "RequestOutcomeDate": "outcome_on",
    "RequestOutcome": "outcome",
    "RequestMediation": "mediation",
    "RequestTribunal": "tribunal",
    "Exported": "exported_to",
    "Assessment": "assessment",
    "ActivePlans": "active_plan",
}
ASSESSMENT: Mapping[str, str] = {
    "AssessmentOutcome": "outcome",
    "AssessmentOutcomeDate": "outcome_on",
    "AssessmentMediation": "mediation",
    "AssessmentTribunal": "tribunal",
    "OtherMediation": "other_mediation",
    "OtherTribunal": "other_tribunal",
    "Week20": "exceptions_apply",
    "NamedPlan": "plan",
}
NAMED_PLAN: Mapping[str, str] = {
    "StartDate": "started_on",
    "PlanRes": "residential",
    "PlanWBP": "work_based",
    "PB": "personal_budget",
    "OA": "organised_arrangements",
    "DP": "direct_payments",
    "CeaseDate": "ceased_on",
    "CeaseReason": "cease_reason",
    "PlanDetail": "settings",
}
SETTING: Mapping[str, str] = {
    "URN": "urn",
    "UKPRN": "ukprn",
    "SENsetting": "sen_setting",
    "SENsettingOther": "sen_setting_other",
    "PlacementRank": "rank",
    "SENunitIndicator": "in_sen_unit",
    "ResourcedProvisionIndicator": "in_resourced_provision",
}
ACTIVE_PLAN: Mapping[str, str] = {
    "TransferLA": "transferred_from",
    "RES": "residential",
    "WBP": "work_based",
    "ReviewMeeting": "review_meeting_on",
    "ReviewOutcome": "review_outcome",
    "ReviewDraft": "review_draft_on",
    "PhaseTransferDueDate": "phase_transfer_due_on",
    "PhaseTransferFinalDate": "phase_transfer_final_on",
    "LastReview": "review_decided_on",
    "PlacementDetail": "placements",
    "SENneed": "needs",
}
PLACEMENT: Mapping[str, str] = {name: f"setting.{attribute}" for name, attribute in SETTING.items()} | {
    "EntryDate": "entered_on",
    "LeavingDate": "left_on",
    "AttendancePattern": "attendance_pattern",
    "RES": "residential",
    "WBP": "work_based",
}
NEED: Mapping[str, str] = {"SENtype": "code", "SENtypeRank": "rank"}

ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "Person": PERSON,
    "Requests": REQUEST,
    "Assessment": ASSESSMENT,
    "NamedPlan": NAMED_PLAN,
    "PlanDetail": SETTING,
    "ActivePlans": ACTIVE_PLAN,
    "PlacementDetail": PLACEMENT,
    "SENneed": NEED,
}
HEADER: Mapping[str, str] = {
    "Collection": "collection",
    "Year": "year",
    "ReferenceDate": "reference_date",
    "SourceLevel": "source_level",
    "LEA": "lea",
    "SoftwareCode": "software",
    "Release": "release",
    "SerialNo": "serial",
    "DateTime": "made_at",
    "DMO": "designated_medical_officer",
    "DCO": "designated_clinical_officer",
    "DSCO": "designated_social_care_officer",
}
