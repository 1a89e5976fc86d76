"""Changing a body: opening it, its terms, its seats, its recurring items, and closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import bodies as verbs
from oneplan.actions import meeting_agendas
from oneplan.actions.bodies import Sitter
from oneplan.answers import access, governance
from oneplan.core.access import NotFound
from oneplan.core.governance.meetings import Recurrence
from oneplan.web.governance import forms
from oneplan.web.governance.asking import Asked, ask
from oneplan.web.governance.bodies import body_crumb, current_terms, governance_crumb, partnership_crumb, quorum_words
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.governance_rows import BodyPage, SeatRow


def new(request: HttpRequest) -> HttpResponse:
    """A new body."""
    access.check(request.viewer, "meeting-write")
    parents = [(row.id, row.name) for row in _live(request)]
    asked = Asked(
        "Open a body",
        "Open it",
        governance_crumb(),
        (partnership_crumb(),),
        "The body is open. Give it seats next.",
        lead="A board, panel, group or forum that meets. It starts from what bodies of its kind are for.",
    )

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        wanted = {name: answers[name] for name in ("name", "kind", "parent", "purpose", "opens_on")}
        return verbs.open_body(**wanted, **common)

    return ask(request, asked, lambda *a: forms.BodyForm(*a, parents=parents, initial=_today("opens_on")), save)


def terms(request: HttpRequest, body_id: str) -> HttpResponse:
    """New terms of reference."""
    page = _writable(request, body_id)
    now = current_terms(page)
    initial = {**_today("valid_from"), **(_as_asked(now) if now else {})}
    asked = _asked(page, "Change the terms of reference", "Save the new terms", "The new terms are saved.")
    more = {"now": [("Quorum now", quorum_words(now.rule))]} if now else {}
    held: dict[str, forms.TermsForm] = {}

    def make(*args: Any) -> forms.TermsForm:
        held["form"] = forms.TermsForm(*args, initial=initial)
        return held["form"]

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        return verbs.change_terms(
            body_id=body_id,
            text=answers["text"],
            rule=held["form"].rule,
            valid_from=answers["valid_from"],
            reason=answers["reason"],
            **common,
        )

    return ask(request, asked, make, save, **more)


def seat_new(request: HttpRequest, body_id: str) -> HttpResponse:
    """A new seat."""
    page = _writable(request, body_id)
    asked = _asked(page, "Add a seat", "Add the seat", "The seat is there.")

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        named = answers["name"] or answers["email"] or answers["speaks_for"] == "young-people"
        return verbs.add_seat(
            body_id=body_id,
            **{name: answers[name] for name in ("role", "partner", "speaks_for", "is_chair", "is_voting", "first_day")},
            sitter=_sitter(answers) if named else None,
            **common,
        )

    return ask(request, asked, lambda *a: forms.SeatForm(*a, initial=_today("first_day")), save)


def seat_fill(request: HttpRequest, body_id: str, seat_id: str) -> HttpResponse:
    """Somebody new in a seat."""
    page = _writable(request, body_id)
    seat = _seat(page, seat_id)
    asked = _asked(page, "Who sits in this seat?", "Save", "The seat is filled.", lead=seat.role)

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        return verbs.fill_seat(seat_id=seat_id, sitter=_sitter(answers), first_day=answers["first_day"], **common)

    return ask(request, asked, lambda *a: forms.SitterForm(*a, initial=_today("first_day")), save)


def seat_end(request: HttpRequest, body_id: str, seat_id: str) -> HttpResponse:
    """Somebody leaves a seat, or the seat itself ends."""
    page = _writable(request, body_id)
    seat = _seat(page, seat_id)
    asked = _asked(page, "Who leaves this seat, and does it end?", "Save", "The seat is changed.", lead=seat.role)
    holder = "Vacant" if seat.is_vacant else seat.holder or "Held, not named"

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        return verbs.leave_seat(seat_id=seat_id, last_day=answers["last_day"], ends_seat=answers["ends_seat"], **common)

    def make(*args: Any) -> forms.SeatEndForm:
        return forms.SeatEndForm(*args, initial=_today("last_day"))

    return ask(request, asked, make, save, now=[("Who sits in it", holder)])


def tie(request: HttpRequest, body_id: str) -> HttpResponse:
    """A body that this one reports to or advises."""
    page = _writable(request, body_id)
    others = [(row.id, row.name) for row in _live(request) if row.id != body_id]
    lead = f"Beside the body that {page.body.name} answers to. A tie that is there already is changed."
    asked = _asked(page, "Tie it to another body", "Save", "The tie is saved.", lead=lead)

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        return verbs.tie(from_body=body_id, to_body=answers["other"], kind=answers["kind"], **common)

    return ask(request, asked, lambda *a: forms.TieForm(*a, others=others), save)


def recurring(request: HttpRequest, body_id: str) -> HttpResponse:
    """An item that comes again and again."""
    page = _writable(request, body_id)
    asked = _asked(page, "Add a recurring item", "Add the item", "The item falls on the meetings by itself.")

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        when = answers["when"]
        rule = Recurrence(answers["first_day"], every=forms.EVERY.get(when, 0), months=forms.MONTHS.get(when, ()))
        kept = {name: answers[name] for name in ("title", "lead_role", "needs_paper")}
        return meeting_agendas.add_recurring(body_id=body_id, rule=rule, **kept, **common)

    return ask(request, asked, lambda *a: forms.RecurringForm(*a, initial=_today("first_day")), save)


def close(request: HttpRequest, body_id: str) -> HttpResponse:
    """Closing a body: every thing it still holds is handed on, in one page."""
    page = _writable(request, body_id)
    others = [(row.id, row.name) for row in _live(request) if row.id != body_id]
    held = [(each.key, f"{each.kind}: {each.words}") for each in page.held]
    lead = "It holds nothing that somebody else must take over."
    if held:
        lead = f"It still holds {words.count_of(len(held), 'thing')}. Choose who takes each of them over."
    asked = _asked(page, f"Close {page.body.name}", "Close it", f"{page.body.name} is closed.", lead=lead)
    kept: dict[str, forms.CloseForm] = {}

    def make(*args: Any) -> forms.CloseForm:
        kept["form"] = forms.CloseForm(*args, held=held, others=others, initial=_today("last_day"))
        return kept["form"]

    def save(answers: dict[str, Any], common: dict[str, Any]) -> object:
        wanted = {name: answers[name] for name in ("last_day", "reason")}
        return verbs.close_body(body_id=body_id, **wanted, handed=kept["form"].handed, **common)

    return ask(request, asked, make, save)


def _asked(page: BodyPage, question: str, verb: str, done: str, *, lead: str = "") -> Asked:
    back = body_crumb(page.body.name, page.body.id)
    crumbs = (partnership_crumb(), governance_crumb())
    return Asked(question, verb, back, crumbs, done, lead=lead or page.body.name)


def _writable(request: HttpRequest, body_id: str) -> BodyPage:
    access.check(request.viewer, "meeting-write")
    page = governance.body(body_id, viewer=request.viewer, on=timezone.localdate())
    if not page.may_write:
        raise NotFound("There is nothing of this body for you to change.", do=f"Open {reverse('governance')} again.")
    return page


def _seat(page: BodyPage, seat_id: str) -> SeatRow:
    found = next((each for each in page.seats if each.id == seat_id), None)
    if found is None:
        raise NotFound("There is no such seat here.", do="Open the page of its body.")
    return found


def _live(request: HttpRequest) -> list[Any]:
    rows = governance.bodies(viewer=request.viewer, on=timezone.localdate())
    return [row for row in rows if row.closes_on is None]


def _sitter(answers: dict[str, Any]) -> Sitter:
    return Sitter(*(answers[name] for name in ("name", "email", "deputy_name", "deputy_email")))


def _today(field: str) -> dict[str, Any]:
    return {field: timezone.localdate()}


def _as_asked(now: Any) -> dict[str, Any]:
    rule = now.rule
    return {
        "text": now.text,
        "number": rule.number or None,
        "share": f"{rule.share[0]}/{rule.share[1]}" if rule.share[0] else "",
        "partners": ", ".join(rule.partners),
        "needs_families": rule.needs_families,
        "needs_young_people": rule.needs_young_people,
        "deputies_count": rule.deputies_count,
    }
