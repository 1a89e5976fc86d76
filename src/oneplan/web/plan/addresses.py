"""Where a plan and its sections are read: the one the area runs at the short address, every other at its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.core.access import NotFound
from oneplan.records.improvement import queries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from oneplan.records.improvement.rows import PlanRow


def plan_address(plan: PlanRow | None) -> str:
    """The page of the plan."""
    return reverse("plan") if plan is None or plan.is_current else reverse("plan-of", args=[plan.id])


def section_address(plan: PlanRow | None, slug: str) -> str:
    """The page of a section of the plan; the plan's own where no section is named."""
    if not slug:
        return plan_address(plan)
    if plan is None or plan.is_current:
        return reverse("section", args=[slug])
    return reverse("section-of", args=[plan.id, slug])


def crumbs_of(plan: PlanRow) -> tuple[tuple[str, str], ...]:
    """The way back to the plan."""
    return (("The plan" if plan.is_current else plan.title, plan_address(plan)),)


def plan_at(plan_id: str, request: HttpRequest) -> PlanRow:
    """The plan of this id as its list shows it; raises NotFound."""
    found = next((each for each in queries.plans(viewer=request.viewer) if each.id == plan_id), None)
    if found is None:
        raise NotFound("There is no such plan here.", do="Start from the list of plans.")
    return found
