"""Task and finish groups to read: who leads them, what they have, what they reported."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator

from oneplan.answers import access
from oneplan.core.improvement.rating import Rating
from oneplan.records.delivery import group_queries as queries
from oneplan.records.delivery.group_queries import GroupRow
from oneplan.records.improvement import queries as plan_queries
from oneplan.web.children.parts import Cell, Part, number, table
from oneplan.web.delivery.views import crumb
from oneplan.web.plan.lines import due_words
from oneplan.web.plan.views import current
from oneplan.web.ui.words import count_of, long_day, short_day, state_words


def groups(request: HttpRequest) -> HttpResponse:
    """Every group, those that are open first."""
    found = current(request.viewer)
    every = queries.groups(found.id, viewer=request.viewer)
    live = [each for each in every if not each.closed_on]
    held = {action for each in live for action in each.action_ids}
    tree = plan_queries.plan_tree(found.id, viewer=request.viewer)
    without = [each for each in tree.actions if each.rating.is_live and not each.is_superseded and each.id not in held]
    at_work = count_of(len(live), "task and finish group").capitalize()
    alone = f"{count_of(len(without), 'live action').capitalize()} {'belongs' if len(without) == 1 else 'belong'}"
    closed = [each for each in every if each.closed_on]
    values = {
        "title": f"{at_work} at work",
        "lead": f"{alone} to no group.",
        "parts": (
            _listed("open", "At work", live, "Form one for a set of actions that belong together."),
            *((_listed("closed", "Closed", closed, ""),) if closed else ()),
        ),
        "may_write": access.may(request.viewer, "group-write"),
        "crumbs": [crumb()],
    }  # fmt: skip
    return render(request, "delivery/groups.html", values)


def group(request: HttpRequest, group_id: str) -> HttpResponse:
    """One group."""
    row = queries.group(group_id, viewer=request.viewer)
    tree = plan_queries.plan_tree(row.plan_id, viewer=request.viewer)
    held = [each for each in tree.actions if each.id in row.action_ids]
    actions = [
        (
            Cell(each.ref, address=reverse("action", args=[each.id]), more=Truncator(each.text).words(14)),
            Cell(each.rating_raw or state_words(each.rating).word, state=each.rating.value),
            Cell(due_words(each.due)),
        )
        for each in held
    ]
    lead = row.lead
    owners = [lead.role] if lead else []
    values = {
        "title": row.name,
        "lead": _lead(row),
        "row": row,
        "caption": "Task and finish group",
        "facts": _facts(row),
        "may_write": not row.closed_on and access.may(request.viewer, "group-write", owner_roles=owners),
        "may_report": not row.closed_on and access.may(request.viewer, "highlight-write", owner_roles=owners),
        "parts": (
            table("actions", "Its actions", ("Action", "Rating", "Due"), actions, empty="It has no actions now."),
            _reports(request, group_id),
            _leads(row),
            _earlier(row),
        ),
        "crumbs": [crumb(), ("Groups", reverse("delivery-groups"))],
    }
    return render(request, "delivery/group.html", values)


def report(request: HttpRequest, report_id: str) -> HttpResponse:
    """One highlight report, on one page."""
    row = queries.report(report_id, viewer=request.viewer)
    parts = (("Done", row.done), ("Next", row.next), ("In the way", row.risks), ("Asked for", row.asks))
    values = {
        "title": f"Highlight report: {row.group_name}",
        "caption": f"{long_day(row.on)}{f', round {row.cycle}' if row.cycle else ''}",
        "lead": f"Led by {row.lead}. Written by {row.by_name}.",
        "sections": [(title, said.splitlines()) for title, said in parts],
        "actions": [
            (
                each["ref"],
                Truncator(each["text"]).words(12),
                Rating(each["rating"]).value,
                each["rating_raw"],
                each["due_raw"],
            )
            for each in row.actions
        ],
        "crumbs": [crumb(), (row.group_name, reverse("delivery-group", args=[row.group_id]))],
    }
    return render(request, "delivery/report.html", values)


def _listed(name: str, title: str, rows: list[GroupRow], empty: str) -> Part:
    lines = [
        (
            Cell(each.name, address=reverse("delivery-group", args=[each.id])),
            Cell(_who(each)),
            number(len(each.action_ids)),
            Cell(short_day(each.closed_on or each.closes_on) if each.closed_on or each.closes_on else "No end yet"),
            Cell(short_day(each.last_report_on) if each.last_report_on else "None yet"),
        )
        for each in rows
    ]
    return table(name, title, ("Group", "Led by", "Actions", "Ends", "Last report"), lines, empty=empty)


def _who(row: GroupRow) -> str:
    lead = row.lead
    if lead is None:
        return "Nobody"
    return f"{lead.person}, {lead.role}" if lead.person else lead.role


def _lead(row: GroupRow) -> str:
    if row.closed_on:
        return f"Closed on {long_day(row.closed_on)}. {row.why_closed}"
    return f"{row.purpose} Led by {_who(row)}.".strip()


def _facts(row: GroupRow) -> tuple[tuple[str, str], ...]:
    ends = long_day(row.closes_on) if row.closes_on else "No day is set"
    return (
        ("Formed", long_day(row.opens_on)),
        ("To be finished by", ends),
        ("Reports to", row.body_name or "No meeting is named"),
    )


def _reports(request: HttpRequest, group_id: str) -> Part:
    rows = [
        (
            Cell(short_day(each.on), address=reverse("delivery-report", args=[each.id])),
            Cell(each.by_name),
            Cell(Truncator(each.done or each.next).words(18)),
        )
        for each in queries.reports_of(group_id, viewer=request.viewer)
    ]
    return table(
        "reports", "Highlight reports", ("On", "By", "Begins"), rows, empty="None yet. One takes five minutes."
    )


def _leads(row: GroupRow) -> Part:
    lines = [
        (
            Cell(f"{each.person}, {each.role}" if each.person else each.role),
            Cell(short_day(each.first_day)),
            Cell(short_day(each.last_day) if each.last_day else "Still leads"),
            Cell(each.why),
        )
        for each in row.leads
    ]
    return table("leads", "Who led it", ("Lead", "From", "To", "Why"), lines, empty="Nobody yet.")


def _earlier(row: GroupRow) -> Part:
    lines = [
        (
            Cell(each.ref, address=reverse("action", args=[each.action_id])),
            Cell(short_day(each.first_day)),
            Cell(short_day(each.last_day)),
            Cell(each.why),
        )
        for each in row.given
        if each.last_day
    ]
    return table("earlier", "Actions it had before", ("Action", "From", "To", "Why it was given"), lines, empty="None.")
