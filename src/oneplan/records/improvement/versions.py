"""What became of a plan's actions from one version to the next."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.core.access import FieldClass, Viewer
from oneplan.records import rights
from oneplan.records.improvement import trees
from oneplan.records.improvement.models import Action, ImprovementPlan
from oneplan.records.improvement.rows import ActionRow, PlanRow


@dataclass(frozen=True, slots=True)
class VersionReport:
    """Two versions side by side: what was carried over, what was finished, what was dropped, what is new."""

    before: PlanRow | None
    after: PlanRow
    carried: tuple[ActionRow, ...] = ()
    finished: tuple[ActionRow, ...] = ()
    dropped: tuple[ActionRow, ...] = ()
    new: tuple[ActionRow, ...] = ()


def version_report(plan_id: str, *, viewer: Viewer) -> VersionReport:
    """What this version brought over from the one before it; all of it is new in a first version."""
    rights.check(viewer, "plan-read")
    is_public_only = rights.viewer_class(viewer) is FieldClass.PUBLIC
    plan = trees.find_plan(plan_id)
    now = trees.actions_of(plan, is_public_only=is_public_only)
    after = trees.plan_row(plan, action_count=len(now), is_public_only=is_public_only)
    old = plan.previous_version
    if old is None:
        return VersionReport(None, after, new=now)
    then = [each for each in trees.actions_of(old, is_public_only=is_public_only) if not each.is_superseded]
    came = dict(Action.objects.filter(plan=plan).values_list("public_id", "predecessor__public_id"))
    kept = set(came.values())
    left = [each for each in then if each.id not in kept]
    return VersionReport(
        before=trees.plan_row(old, action_count=len(then), is_public_only=is_public_only),
        after=after,
        carried=tuple(each for each in now if came[each.id]),
        finished=tuple(each for each in left if each.rating.is_finished),
        dropped=tuple(each for each in left if not each.rating.is_finished),
        new=tuple(each for each in now if not came[each.id]),
    )


def predecessor_of(action_id: str) -> tuple[str, str, str]:
    """The id and ref of the action that this one carries on, and the title of its plan; empty where there is none."""
    rows = Action.objects.filter(public_id=action_id, predecessor__isnull=False)
    for found in rows.values_list("predecessor__public_id", "predecessor__ref", "predecessor__plan__title"):
        return str(found[0]), str(found[1]), str(found[2])
    return "", "", ""


def next_version_of(plan_id: str) -> str:
    """The id of the version that replaced a plan; empty while it is the present one."""
    later = ImprovementPlan.objects.filter(previous_version__public_id=plan_id, is_withdrawn=False).order_by("pk")
    return str(later.values_list("public_id", flat=True).first() or "")
