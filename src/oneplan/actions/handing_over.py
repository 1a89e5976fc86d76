"""Somebody leaves or changes post: all that their role holds goes to another in one step, and is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from oneplan.actions.delivery_cycles import pass_line
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_lines import as_named, change_owners
from oneplan.actions.replies import lines_asked_of
from oneplan.actions.task_groups import change_lead
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.reading import Owner
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.delivery.models import DeliveryCycle, HandOver, ReplyLink, TaskGroup
from oneplan.records.improvement.models import Action, ActionOwner, ImprovementPlan
from oneplan.records.improvement.projection import owner_of
from oneplan.records.series.models import SupplyDuty

HAND_OVER = "group-write"
_LONGEST_ROLE = 160


def hand_over(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    from_role: str,
    to_role: str,
    person: str = "",
    why: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The other role owns, owes, leads and supplies all that this one did, from today; returns the id of the record.

    Links that were sent for the role before stop working; what was answered stays under the name that gave it.
    Seats stay as they are: who sits on a body is for the body to say.
    """
    request = Request("hand-over-role", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        # Somebody who may hand over everything, not only what is theirs: the actions of others are touched.
        acting = rights.check(viewer, HAND_OVER, owner_roles=[])
        plan = ImprovementPlan.objects.select_for_update().filter(public_id=plan_id, is_withdrawn=False).first()
        if plan is None:
            raise NotFound("There is no such plan here.", do="Start from the list of plans.")
        named = as_named(plan, [Owner(to_role)])
        # The plan's own spelling, so that what is asked goes to the role that owns the action.
        taker = named[0].role if named else ""
        _check(from_role, taker, why)
        items = {
            "actions": _actions(plan, from_role, taker, why, request),
            "commissions": _commissions(plan, from_role, taker, why, request),
            "groups": _groups(plan, from_role, taker, person, why, request),
            "measures": _measures(from_role, taker, request),
        }
        if not any(items.values()):
            raise Problem(f"“{from_role}” holds nothing in this plan.", do="Check the name of the role.")
        row = HandOver.objects.create(
            plan=plan, from_role=from_role, to_role=taker, on=on, by=by, why=why.strip(), items=items
        )
        leaves_trace(
            request,
            viewer,
            acting_role=acting,
            subject_kind="hand-over",
            subject_ids=[row.public_id],
            details={name: len(each) for name, each in items.items()},
        )
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, "from": from_role, "to": to_role, "why": why})


def _check(from_role: str, to_role: str, why: str) -> None:
    if not to_role.strip() or from_role == to_role.strip():
        raise Problem("Say which other role takes it over.", do="Choose a role that the plan names, or name a new one.")
    if not why.strip():
        raise Problem("Say why it is handed over.", why="The history of every action will show it.")


def _actions(plan: ImprovementPlan, from_role: str, to_role: str, why: str, request: Request) -> list[dict[str, Any]]:
    held = Action.objects.filter(
        plan=plan, is_withdrawn=False, is_superseded=False, owners__owner_role__name=from_role
    ).distinct()
    moved = []
    for action in held.order_by("position", "id"):
        rows = ActionOwner.objects.filter(action=action).select_related("owner_role").order_by("position")
        change_owners(
            action_id=action.public_id,
            version=action.version,
            owners=_replaced([owner_of(each) for each in rows], from_role, to_role.strip()),
            reason=f"Handed over from {from_role}: {why.strip()}",
            by=request.by,
            on=request.on,
            route=request.route,
        )
        moved.append({"id": action.public_id, "ref": action.ref})
    return moved


def _replaced(owners: list[Owner], from_role: str, to_role: str) -> tuple[Owner, ...]:
    """The owners with one role in place of another, named once: as lead where either led."""
    found: dict[str, Owner] = {}
    for each in owners:
        new = replace(each, role=to_role) if each.role == from_role else each
        found.setdefault(new.role, new)
    return tuple(found.values())


def _commissions(
    plan: ImprovementPlan, from_role: str, to_role: str, why: str, request: Request
) -> list[dict[str, Any]]:
    cycle = DeliveryCycle.objects.filter(plan=plan, lock__isnull=True).first()
    if cycle is None:
        return []
    passed = []
    for line in lines_asked_of(cycle.pk, from_role):
        pass_line(line, to_role.strip(), why.strip(), by=request.by, on=request.on, instead_of=from_role)
        passed.append({"id": line.public_id, "ref": line.action.ref})
    ReplyLink.objects.filter(cycle=cycle, role=from_role, revoked_on__isnull=True).update(
        revoked_on=request.on, revoked_by=request.by, why_revoked=f"{from_role} handed its updates to {to_role}."[:300]
    )
    return passed


def _groups(
    plan: ImprovementPlan, from_role: str, to_role: str, person: str, why: str, request: Request
) -> list[dict[str, Any]]:
    led = TaskGroup.objects.filter(
        plan=plan, closed_on__isnull=True, leads__role=from_role, leads__last_day__isnull=True
    ).distinct()
    groups = list(led.order_by("pk"))
    for group in groups:
        change_lead(group, to_role.strip(), person.strip(), why.strip(), by=request.by, on=request.on)
    return [{"id": group.public_id, "name": group.name} for group in groups]


def _measures(from_role: str, to_role: str, request: Request) -> list[dict[str, Any]]:
    """The measures kept by hand that the role supplied; the duty before is ended and kept."""
    duties = SupplyDuty.objects.filter(role=from_role, ended_on__isnull=True).select_related("series")
    passed = []
    for duty in duties.order_by("pk"):
        duty.ended_on = request.on
        duty.save(update_fields=["ended_on"])
        SupplyDuty.objects.create(
            series=duty.series,
            role=to_role.strip()[:_LONGEST_ROLE],
            cycle=duty.cycle,
            due_days=duty.due_days,
            first_day=request.on,
            by=request.by,
        )
        passed.append({"id": duty.series.measure})
    return passed
