"""Task and finish groups: formed for a set of actions, led by somebody, reporting in one page, closed when done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.rating import Rating
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.delivery.models import DeliveryCycle, GroupAction, HighlightReport, LeadAssignment, TaskGroup
from oneplan.records.governance.models import Body
from oneplan.records.improvement.models import Action, ImprovementPlan

WRITE, REPORT = "group-write", "highlight-write"


@dataclass(frozen=True, slots=True)
class Highlights:
    """The four parts of a highlight report."""

    done: str = ""
    next: str = ""
    risks: str = ""
    asks: str = ""


def form_group(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    name: str,
    lead_role: str,
    lead_person: str = "",
    purpose: str = "",
    actions: Collection[str] = (),
    closes_on: date | None = None,
    body_id: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A group exists from today, with its lead and its actions; returns its id."""
    request = Request("form-group", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE, owner_roles=[lead_role])
        plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
        if plan is None:
            raise NotFound("There is no such plan here.", do="Start from the list of plans.")
        if not name.strip() or not lead_role.strip():
            raise Problem("Give the group a name, and the role that leads it.", why="Somebody must answer for it.")
        if closes_on is not None and closes_on < on:
            raise Problem("A group cannot end before it begins.", do="Give a later day, or none.")
        body = Body.objects.filter(public_id=body_id).first() if body_id else None
        group = TaskGroup.objects.create(
            plan=plan,
            body=body,
            name=name.strip(),
            purpose=purpose.strip(),
            opens_on=on,
            closes_on=closes_on,
            made_by=by,
        )
        LeadAssignment.objects.create(
            group=group,
            role=lead_role.strip(),
            person=lead_person.strip(),
            first_day=on,
            why="The group was formed",
            by=by,
        )
        _give(group, actions, "The group was formed", request)
        _traced(request, viewer, role, group, {"actions": len(actions)})
        return group.public_id

    asked = {"plan": plan_id, "name": name, "lead": lead_role, "actions": sorted(actions)}
    return carry_out(request, work, asked=asked)


