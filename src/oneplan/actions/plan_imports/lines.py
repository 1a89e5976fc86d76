"""What a decision about a line in doubt does to the plan."""

from __future__ import annotations

from oneplan.actions.once import Request
from oneplan.core.improvement.facets import Facets, facets_to_plain
from oneplan.core.improvement.history import EventKind
from oneplan.core.improvement.matching import fresh_slug, plain_words
from oneplan.core.improvement.reading import LineFate
from oneplan.core.kernel import Problem
from oneplan.records.improvement.models import (
    Action,
    ActionEvent,
    DatedUpdate,
    ImportLine,
    ImprovementPlan,
    PlanImport,
    Section,
)
from oneplan.records.improvement.refreshing import raise_revision, refresh


def carry_out_line(row: ImportLine, *, request: Request, acting_role: str) -> None:
    """The note or the action that was decided on exists; lines that are left out or undecided change nothing."""
    plan = row.plan_import.plan
    if plan is None or row.carried_out:
        return
    if row.decision == "note":
        DatedUpdate.objects.create(
            plan=plan,
            section=_section(plan, row),
            text=row.text,
            is_note=True,
            by=request.by,
            plan_import=row.plan_import,
        )
    if row.decision == "action":
        _make_action(plan, row, request, acting_role)
    row.carried_out = bool(row.decision)
    row.save(update_fields=["carried_out"])
    raise_revision(plan)


def carry_out_waiting_lines(plan_import: PlanImport, *, request: Request, acting_role: str) -> None:
    """Everything decided before the import was applied takes effect."""
    waiting = ImportLine.objects.filter(plan_import=plan_import, carried_out=False).exclude(decision="")
    for row in waiting.select_related("plan_import__plan"):
        carry_out_line(row, request=request, acting_role=acting_role)


def repeat_earlier_decisions(plan_import: PlanImport) -> None:
    """A line in doubt that somebody decided in an earlier copy of the document is not asked about again."""
    earlier = ImportLine.objects.filter(
        plan_import__plan=plan_import.plan, fate=LineFate.REVIEW, carried_out=True
    ).exclude(plan_import=plan_import)
    decided = {row.text: row for row in earlier.order_by("pk")}
    if not decided:
        return
    for row in ImportLine.objects.filter(plan_import=plan_import, fate=LineFate.REVIEW, decision=""):
        before = decided.get(row.text)
        if before is not None:
            row.decision, row.section_key, row.ref = before.decision, before.section_key, before.ref
            row.reason = before.reason or "Decided in an earlier import of this plan."
            row.decided_by, row.decided_at, row.carried_out = before.decided_by, before.decided_at, True
            row.save()


def _make_action(plan: ImprovementPlan, row: ImportLine, request: Request, acting_role: str) -> None:
    section = _section(plan, row)
    if not row.ref:
        taken = set(Action.objects.filter(plan=plan).values_list("key", flat=True))
        row.ref = fresh_slug(f"{section.number or section.title} added", taken)
        row.save(update_fields=["ref"])
    if Action.objects.filter(plan=plan, key=row.ref, is_withdrawn=False).exists():
        raise Problem(
            f"The plan already has an action {row.ref}.",
            why="Two actions with one ref could not be told apart.",
            do="Give the new action another ref.",
        )
    last = Action.objects.filter(plan=plan, section=section).order_by("-position").first()
    action, _ = Action.objects.get_or_create(
        plan=plan, key=row.ref, defaults={"ref": row.ref, "position": last.position + 1 if last else 0}
    )
    ActionEvent.objects.create(
        action=action,
        kind=EventKind.IMPORTED.value,
        on=request.on,
        by=request.by,
        acting_role=acting_role,
        reason=row.reason or f"Made from line {row.line} of the document.",
        details=facets_to_plain(Facets(text=row.text, section=section.slug)),
        plan_import=row.plan_import,
    )
    refresh(plan, [action])


def _section(plan: ImprovementPlan, row: ImportLine) -> Section:
    asked = plain_words(row.section_key)
    section = None
    for each in Section.objects.filter(plan=plan, is_withdrawn=False):
        if row.section_key == each.slug or asked in {plain_words(each.number), plain_words(each.title)}:
            section = each
            break
    if section is None:
        raise Problem(
            f"Line {row.line} is meant for a section that the plan does not have.",
            do="Choose another section for it, then apply the import again.",
        )
    return section
