"""Between rows and the shapes that core works on."""

from __future__ import annotations

from collections.abc import Iterable

from oneplan.core.improvement.facets import Facet, from_plain
from oneplan.core.improvement.history import Event, EventKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Owner, OwnerPart
from oneplan.records.improvement.models import Action, ActionEvent, ActionOwner
from oneplan.records.improvement.rows import ActionRow


def events_of(rows: Iterable[ActionEvent]) -> list[Event]:
    """Events as core folds them."""
    return [
        Event(
            sequence=row.pk,
            kind=EventKind(row.kind),
            on=row.on,
            details=row.details,
            supersedes=row.supersedes_id,
            from_import=row.plan_import_id is not None,
        )
        for row in rows
    ]


def due_of(action: Action) -> Due:
    """When an action is due, as it stands."""
    return Due(
        raw=action.due_raw,
        due_from=action.due_from,
        due_on=action.due_on,
        precision=DuePrecision(action.due_precision),
        revised_from=action.due_revised_from,
        starts_on=action.due_starts_on,
        review_on=action.due_review_on,
        note=action.due_note,
    )


def owner_of(row: ActionOwner) -> Owner:
    """One owner; its role must have been fetched with it."""
    return Owner(role=row.owner_role.name, partner=row.partner, part=OwnerPart(row.part))


def action_row(action: Action, owners: tuple[Owner, ...], *, is_public_only: bool) -> ActionRow:
    """An action for a reader, without what only the partnership sees when the reader is the public."""
    section = action.section
    return ActionRow(
        id=action.public_id,
        ref=action.ref,
        section=section.number if section else "",
        section_slug=section.slug if section else "",
        text=action.text,
        phase=action.phase,
        rating=Rating(action.rating),
        rating_raw=action.rating_raw,
        due=due_of(action),
        owners=owners,
        version=action.version,
        changed_on=action.changed_on,
        is_superseded=action.is_superseded,
        ref_is_given=action.ref_is_given,
        is_changed_here=action.is_changed_here and not is_public_only,
        update_count=0 if is_public_only else action.update_count,
        evidence_count=0 if is_public_only else action.evidence_count,
        impact_count=0 if is_public_only else action.impact_count,
        key=action.key,
        sources=() if is_public_only else from_plain(Facet.SOURCES, action.sources),
        schedule=from_plain(Facet.SCHEDULE, action.schedule),
        first_due_on=action.first_due_on,
        baseline_due_on=action.baseline_due_on,
        baselines=0 if is_public_only else action.baselines,
        is_baseline_asked=action.is_baseline_asked and not is_public_only,
        is_added_here=action.is_added_here and not is_public_only,
        is_evidence_unseen=action.is_evidence_unseen and not action.is_superseded,
    )
