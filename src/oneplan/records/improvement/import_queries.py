"""Documents on their way into a plan, for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from oneplan.core.access import Viewer
from oneplan.core.improvement.difference import PlanDifference
from oneplan.core.improvement.frame import Frame
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import (
    Finding,
    KeyEntry,
    LineFate,
    PlanReading,
    ReadAction,
    ReadPromise,
    ReadSection,
    ReadStatement,
)
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.improvement.frames import stored_frame
from oneplan.records.improvement.histories import updates_of
from oneplan.records.improvement.importing import compare, find_import
from oneplan.records.improvement.models import ImportLine, PlanImport
from oneplan.records.improvement.models.plan_import import ImportState
from oneplan.records.improvement.rows import ImportCounts, ImportLineRow, ImportProgress, ImportRow
from oneplan.records.improvement.trees import actions_of, find_plan


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying an import now would do; ``plan_title`` is empty when it starts a new plan."""

    plan_id: str
    plan_title: str
    reading: PlanReading
    change: PlanDifference
    before: Frame
    after: Frame


def imports(*, viewer: Viewer) -> tuple[ImportRow, ...]:
    """Every import, the newest first."""
    rights.check(viewer, "import-read")
    rows = _counted().order_by("-at", "-pk")
    return tuple(_row(row) for row in rows)


def plan_import(import_id: str, *, viewer: Viewer) -> ImportRow:
    """One import."""
    rights.check(viewer, "import-read")
    find_import(import_id)
    return _row(_counted().get(public_id=import_id))


def import_progress(import_id: str, *, viewer: Viewer) -> ImportProgress:
    """How far the reading is."""
    rights.check(viewer, "import-read")
    return _progress(find_import(import_id))


def stored_name(import_id: str) -> str:
    """The name that the import's file is stored under."""
    return find_import(import_id).document.stored_as


def import_lines(
    import_id: str, *, viewer: Viewer, fate: str = "", after: int = 0, limit: int = 200
) -> tuple[ImportLineRow, ...]:
    """Lines of the document in order, of one fate if given, after a line if given."""
    rights.check(viewer, "import-read")
    rows = ImportLine.objects.filter(plan_import=find_import(import_id), line__gt=after)
    if fate:
        rows = rows.filter(fate=fate)
    return tuple(_line(row) for row in rows.select_related("decided_by").order_by("line")[:limit])


def preview(import_id: str, *, viewer: Viewer) -> Preview:
    """What applying the import would do to the plan as it stands now."""
    rights.check(viewer, "import-read")
    found = compare(find_import(import_id))
    return Preview(
        plan_id=found.plan.public_id if found.plan else "",
        plan_title=found.plan.title if found.plan else "",
        reading=found.reading,
        change=found.change,
        before=found.before,
        after=found.after,
    )


def as_reading(plan_id: str) -> PlanReading:
    """The plan as it stands now, in the shape of a reading: what the linter takes. Line numbers are places in it."""
    plan = find_plan(plan_id)
    frame = stored_frame(plan)
    keys = {each.slug: each.number or each.title for each in frame.sections}
    priorities = dict(enumerate(frame.priorities, start=1))
    actions = [row for row in actions_of(plan, is_public_only=False) if not row.is_superseded]
    return PlanReading(
        plan=plan.title,
        ratings_as_at=plan.ratings_as_at,
        priorities=frame.priorities,
        sections=tuple(
            ReadSection(
                each.number,
                each.title,
                priorities.get(each.priority, ""),
                0,
                keys.get(each.parent, ""),
                each.must_improve,
            )
            for each in frame.sections
        ),
        areas=_statements(frame, "areas", keys),
        actions=tuple(
            ReadAction(
                ref=row.ref,
                section=keys.get(row.section_slug, ""),
                text=row.text,
                owners=row.owners,
                due=row.due,
                rating_raw=row.rating_raw,
                rating=row.rating,
                line=place,
                phase=row.phase,
                key=row.key,
                ref_assigned=not row.ref_is_given,
            )
            for place, row in enumerate(actions, start=1)
        ),
        measures=_statements(frame, "measures", keys),
        impacts=_statements(frame, "impacts", keys),
        updates=tuple(
            ReadStatement(keys.get(row.section_slug, ""), row.text, 0, dated_on=row.on)
            for row in updates_of(plan_id)
            if not row.is_note
        ),
        promises=tuple(
            ReadPromise(each.period, each.text, 0, each.number, each.achieved, _day(each.ends_on))
            for each in frame.promises
        ),
        key=tuple(KeyEntry(each.word, each.meaning, Rating(each.rating), 0) for each in frame.key),
    )


def _statements(frame: Frame, name: str, keys: dict[str, str]) -> tuple[ReadStatement, ...]:
    return tuple(ReadStatement(keys.get(each.section, ""), each.text, 0) for each in getattr(frame, name))


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _counted() -> QuerySet[Any]:
    fates = {fate.value: Count("lines", filter=Q(lines__fate=fate.value)) for fate in LineFate}
    return PlanImport.objects.select_related("document", "by", "plan", "applied_by").annotate(
        line_count=Count("lines"),
        undecided=Count("lines", filter=Q(lines__fate=LineFate.REVIEW.value, lines__decision="")),
        **{f"{name}_count": count for name, count in fates.items()},
    )


def _row(row: PlanImport) -> ImportRow:
    problem = row.problem
    earlier = PlanImport.objects.filter(document__sha256=row.document.sha256, state=ImportState.APPLIED, pk__lt=row.pk)
    return ImportRow(
        id=row.public_id,
        state=row.state,
        document_id=row.document.public_id,
        document_name=row.document.name,
        size=row.document.size,
        by_name=row.by.name,
        at=row.at,
        plan_title=row.plan.title if row.plan else (row.reading or {}).get("plan", ""),
        plan_id=row.plan.public_id if row.plan else "",
        counts=_counts(row),
        findings=tuple(Finding(**each) for each in row.findings),
        problem=Problem(problem["what"], why=problem["why"], do=problem["do"]) if problem else None,
        progress=_progress(row),
        applied_at=row.applied_at,
        applied_by=row.applied_by.name if row.applied_by else "",
        undone_at=row.undone_at,
        is_same_as_before=earlier.exists(),
    )


def _counts(row: PlanImport) -> ImportCounts:
    names = ("line_count", "imported_count", "heading_count", "noise_count", "review_count", "undecided")
    return ImportCounts(*(getattr(row, name) for name in names))


def _progress(row: PlanImport) -> ImportProgress:
    return ImportProgress(row.state, row.done, row.total, row.says)


def _line(row: ImportLine) -> ImportLineRow:
    return ImportLineRow(
        line=row.line,
        text=row.text,
        fate=row.fate,
        why=row.why,
        decision=row.decision,
        decided_by=row.decided_by.name if row.decided_by else "",
        reason=row.reason,
        section=row.section_key,
        ref=row.ref,
        is_carried_out=row.carried_out,
    )
