"""Who carries what, what hangs on one person, everything that a role holds, and handing it over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from oneplan.actions import handing_over
from oneplan.answers import access
from oneplan.answers import delivery_load as answers
from oneplan.core.access import NotFound
from oneplan.core.improvement.alone import LoneHolder
from oneplan.records.delivery import group_queries
from oneplan.records.delivery.group_queries import GroupRow
from oneplan.records.delivery.queries import LineRow
from oneplan.records.governance.seats import NamedSeat
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.improvement.rows import ActionRow
from oneplan.records.series.rows import DutyRow
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.web.children.parts import Cell, Part, number, table
from oneplan.web.delivery import asking
from oneplan.web.delivery.asking import Question, ask
from oneplan.web.delivery.presenting import STANDINGS
from oneplan.web.delivery.views import crumb
from oneplan.web.plan.lines import due_words
from oneplan.web.plan.views import current
from oneplan.web.ui.words import SOON_DAYS, count_of, listed, short_day, state_words


def load(request: HttpRequest) -> HttpResponse:
    """Every role with live work, and where one person is a risk."""
    found, today = current(request.viewer), timezone.localdate()
    rows = answers.workload(found.id, viewer=request.viewer, soon=today + timedelta(days=SOON_DAYS))
    risks = [each for each in answers.alone(found.id, viewer=request.viewer) if each.is_said]
    slugs = _slugs(request, found.id)
    values = {
        "title": f"{count_of(len(risks), 'role').capitalize()} {'holds' if len(risks) == 1 else 'hold'} too much alone"
        if risks
        else "No role holds too much alone",
        "lead": "If one person were away or left, this is what would stop, and who else carries how much.",
        "parts": (_risks(risks, slugs), _loads(rows, slugs), _handed(request, found.id)),
        "crumbs": [crumb()],
    }
    return render(request, "delivery/parts.html", values)


def role(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that one role holds."""
    found = current(request.viewer)
    name = _name(request, found.id, slug)
    held = answers.holdings(found.id, name, viewer=request.viewer)
    values = {
        "title": name,
        "caption": "Everything that this role holds",
        "lead": f"Held by {listed(list(held.people))}." if held.people else "Nobody with an account holds it today.",
        "held": held,
        "slug": slug,
        "risk": held.alone if held.alone and held.alone.is_said else None,
        "may_hand_over": not held.is_empty and access.may(request.viewer, "group-write", owner_roles=[]),
        "parts": (
            _actions("leads", "Actions it leads", held.leads),
            _actions("supports", "Actions it supports", held.supports),
            _owed(held.owed),
            _led(held.groups),
            _supplied(held.measures),
            _seats(held.seats),
        ),
        "crumbs": [crumb(), ("Who carries what", reverse("delivery-load"))],
    }
    return render(request, "delivery/role.html", values)


