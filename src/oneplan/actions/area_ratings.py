"""Judges an area for improvement by its impact, beside the progress of its actions."""

from __future__ import annotations

from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import AreaForImprovement, AreaRating, ImprovementPlan, Section
from oneplan.records.improvement.refreshing import raise_revision
from oneplan.rulebook.plans.judging import Impact, impact

PERMISSION = "area-rate"


def rate_area(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    section: str,
    area: str,
    impact_id: str,
    reason: str,
    evidence: str = "",
    evidence_kind: EvidenceKind | None = None,
    evidence_on: date | None = None,
    measure: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The area (by its section's slug and its words) is judged anew, and every earlier judgement stays; its id."""
    request = Request("rate-area", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        plan, held = _place(plan_id, section, area)
        word = impact(impact_id)
        _check(word, reason, evidence, evidence_kind, evidence_on, measure, on)
        row = AreaRating.objects.create(
            plan=plan,
            section=held,
            area=area,
            impact=word.id,
            reason=reason.strip(),
            evidence=evidence.strip(),
            evidence_kind=evidence_kind.value if evidence_kind else "",
            evidence_on=evidence_on,
            measure=measure,
            by=by,
            acting_role=role,
            on=on,
        )
        raise_revision(plan)
        details = {"rating": row.pk, "impact": word.id}
        leaves_trace(request, viewer, acting_role=role, subject_kind="plan", subject_ids=[plan_id], details=details)
        return row.pk

    asked = {"plan": plan_id, "section": section, "area": area, "impact": impact_id, "reason": reason, "says": evidence}
    return carry_out(request, work, asked=asked)


def _place(plan_id: str, section: str, area: str) -> tuple[ImprovementPlan, Section | None]:
    plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
    held = Section.objects.filter(plan=plan, slug=section, is_withdrawn=False).first() if plan and section else None
    found = (
        AreaForImprovement.objects.filter(plan=plan, section=held, text=area, is_withdrawn=False).exists()
        if plan
        else False
    )
    if plan is None or not found:
        raise NotFound("There is no such area for improvement here.", do="Start from the areas of the plan.")
    return plan, held


def _check(
    word: Impact,
    reason: str,
    evidence: str,
    kind: EvidenceKind | None,
    evidence_on: date | None,
    measure: str,
    today: date,
) -> None:
    if not reason.strip():
        raise Problem("Say why.", why="The history of the area is where people will look for the reason.")
    if word.needs_evidence and not (evidence.strip() and kind and evidence_on):
        raise Problem(
            f"“{word.title}” needs evidence: what it shows, of which kind, and the day it is from.",
            why="A difference that nobody can look up is an opinion.",
            do="Add the evidence, or say that it is too early to say.",
        )
    if word.needs_evidence and not measure and kind is EvidenceKind.DATA:
        raise Problem("Say which measure shows it.", why="Figures are looked up by their measure.")
    if evidence_on and evidence_on > today:
        raise Problem(
            f"{evidence_on.day} {evidence_on:%B %Y} has not come yet.", do="Give the day the evidence is from."
        )
