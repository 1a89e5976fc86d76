"""The plan, held while it is changed, and only the version that the area runs."""

from __future__ import annotations

from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem
from oneplan.records.improvement.models import ImprovementPlan, Section


def locked_plan(plan_id: str) -> ImprovementPlan:
    """The plan, held until the change is over; raises Problem for one that a later version has replaced."""
    plan = ImprovementPlan.objects.select_for_update().filter(public_id=plan_id, is_withdrawn=False).first()
    if plan is None:
        raise NotFound("There is no such plan here.", do="Start from the list of plans.")
    check_is_present(plan)
    return plan


def check_is_present(plan: ImprovementPlan) -> None:
    """Raises Problem for a plan that a later version has replaced."""
    later = ImprovementPlan.objects.filter(previous_version=plan, is_withdrawn=False).first()
    if later is not None:
        raise Problem(
            "This version of the plan is kept as it was.",
            why=f"“{later.title}” has taken its place, so a change here would be seen by nobody.",
            do="Open the present version and make the change there.",
        )


def section_in(plan: ImprovementPlan, slug: str) -> Section:
    """The section with this slug; raises NotFound."""
    found = Section.objects.filter(plan=plan, slug=slug, is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such section in this plan.", do="Start from the plan.")
    return found