def hand_over_role(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes everything over?"""
    found = current(request.viewer)
    name = _name(request, found.id, slug)
    held = answers.holdings(found.id, name, viewer=request.viewer)
    roles = [each.role for each in plan_queries.owners(found.id, viewer=request.viewer) if each.role != name]
    back = (name, reverse("delivery-role", args=[slug]))

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        handing_over.hand_over(
            plan_id=found.id,
            from_role=name,
            to_role=given["role"],
            person=given["person"],
            why=given["reason"],
            **common,
        )
        return f"Everything that {name} held is with {given['role']} now. What was said before keeps its name."

    now = [
        ("Actions", count_of(len(held.leads) + len(held.supports), "action")),
        ("Updates owed", count_of(len(held.owed), "update")),
        ("Groups", count_of(len(held.groups), "group")),
        ("Measures it supplies", count_of(len(held.measures), "measure")),
        ("Seats", f"{count_of(len(held.seats), 'seat')}: change who sits there on the page of the body"),
    ]
    lead = (
        "One step changes the owner of every action, who is asked in this round, who leads its groups and who supplies "
        "its measures. Links sent for the role stop. Seats on bodies do not move with it."
    )
    question = Question("Hand everything over", "Hand it over", back, lead, name, (crumb(),))
    return ask(request, question, lambda *args: asking.RoleForm(*args, roles=roles), save, more={"now": now})


def _risks(risks: list[LoneHolder], slugs: dict[str, str]) -> Part:
    rows = [
        (
            Cell(each.role, address=reverse("delivery-role", args=[slugs[each.role]])),
            number(len(each.held)),
            Cell(f"{each.share:.0%}", is_number=True),
            Cell("; ".join(each.because).capitalize()),
            Cell(", ".join(one.ref for one in each.held)),
        )
        for each in risks
    ]
    says = "A role that leads many live actions with nobody beside it, or one that others wait for."
    headings = ("Role", "Held alone", "Of all live", "Why it is said", "Actions")
    return table(
        "alone",
        "What hangs on one person",
        headings,
        rows,
        says=says,
        empty="Nothing that matters hangs on one person.",
    )


def _loads(rows: tuple[answers.RoleLoad, ...], slugs: dict[str, str]) -> Part:
    lines = [
        (
            Cell(
                each.role,
                address=reverse("delivery-role", args=[slugs[each.role]]),
                more=", ".join(each.people) or "Nobody with an account",
            ),
            number(each.leads),
            number(each.supports),
            number(each.late),
            number(each.due_soon),
            number(each.alone),
            number(each.owed),
            number(each.groups),
        )
        for each in rows
    ]
    headings = ("Role", "Leads", "Supports", "Late", "Due in four weeks", "Held alone", "Updates owed", "Groups")
    return table("load", "By role", headings, lines, empty="No role owns a live action.")


def _handed(request: HttpRequest, plan_id: str) -> Part:
    rows = [
        (
            Cell(short_day(each.on)),
            Cell(each.from_role),
            Cell(each.to_role),
            Cell(", ".join(count_of(len(held), noun[:-1]) for noun, held in each.items.items() if held)),
            Cell(each.why, more=each.by_name),
        )
        for each in group_queries.hand_overs(plan_id, viewer=request.viewer)
    ]
    return table("handed", "What was handed over", ("On", "From", "To", "What", "Why"), rows, empty="Nothing yet.")


def _actions(name: str, title: str, rows: tuple[ActionRow, ...]) -> Part:
    lines = [
        (
            Cell(each.ref, address=reverse("action", args=[each.id]), more=Truncator(each.text).words(14)),
            Cell(each.rating_raw or state_words(each.rating).word, state=each.rating.value),
            Cell(due_words(each.due)),
            Cell(", ".join(owner.role for owner in each.owners)),
        )
        for each in rows
    ]
    return table(name, title, ("Action", "Rating", "Due", "All its owners"), lines, empty="None.")


def _owed(rows: tuple[LineRow, ...]) -> Part:
    lines = [
        (
            Cell(each.ref, address=reverse("delivery-line", args=[each.id]), more=Truncator(each.text).words(12)),
            Cell(STANDINGS[each.standing][1], state=STANDINGS[each.standing][0]),
        )
        for each in rows
    ]
    return table("owed", "Updates asked of it in this round", ("Action", "Where it is"), lines, empty="None.")


def _led(rows: tuple[GroupRow, ...]) -> Part:
    lines = [
        (Cell(each.name, address=reverse("delivery-group", args=[each.id])), number(len(each.action_ids)))
        for each in rows
    ]
    return table("groups", "Groups it leads", ("Group", "Actions"), lines, empty="None.")


def _supplied(rows: tuple[DutyRow, ...]) -> Part:
    lines = [
        (
            Cell(load_catalogue().measure(each.measure).title, address=reverse("series-one", args=[each.measure])),
            Cell(f"Within {count_of(each.due_days, 'day')} of the end of a period"),
        )
        for each in rows
    ]
    return table("measures", "Measures it supplies", ("Measure", "When"), lines, empty="None.")


def _seats(rows: tuple[NamedSeat, ...]) -> Part:
    lines = [
        (Cell(each.body, address=reverse("governance-body", args=[each.body_id])), Cell(each.role)) for each in rows
    ]
    return table("seats", "Seats that bear its name", ("Body", "Seat"), lines, empty="None.")


def _slugs(request: HttpRequest, plan_id: str) -> dict[str, str]:
    return {each.role: each.slug for each in plan_queries.owners(plan_id, viewer=request.viewer)}


def _name(request: HttpRequest, plan_id: str, slug: str) -> str:
    found = next((name for name, each in _slugs(request, plan_id).items() if each == slug), None)
    if found is None:
        raise NotFound("No role of that name holds anything.", do="Start from who carries what.")
    return found
