"""Changing a group: formed, led by somebody else, given other actions, reporting, closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from oneplan.actions import task_groups
from oneplan.actions.task_groups import Highlights
from oneplan.answers import delivery_groups, governance
from oneplan.answers.access import may
from oneplan.core.improvement.rating import Rating
from oneplan.records.delivery import group_queries as queries
from oneplan.records.improvement import queries as plan_queries
from oneplan.web.delivery import asking
from oneplan.web.delivery.asking import Question, ask
from oneplan.web.delivery.views import crumb
from oneplan.web.plan.views import current
from oneplan.web.ui.words import count_of


def new(request: HttpRequest) -> HttpResponse:
    """What is the group for, who leads it, and which actions does it have?"""
    found = current(request.viewer)
    roles = [each.role for each in plan_queries.owners(found.id, viewer=request.viewer)]
    roles = sorted({*roles, *request.viewer.owner_roles})
    if not may(request.viewer, "group-write", owner_roles=[]):
        roles = [each for each in roles if each in request.viewer.owner_roles]
    actions, bodies = _free(request, found.id), _bodies(request)

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        task_groups.form_group(
            plan_id=found.id,
            name=given["name"],
            lead_role=given["lead_role"],
            lead_person=given["lead_person"],
            purpose=given["purpose"],
            actions=given["actions"],
            closes_on=given["closes_on"],
            body_id=given["body"],
            **common,
        )
        return f"“{given['name']}” is formed."

    lead = "A group lives only as long as its actions need. Its lead answers for them."
    question = Question(
        "Form a group", "Form the group", ("Groups", reverse("delivery-groups")), lead, crumbs=(crumb(),)
    )
    return ask(
        request, question, lambda *args: asking.GroupForm(*args, roles=roles, actions=actions, bodies=bodies), save
    )


def lead(request: HttpRequest, group_id: str) -> HttpResponse:
    """Who leads it from now on?"""
    row = queries.group(group_id, viewer=request.viewer)
    roles = [each.role for each in plan_queries.owners(row.plan_id, viewer=request.viewer)]

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        task_groups.assign_lead(
            group_id=group_id, role=given["role"], person=given["person"], why=given["reason"], **common
        )
        return f"{given['person'] or given['role']} leads “{row.name}” now."

    question = Question("Change who leads it", "Change the lead", _back(row), caption=row.name, crumbs=(crumb(),))
    return ask(request, question, lambda *args: asking.RoleForm(*args, roles=roles), save)


def actions(request: HttpRequest, group_id: str) -> HttpResponse:
    """Which actions does it have?"""
    row = queries.group(group_id, viewer=request.viewer)
    choices = _free(request, row.plan_id, row)

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        task_groups.set_actions(group_id=group_id, actions=given["actions"], why=given["reason"], **common)
        return f"It has {count_of(len(given['actions']), 'action')} now."

    question = Question("Change its actions", "Save its actions", _back(row), caption=row.name, crumbs=(crumb(),))
    initial = {"actions": list(row.action_ids)}
    return ask(request, question, lambda *args: asking.ActionsForm(*args, actions=choices, initial=initial), save)


def close(request: HttpRequest, group_id: str) -> HttpResponse:
    """Close the group?"""
    row = queries.group(group_id, viewer=request.viewer)
    tree = plan_queries.plan_tree(row.plan_id, viewer=request.viewer)
    left = [each for each in tree.actions if each.id in row.action_ids and each.rating.is_live]
    now = [("Still to be done", ", ".join(each.ref for each in left) or "Nothing")]

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        task_groups.close_group(group_id=group_id, why=given["reason"], **common)
        return f"“{row.name}” is closed. Its history stays."

    lead = "Actions that are not finished belong to no group after that, so say who takes them."
    question = Question("Close the group", "Close it", _back(row), lead, row.name, (crumb(),))
    return ask(request, question, asking.ReasonForm, save, more={"now": now})


def report(request: HttpRequest, group_id: str) -> HttpResponse:
    """What does the group report? It begins with what is known."""
    begun = delivery_groups.begun_report(group_id, viewer=request.viewer)
    initial = {"done": begun.done, "next": begun.next, "risks": begun.risks, "asks": begun.asks}

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        words = Highlights(given["done"], given["next"], given["risks"], given["asks"])
        task_groups.write_highlights(group_id=group_id, words=words, **common)
        return "The report is kept, with how each action stood today."

    since = f"from round {begun.cycle.number} of updates and " if begun.cycle else "from "
    lead = f"It begins with what is known {since}what falls due. Put it right, cut it to one page, and send it."
    question = Question(
        "Write a highlight report", "Keep the report", _back(begun.group), lead, begun.group.name, (crumb(),)
    )
    return ask(request, question, lambda *args: asking.ReportForm(*args, initial=initial), save)


def _free(request: HttpRequest, plan_id: str, row: queries.GroupRow | None = None) -> list[tuple[str, str]]:
    """The actions that a group may have: live ones that no other has, and its own."""
    every = queries.groups(plan_id, viewer=request.viewer)
    taken = {action for each in every if not each.closed_on for action in each.action_ids}
    own = set(row.action_ids) if row else set()
    tree = plan_queries.plan_tree(plan_id, viewer=request.viewer)
    return [
        (each.id, f"{each.ref}: {each.text}")
        for each in tree.actions
        if each.id in own or (each.id not in taken and Rating(each.rating).is_live and not each.is_superseded)
    ]


def _bodies(request: HttpRequest) -> list[tuple[str, str]]:
    if not may(request.viewer, "meeting-read"):
        return []
    return [
        (each.id, each.name)
        for each in governance.bodies(viewer=request.viewer, on=request.viewer.on)
        if not each.closes_on
    ]


def _back(row: queries.GroupRow) -> tuple[str, str]:
    return row.name, reverse("delivery-group", args=[row.id])
