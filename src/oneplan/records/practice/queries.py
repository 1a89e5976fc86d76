"""Adoptions of practices as frozen rows."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from oneplan.core.access import FieldClass, NotFound, Viewer
from oneplan.core.improvement.rating import Rating
from oneplan.records import rights
from oneplan.records.practice.models import AdoptedStep, Adoption, AdoptionEvent, RunningService
from oneplan.records.practice.rows import (
    AdoptedMeasureRow,
    AdoptionFile,
    AdoptionRow,
    ChecklistRow,
    EvidenceRow,
    ReportRow,
    StepRow,
)

READ = "practice-read"
TICKED, UNTICKED, REPORTED = "ticked", "unticked", "reported"


def adoptions(plan_id: str, *, viewer: Viewer) -> tuple[AdoptionRow, ...]:
    """What the plan has adopted, the newest first."""
    rights.check(viewer, READ)
    return tuple(_row(each) for each in _known().filter(plan__public_id=plan_id, plan__is_withdrawn=False))


def adoption(adoption_id: str, *, viewer: Viewer) -> AdoptionFile:
    """One adoption with everything known of it; raises NotFound."""
    rights.check(viewer, READ)
    found = _known().filter(public_id=adoption_id, plan__is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such adoption here.", do="Start from the practice library.")
    sees_detail = rights.viewer_class(viewer).height >= FieldClass.ORDINARY.height
    steps = found.steps.select_related("action").order_by("position", "pk")
    return AdoptionFile(
        row=_row(found),
        plan_id=found.plan.public_id,
        adapted=found.adapted if sees_detail else "",
        by_name=found.made_by.name if sees_detail else "",
        steps=tuple(
            StepRow(
                step=each.step,
                action_id=each.action.public_id,
                ref=each.action.ref,
                text=each.action.text,
                rating=Rating(each.action.rating),
                rating_raw=each.action.rating_raw,
                due_on=each.action.due_on,
            )
            for each in steps
        ),
        measures=tuple(
            AdoptedMeasureRow(each.measure, each.direction, each.why, each.is_linked)
            for each in found.measures.order_by("position", "pk")
        ),
        checklist=_checklist(found, sees_detail=sees_detail),
        evidence=tuple(
            EvidenceRow(each.kind, each.text, each.due_on) for each in found.evidence_plan.order_by("position", "pk")
        ),
        reports=_reports(found) if sees_detail else (),
        sees_detail=sees_detail,
    )


def adoptions_of_action(action_id: str, *, viewer: Viewer) -> tuple[AdoptionRow, ...]:
    """The adoptions that brought an action into the plan; none for who may not read them."""
    if not rights.may(viewer, READ):
        return ()
    brought = AdoptedStep.objects.filter(action__public_id=action_id).values("adoption")
    return tuple(_row(each) for each in _known().filter(pk__in=brought, plan__is_withdrawn=False))


def adopted_cards(plan_id: str, *, viewer: Viewer) -> dict[str, tuple[AdoptionRow, ...]]:
    """Adoptions of the plan by card."""
    found: dict[str, tuple[AdoptionRow, ...]] = {}
    for each in adoptions(plan_id, viewer=viewer):
        found[each.card] = (*found.get(each.card, ()), each)
    return found


def _known() -> QuerySet[Adoption]:
    return (
        Adoption.objects.select_related("plan", "section", "made_by")
        .prefetch_related(
            "checklist",
            Prefetch("events", AdoptionEvent.objects.select_related("by").order_by("pk")),
            Prefetch("services", RunningService.objects.order_by("title")),
        )
        .order_by("-adopted_on", "-pk")
    )


def _row(found: Adoption) -> AdoptionRow:
    items = _checklist(found, sees_detail=False)
    return AdoptionRow(
        id=found.public_id,
        card=found.card,
        section=found.section.slug,
        section_title=found.section.title,
        owner_role=found.owner_role,
        adopted_on=found.adopted_on,
        review_on=found.review_on,
        done=sum(1 for each in items if each.done_on),
        of=len(items),
        reports=sum(1 for each in found.events.all() if each.kind == REPORTED),
        services=tuple((each.slug, each.title) for each in found.services.all()),
    )


def _checklist(found: Adoption, *, sees_detail: bool) -> tuple[ChecklistRow, ...]:
    latest = {each.item_id: each for each in found.events.all() if each.kind in (TICKED, UNTICKED)}
    rows = []
    for item in sorted(found.checklist.all(), key=lambda each: (each.position, each.pk)):
        event = latest.get(item.pk)
        is_done = event is not None and event.kind == TICKED
        rows.append(
            ChecklistRow(
                id=item.pk,
                text=item.text,
                done_on=event.on if event and is_done else None,
                by_name=event.by.name if event and is_done and sees_detail else "",
            )
        )
    return tuple(rows)


def _reports(found: Adoption) -> tuple[ReportRow, ...]:
    told = [each for each in found.events.all() if each.kind == REPORTED]
    return tuple(ReportRow(each.on, each.happened, each.difference, each.advice, each.by.name) for each in told)
