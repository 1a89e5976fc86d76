"""What happened to an action and what people added, for those inside the partnership."""

from __future__ import annotations

from django.db.models import Q

from oneplan.core.improvement.links import Link
from oneplan.records.improvement.models import Action, ActionEvent, DatedUpdate, Evidence, ImpactStatement
from oneplan.records.improvement.refreshing import states_of
from oneplan.records.improvement.rows import EventRow, EvidenceRow, ImpactStatementRow, UpdateRow


def history_of(action_id: str) -> tuple[EventRow, ...]:
    """Every event of an action, the newest first."""
    rows = list(
        ActionEvent.objects.filter(action__public_id=action_id).select_related("by", "plan_import").order_by("-pk")
    )
    superseded = {row.supersedes_id for row in rows}
    return tuple(
        EventRow(
            id=row.pk,
            kind=row.kind,
            on=row.on,
            at=row.at,
            by_name=row.by.name,
            acting_role=row.acting_role,
            reason=row.reason,
            details=row.details,
            is_superseded=row.pk in superseded,
            import_id=row.plan_import.public_id if row.plan_import else "",
        )
        for row in rows
    )


def updates_of(plan_id: str, *, section_slug: str = "", action_id: str = "") -> tuple[UpdateRow, ...]:
    """The updates of a section (with those of its actions) or of one action, the newest first."""
    rows = DatedUpdate.objects.filter(plan__public_id=plan_id, is_withdrawn=False)
    if action_id:
        rows = rows.filter(action__public_id=action_id)
    if section_slug:
        rows = rows.filter(Q(section__slug=section_slug) | Q(action__section__slug=section_slug))
    rows = rows.select_related("section", "action__section", "by").order_by("-at", "-pk")
    return tuple(_update(row) for row in rows)


def evidence_of(action_id: str) -> tuple[EvidenceRow, ...]:
    """The evidence for an action, the newest first."""
    rows = Evidence.objects.filter(action__public_id=action_id).select_related("by", "document")
    return tuple(
        EvidenceRow(
            id=row.public_id,
            kind=row.kind,
            on=row.on,
            note=row.note,
            document_id=row.document.public_id if row.document else "",
            document_name=row.document.name if row.document else "",
            by_name=row.by.name,
        )
        for row in rows.order_by("-at", "-pk")
    )


def impact_statements_of(action_id: str) -> tuple[ImpactStatementRow, ...]:
    """What people say is different because of an action, the newest first."""
    rows = ImpactStatement.objects.filter(action__public_id=action_id).select_related("by").order_by("-at", "-pk")
    return tuple(ImpactStatementRow(row.public_id, row.on, row.text, row.by.name) for row in rows)


def _update(row: DatedUpdate) -> UpdateRow:
    section = row.section or (row.action.section if row.action else None)
    return UpdateRow(
        id=row.public_id,
        on=row.on,
        text=row.text,
        section_slug=section.slug if section else "",
        action_ref=row.action.ref if row.action else "",
        by_name=row.by.name,
        is_note=row.is_note,
        is_imported=row.plan_import_id is not None,
    )


def links_of(action_id: str) -> tuple[Link, ...]:
    """The links that were made here from an action, those that say a reference is not meant among them."""
    action = Action.objects.filter(public_id=action_id).first()
    return states_of([action])[action.pk].facets.links if action else ()
