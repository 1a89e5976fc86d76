"""How a change to an action is written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oneplan.actions.once import Request
from oneplan.actions.plan_locks import check_is_present
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.facets import Facet, to_plain
from oneplan.core.improvement.history import KIND_OF_CHANGE, ActionState, EventKind
from oneplan.records import rights
from oneplan.records.improvement.models import Action, ActionEvent, ImprovementPlan
from oneplan.records.improvement.refreshing import refresh, states_of


def locked_action(action_id: str) -> Action:
    """The action, held until the change is over so that two people change it one after the other.

    Raises Problem for an action of a version that a later one has replaced.
    """
    # The plan's row is taken first, by every change, so that an import and an editor never wait for each other.
    plans = ImprovementPlan.objects.select_for_update().filter(is_withdrawn=False)
    plan = plans.filter(pk__in=Action.objects.filter(public_id=action_id).values("plan_id")).first()
    action = Action.objects.filter(public_id=action_id, is_withdrawn=False, plan=plan).first() if plan else None
    if plan is None or action is None:
        raise NotFound("There is no such action here.", do="Start from the plan.")
    check_is_present(plan)
    action.plan = plan
    return action


def check_right(viewer: Viewer, permission: str, state: ActionState) -> str:
    """The role in which the viewer may change this action; raises NotAllowed."""
    return rights.check(viewer, permission, owner_roles=[each.role for each in state.facets.owners])


def state_now(action: Action) -> ActionState:
    """Where the action stands by its events."""
    return states_of([action])[action.pk]


def changed(facet: Facet, *, before: Any, after: Any) -> tuple[EventKind, dict[str, Any]]:
    """The event for a change of one part: its kind and its details."""
    return KIND_OF_CHANGE[facet], {"before": to_plain(facet, before), "after": to_plain(facet, after)}


def append(
    action: Action,
    kind: EventKind,
    details: Mapping[str, Any],
    *,
    request: Request,
    acting_role: str,
    reason: str = "",
) -> ActionEvent:
    """Adds the event and brings the action in step with it."""
    event = ActionEvent.objects.create(
        action=action,
        kind=kind.value,
        on=request.on,
        by=request.by,
        acting_role=acting_role,
        reason=reason,
        details=dict(details),
    )
    refresh(action.plan, [action])
    return event