def assign_lead(
    *, group_id: str, role: str, person: str = "", why: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """Somebody else leads the group from today; who led it before stays on record."""
    request = Request("assign-delivery-lead", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        group, lead = _open_group(group_id)
        acting = rights.check(viewer, WRITE, owner_roles=[lead.role] if lead else [])
        if not role.strip() or not why.strip():
            raise Problem("Say who leads it from now on, and why.", do="Give the role and a sentence.")
        if lead and (lead.role, lead.person) == (role.strip(), person.strip()):
            raise Problem("That is who leads it now.", do="Choose somebody else, or leave it as it is.")
        change_lead(group, role.strip(), person.strip(), why.strip(), by=by, on=on)
        _traced(request, viewer, acting, group, {"role": role})
        return group.public_id

    return carry_out(request, work, asked={"group": group_id, "role": role, "person": person, "why": why})


def change_lead(group: TaskGroup, role: str, person: str, why: str, *, by: User, on: date) -> None:
    """Within a verb: the lead before ends today, and the new one begins."""
    LeadAssignment.objects.filter(group=group, last_day__isnull=True).update(last_day=on)
    LeadAssignment.objects.create(group=group, role=role, person=person, first_day=on, why=why, by=by)


def set_actions(
    *, group_id: str, actions: Collection[str], why: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The group has exactly these actions from today; what it had before stays on record with its days."""
    request = Request("assign-actions", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        group, lead = _open_group(group_id)
        acting = rights.check(viewer, WRITE, owner_roles=[lead.role] if lead else [])
        if not why.strip():
            raise Problem("Say why its actions change.", why="Somebody will ask who had an action when.")
        held = GroupAction.objects.filter(group=group, last_day__isnull=True)
        before = set(held.values_list("action__public_id", flat=True))
        held.exclude(action__public_id__in=list(actions)).update(last_day=on)
        _give(group, set(actions) - before, why.strip(), request)
        _traced(request, viewer, acting, group, {"actions": len(actions)})
        return group.public_id

    return carry_out(request, work, asked={"group": group_id, "actions": sorted(actions), "why": why})


def close_group(*, group_id: str, why: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The group is over; its unfinished actions belong to no group, which is said, and its history stays."""
    request = Request("close-group", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        group, lead = _open_group(group_id)
        acting = rights.check(viewer, WRITE, owner_roles=[lead.role] if lead else [])
        if not why.strip():
            raise Problem(
                "Say why the group closes, and who takes what is left.",
                why="Actions without a group are easily forgotten.",
            )
        held = GroupAction.objects.filter(group=group, last_day__isnull=True).select_related("action")
        left = [each.action.ref for each in held.order_by("pk") if Rating(each.action.rating).is_live]
        held.update(last_day=on)
        LeadAssignment.objects.filter(group=group, last_day__isnull=True).update(last_day=on)
        group.closed_on, group.why_closed = on, why.strip()
        group.save(update_fields=["closed_on", "why_closed"])
        _traced(request, viewer, acting, group, {"left": left})
        return group.public_id

    return carry_out(request, work, asked={"group": group_id, "why": why})


def write_highlights(
    *, group_id: str, words: Highlights, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The group's report is kept as it is sent, with how each of its actions stood that day; returns its id."""
    request = Request("write-highlight-report", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        group, lead = _open_group(group_id)
        acting = rights.check(viewer, REPORT, owner_roles=[lead.role] if lead else [])
        if not words.done.strip() and not words.next.strip():
            raise Problem("Say what is done, or what comes next.", why="An empty report tells nobody anything.")
        held = GroupAction.objects.filter(group=group, last_day__isnull=True).select_related("action")
        row = HighlightReport.objects.create(
            group=group,
            cycle=DeliveryCycle.objects.filter(plan=group.plan).order_by("-number").first(),
            on=on,
            by=by,
            lead=f"{lead.person}, {lead.role}" if lead and lead.person else lead.role if lead else "",
            actions=[_stood(each.action) for each in held.order_by("action__position", "pk")],
            **{name: said.strip() for name, said in asdict(words).items()},
        )
        _traced(request, viewer, acting, group, {"report": row.public_id})
        return row.public_id

    return carry_out(request, work, asked={"group": group_id, **asdict(words)})


def _stood(action: Action) -> dict[str, Any]:
    return {
        "id": action.public_id,
        "ref": action.ref,
        "text": action.text,
        "rating": action.rating,
        "rating_raw": action.rating_raw,
        "due_on": action.due_on.isoformat() if action.due_on else "",
        "due_raw": action.due_raw,
    }


def _give(group: TaskGroup, actions: Collection[str], why: str, request: Request) -> None:
    rows = list(Action.objects.filter(plan=group.plan, public_id__in=list(actions), is_withdrawn=False))
    if len(rows) < len(set(actions)):
        raise NotFound("Some of these actions are not in the plan any more.", do="Choose again from the plan.")
    held = GroupAction.objects.filter(action__in=rows, last_day__isnull=True).exclude(group=group)
    for other in held.select_related("action", "group").order_by("pk"):
        raise Problem(
            f"{other.action.ref} belongs to “{other.group.name}” already.",
            why="Two groups would each wait for the other.",
            do="Take it from that group first.",
        )
    GroupAction.objects.bulk_create(
        [GroupAction(group=group, action=each, first_day=request.on, why=why, by=request.by) for each in rows]
    )


def _open_group(group_id: str) -> tuple[TaskGroup, LeadAssignment | None]:
    group = TaskGroup.objects.select_for_update(of=("self",)).select_related("plan").filter(public_id=group_id).first()
    if group is None:
        raise NotFound("There is no such group here.", do="Start from the list of groups.")
    if group.closed_on is not None:
        raise Problem(
            f"“{group.name}” closed on {group.closed_on.day} {group.closed_on:%B %Y}.",
            why=group.why_closed,
            do="Form a new group for what is left.",
        )
    return group, LeadAssignment.objects.filter(group=group, last_day__isnull=True).order_by("-pk").first()


def _traced(request: Request, viewer: Viewer, role: str, group: TaskGroup, details: dict[str, Any]) -> None:
    leaves_trace(
        request, viewer, acting_role=role, subject_kind="task-group", subject_ids=[group.public_id], details=details
    )
