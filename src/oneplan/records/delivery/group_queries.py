"""Task and finish groups as people read them, and what was handed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch

from oneplan.core.access import NotFound, Viewer
from oneplan.records import rights
from oneplan.records.delivery.models import GroupAction, HandOver, HighlightReport, LeadAssignment, TaskGroup

READ = "cycle-read"


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Who led a group, from when to when and why."""

    role: str
    person: str
    first_day: date
    last_day: date | None
    why: str


@dataclass(frozen=True, slots=True)
class GivenRow:
    """An action that a group has, or had."""

    action_id: str
    ref: str
    first_day: date
    last_day: date | None
    why: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group with its lead, its actions and its history."""

    id: str
    plan_id: str
    name: str
    purpose: str
    body_id: str
    body_name: str
    opens_on: date
    closes_on: date | None
    closed_on: date | None
    why_closed: str
    leads: tuple[LeadRow, ...]
    given: tuple[GivenRow, ...]
    last_report_on: date | None

    @property
    def lead(self) -> LeadRow | None:
        """Who leads it now."""
        return next((each for each in self.leads if each.last_day is None), None)

    @property
    def action_ids(self) -> tuple[str, ...]:
        """The actions it has now."""
        return tuple(each.action_id for each in self.given if each.last_day is None)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A highlight report as it was sent."""

    id: str
    group_id: str
    group_name: str
    on: date
    by_name: str
    lead: str
    cycle: int | None
    done: str
    next: str
    risks: str
    asks: str
    actions: tuple[dict[str, Any], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """What one role gave to another."""

    id: str
    from_role: str
    to_role: str
    on: date
    by_name: str
    why: str
    items: dict[str, list[dict[str, Any]]]


def groups(plan_id: str, *, viewer: Viewer) -> tuple[GroupRow, ...]:
    """Every group of a plan, those that are open first."""
    rights.check(viewer, READ)
    rows = [_group(each) for each in _groups().filter(plan__public_id=plan_id).order_by("name", "id")]
    return tuple(sorted(rows, key=lambda each: (each.closed_on is not None, each.name)))


def group(group_id: str, *, viewer: Viewer) -> GroupRow:
    """One group; raises NotFound."""
    rights.check(viewer, READ)
    found = _groups().filter(public_id=group_id).first()
    if found is None:
        raise NotFound("There is no such group here.", do="Start from the list of groups.")
    return _group(found)


def reports_of(group_id: str, *, viewer: Viewer) -> tuple[ReportRow, ...]:
    """Every highlight report of a group, the newest first."""
    rights.check(viewer, READ)
    rows = HighlightReport.objects.filter(group__public_id=group_id).select_related("group", "cycle", "by")
    return tuple(_report(each) for each in rows.order_by("-id"))


def report(report_id: str, *, viewer: Viewer) -> ReportRow:
    """One highlight report; raises NotFound."""
    rights.check(viewer, READ)
    found = HighlightReport.objects.filter(public_id=report_id).select_related("group", "cycle", "by").first()
    if found is None:
        raise NotFound("There is no such report here.", do="Start from the group.")
    return _report(found)


def groups_of_action(action_id: str, *, viewer: Viewer) -> tuple[GroupRow, ...]:
    """The groups that have an action now."""
    rights.check(viewer, READ)
    rows = _groups().filter(given__action__public_id=action_id, given__last_day__isnull=True).distinct()
    return tuple(_group(each) for each in rows.order_by("name", "id"))


def hand_overs(plan_id: str, *, viewer: Viewer) -> tuple[HandOverRow, ...]:
    """What was handed over in a plan, the newest first."""
    rights.check(viewer, READ)
    rows = HandOver.objects.filter(plan__public_id=plan_id).select_related("by").order_by("-id")
    return tuple(
        HandOverRow(each.public_id, each.from_role, each.to_role, each.on, each.by.name, each.why, each.items)
        for each in rows
    )


def _groups() -> Any:
    return TaskGroup.objects.select_related("plan", "body").prefetch_related(
        Prefetch("leads", LeadAssignment.objects.order_by("-id")),
        Prefetch("given", GroupAction.objects.select_related("action").order_by("action__position", "id")),
        Prefetch("highlights", HighlightReport.objects.order_by("-id")),
    )


def _group(row: TaskGroup) -> GroupRow:
    reports = list(row.highlights.all())
    return GroupRow(
        id=row.public_id,
        plan_id=row.plan.public_id,
        name=row.name,
        purpose=row.purpose,
        body_id=row.body.public_id if row.body else "",
        body_name=row.body.name if row.body else "",
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        closed_on=row.closed_on,
        why_closed=row.why_closed,
        leads=tuple(
            LeadRow(each.role, each.person, each.first_day, each.last_day, each.why) for each in row.leads.all()
        ),
        given=tuple(
            GivenRow(each.action.public_id, each.action.ref, each.first_day, each.last_day, each.why)
            for each in row.given.all()
        ),
        last_report_on=reports[0].on if reports else None,
    )


def _report(row: HighlightReport) -> ReportRow:
    return ReportRow(
        id=row.public_id,
        group_id=row.group.public_id,
        group_name=row.group.name,
        on=row.on,
        by_name=row.by.name,
        lead=row.lead,
        cycle=row.cycle.number if row.cycle else None,
        done=row.done,
        next=row.next,
        risks=row.risks,
        asks=row.asks,
        actions=tuple(row.actions),
    )
