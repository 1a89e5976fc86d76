"""The projections of a case as rows, without what the viewer may not see."""

from __future__ import annotations

from oneplan.records.casework.file_rows import (
    AssessmentRow,
    NamedSettingRow,
    NeedRow,
    PlacementRow,
    PlanRow,
    ReviewRow,
)
from oneplan.records.casework.models import Case, EhcPlan, NeedsAssessment
from oneplan.records.people.queries import Eyes
from oneplan.records.settings.queries import setting_row


def assessment_of(case: Case) -> AssessmentRow | None:
    """The request and assessment, if any is on record."""
    row = NeedsAssessment.objects.filter(case=case).first()
    if row is None:
        return None
    return AssessmentRow(
        received_on=row.received_on,
        source=row.source,
        request_outcome=row.request_outcome,
        request_outcome_on=row.request_outcome_on,
        request_mediation=row.request_mediation,
        request_tribunal=row.request_tribunal,
        outcome=row.outcome,
        outcome_on=row.outcome_on,
        mediation=row.mediation,
        tribunal=row.tribunal,
        other_mediation=row.other_mediation,
        other_tribunal=row.other_tribunal,
        exceptions_apply=row.exceptions_apply,
        exported_to=row.exported_to,
    )


def plan_of(case: Case, eyes: Eyes) -> PlanRow | None:
    """The plan's header, if there is one."""
    row = EhcPlan.objects.filter(case=case).first()
    if row is None:
        return None
    return PlanRow(
        started_on=row.started_on,
        ceased_on=row.ceased_on,
        cease_reason=row.cease_reason,
        transferred_from=row.transferred_from,
        history_from=row.history_from,
        personal_budget=row.personal_budget,
        organised_arrangements=row.organised_arrangements,
        direct_payments=row.direct_payments,
        residential=row.residential if eyes.sees_sensitive else "",
        work_based=row.work_based if eyes.sees_sensitive else "",
        named_settings=_named(row, eyes),
    )


def needs_of(case: Case, eyes: Eyes) -> tuple[NeedRow, ...]:
    """The types of need, which are sensitive."""
    return tuple(NeedRow(row.code, row.rank) for row in case.needs.all()) if eyes.sees_sensitive else ()


def placements_of(case: Case, eyes: Eyes) -> tuple[PlacementRow, ...]:
    """Where the child or young person is and was, the latest first; places are left out where they would name."""
    rows = case.placements.select_related("setting__calendar").order_by("-entered_on", "rank", "pk")
    return tuple(
        PlacementRow(
            rank=row.rank,
            setting=None if eyes.is_pseudonym else setting_row(row.setting),
            sen_setting=row.sen_setting if eyes.sees_sensitive else "",
            sen_setting_other=row.sen_setting_other if eyes.sees_sensitive else "",
            entered_on=row.entered_on,
            left_on=row.left_on,
            in_sen_unit=row.in_sen_unit,
            in_resourced_provision=row.in_resourced_provision,
            residential=row.residential if eyes.sees_sensitive else "",
            work_based=row.work_based if eyes.sees_sensitive else "",
        )
        for row in rows
    )


def reviews_of(case: Case) -> tuple[ReviewRow, ...]:
    """The reviews on record, earliest first."""
    return tuple(
        ReviewRow(
            meeting_on=row.meeting_on,
            decided_on=row.decided_on,
            outcome=row.outcome,
            draft_on=row.draft_on,
            phase_transfer_due_on=row.phase_transfer_due_on,
            phase_transfer_final_on=row.phase_transfer_final_on,
        )
        for row in case.reviews.all()
    )


def _named(plan: EhcPlan, eyes: Eyes) -> tuple[NamedSettingRow, ...]:
    if eyes.is_pseudonym:
        return ()
    return tuple(
        NamedSettingRow(
            rank=row.rank,
            setting=setting_row(row.setting),
            sen_setting=row.sen_setting if eyes.sees_sensitive else "",
            sen_setting_other=row.sen_setting_other if eyes.sees_sensitive else "",
            in_sen_unit=row.in_sen_unit,
            in_resourced_provision=row.in_resourced_provision,
        )
        for row in plan.named_settings.select_related("setting__calendar").order_by("rank", "pk")
    )
