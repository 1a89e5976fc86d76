"""Who answers to whom, and the page of one body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import access, governance
from oneplan.core.governance.quorum import SPEAKS_FOR, QuorumRule
from oneplan.rulebook import governance as rules
from oneplan.web.governance.picture import drawn
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.governance_rows import BodyPage, BodyRow, RecurringRow, TermsRow

SHARES = {(1, 4): "a quarter", (1, 3): "a third", (1, 2): "half", (2, 3): "two thirds"}
TIES = {"reports-to": "reports to", "advises": "advises"}
SEASONS = {(3, 4, 5): "spring", (6, 7, 8): "summer", (9, 10, 11): "autumn", (12, 1, 2): "winter"}
ORDINALS = {1: "every meeting", 2: "every second meeting", 3: "every third meeting"}


def structure(request: HttpRequest) -> HttpResponse:
    """The picture of all live bodies with a table beneath, and what is next for this reader."""
    today = timezone.localdate()
    found = governance.bodies(viewer=request.viewer, on=today)
    live = [body for body in found if body.closes_on is None or body.closes_on >= today]
    values = {
        "title": "Who answers to whom",
        "lead": _structure_lead(live),
        "picture": drawn(live),
        "live": [(each, _ties(each)) for each in live],
        "closed": [each for each in found if each not in live],
        "may_write": access.may(request.viewer, "meeting-write"),
        "crumbs": [partnership_crumb()],
    }
    return render(request, "governance/structure.html", values)


def body(request: HttpRequest, body_id: str) -> HttpResponse:
    """One body: what it is for, who sits on it, when it meets, and what it still holds."""
    today = timezone.localdate()
    page = governance.body(body_id, viewer=request.viewer, on=today)
    values = {
        "title": page.body.name,
        "page": page,
        "today": today,
        "lead": _body_lead(page),
        "terms": [(each, quorum_words(each.rule)) for each in page.terms],
        "recurring": [(each, recurring_words(each)) for each in page.recurring],
        "target": rules.numbers().attendance_target,
        "seats": [(each, SPEAKS_FOR.get(each.speaks_for, "")) for each in page.seats],
        "ties": _ties(page.body),
        "may_plan": access.may(request.viewer, "plan-edit"),
        "crumbs": [partnership_crumb(), governance_crumb()],
    }
    return render(request, "governance/body.html", values)


def partnership_crumb() -> tuple[str, str]:
    """The way back to the partnership."""
    return "Partnership", reverse("partnership")


def governance_crumb() -> tuple[str, str]:
    """The way back to the structure."""
    return "Who answers to whom", reverse("governance")


def body_crumb(name: str, body_id: str) -> tuple[str, str]:
    """The way back to one body."""
    return name, reverse("governance-body", args=[body_id])


def quorum_words(rule: QuorumRule) -> str:
    """The quorum as a sentence."""
    parts = [f"at least {words.count_of(rule.number, 'seat')}"] if rule.number else []
    top, bottom = rule.share
    parts += [f"{SHARES.get(rule.share, f'{top} of every {bottom}')} of the seats"] if top else []
    first = f"{words.listed(parts)} taken".capitalize() if parts else "At least one seat taken"
    asked = list(rule.partners)
    asked += [SPEAKS_FOR["families"]] if rule.needs_families else []
    asked += [SPEAKS_FOR["young-people"]] if rule.needs_young_people else []
    there = f", with somebody there for {words.listed(asked)}" if asked else ""
    return f"{first}{there}. {'A deputy counts.' if rule.deputies_count else 'A deputy does not count.'}"


def recurring_words(row: RecurringRow) -> str:
    """How often an item comes."""
    return ORDINALS.get(row.every, "") or f"once each {SEASONS.get(row.months, 'year')}"


def current_terms(page: BodyPage) -> TermsRow | None:
    """The newest terms of a body."""
    return next(iter(page.terms), None)


def _ties(row: BodyRow) -> list[tuple[str, str, str]]:
    above = [("answers to", row.parent_id, row.parent_name)] if row.parent_id else []
    return above + [(TIES[kind], body_id, name) for kind, body_id, name in row.ties]


def _structure_lead(live: list[Any]) -> str:
    vacant = sum(body.vacant for body in live)
    asked = sum(body.open_questions for body in live)
    said = f"{words.count_of(len(live), 'body meets', 'bodies meet')}; "
    said += f"{words.count_of(vacant, 'seat is', 'seats are')} vacant and "
    said += f"{words.count_of(asked, 'question waits', 'questions wait')} for an answer."
    return said[0].upper() + said[1:]


def _body_lead(page: BodyPage) -> str:
    if page.body.closes_on:
        return f"Closed on {words.short_day(page.body.closes_on)}. {page.closed_reason}"
    return page.body.purpose
