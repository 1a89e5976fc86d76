"""An import is taken back by new events that cancel its own; nothing people did since is lost."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.core.improvement.edits import standing_over
from oneplan.core.improvement.frame import from_plain
from oneplan.core.improvement.history import EventKind
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.dependencies import derive
from oneplan.records.improvement.frames import set_frame
from oneplan.records.improvement.importing import find_import
from oneplan.records.improvement.models import (
    Action,
    ActionEvent,
    DatedUpdate,
    ImportLine,
    ImprovementPlan,
    PlanImport,
)
from oneplan.records.improvement.models.plan_import import ImportState
from oneplan.records.improvement.plan_changes import edits_of
from oneplan.records.improvement.refreshing import raise_revision, refresh


def undo_plan_import(
    *, import_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> None:
    """The plan stands as it did before the import; refused if that would lose what people did since."""
    request = Request("undo-plan-import", by, on, request_key, route)

    def work(viewer: Viewer) -> None:
        role = rights.check(viewer, "import-undo")
        plan_import = find_import(import_id, lock=True)
        plan = _check_undoable(plan_import, reason)
        list(ImprovementPlan.objects.select_for_update().filter(pk=plan.pk))
        _refuse_losses(plan_import)
        _cancel(plan_import, plan, request, reason.strip(), role)
        plan_import.state, plan_import.says = ImportState.UNDONE, "Undone"
        plan_import.undone_at, plan_import.undone_by = timezone.now(), by
        plan_import.save(update_fields=["state", "says", "undone_at", "undone_by"])
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="import",
            subject_ids=[import_id, plan.public_id],
        )

    carry_out(request, work, asked={"import": import_id})


def _check_undoable(plan_import: PlanImport, reason: str) -> ImprovementPlan:
    if plan_import.state != ImportState.APPLIED or plan_import.plan is None:
        raise Problem(
            "This import has not been applied, so there is nothing to undo.",
            why=f"It is {plan_import.state}.",
            do="Open the import to see where it stands.",
        )
    if not reason.strip():
        raise Problem("Say why.", why="The history of every action it touched will show the reason.")
    applied = PlanImport.objects.filter(plan=plan_import.plan, state=ImportState.APPLIED)
    later = applied.filter(applied_at__gt=plan_import.applied_at).exclude(pk=plan_import.pk)
    if later.exists():
        raise Problem(
            "A later document has been imported into this plan.",
            why="Imports build on each other, so they are undone from the newest.",
            do="Undo the later import first.",
        )
    return plan_import.plan


def _refuse_losses(plan_import: PlanImport) -> None:
    made = ActionEvent.objects.filter(plan_import=plan_import, kind=EventKind.IMPORTED.value)
    made_ids = list(made.values_list("action_id", flat=True))
    since = (
        ActionEvent.objects.filter(action_id__in=made_ids, pk__gt=_first(plan_import))
        .exclude(plan_import=plan_import)
        .exclude(kind=EventKind.UNDONE.value)
    )
    refs = sorted(set(since.values_list("action__ref", flat=True)))
    if plan_import.made_plan:
        added = ActionEvent.objects.filter(action__plan=plan_import.plan, kind=EventKind.ADDED.value)
        refs = sorted({*refs, *added.values_list("action__ref", flat=True)})
    if refs:
        raise Problem(
            f"Undoing this import would lose what people recorded since on {_listed(refs)}.",
            why="Those actions came with the import and would go with it.",
            do="Keep the import and correct the plan itself, or import a corrected document.",
        )


def _cancel(plan_import: PlanImport, plan: ImprovementPlan, request: Request, reason: str, role: str) -> None:
    written = ActionEvent.objects.filter(plan_import=plan_import).exclude(kind=EventKind.UNDONE.value)
    events = list(written.order_by("pk"))
    ActionEvent.objects.bulk_create(
        (
            ActionEvent(
                action_id=event.action_id,
                kind=EventKind.UNDONE.value,
                on=request.on,
                by=request.by,
                acting_role=role,
                reason=reason,
                details={"kind": event.kind},
                supersedes=event,
                plan_import=plan_import,
            )
            for event in events
        ),
        batch_size=200,
    )
    DatedUpdate.objects.filter(plan_import=plan_import).update(is_withdrawn=True)
    ImportLine.objects.filter(plan_import=plan_import).update(carried_out=False)
    if plan_import.made_plan:
        plan.is_withdrawn = True
        plan.save(update_fields=["is_withdrawn"])
    elif plan_import.before is not None:
        # What people changed here since the import stands; only what the document brought is taken back.
        held = set(Action.objects.filter(plan=plan, is_withdrawn=False).values_list("section__slug", flat=True))
        set_frame(plan, standing_over(from_plain(plan_import.before), edits_of(plan), held=held))
    touched = Action.objects.filter(pk__in={event.action_id for event in events})
    refresh(plan, list(touched))
    derive(plan)
    raise_revision(plan)


def _first(plan_import: PlanImport) -> int:
    first = ActionEvent.objects.filter(plan_import=plan_import).order_by("pk").first()
    return first.pk if first else 0


def _listed(refs: list[str]) -> str:
    shown = 5
    more = f" and {len(refs) - shown} more" if len(refs) > shown else ""
    return f"{'action' if len(refs) == 1 else 'actions'} {', '.join(refs[:shown])}{more}"
