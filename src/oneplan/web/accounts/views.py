"""Who has an account, and which roles each person holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneplan.actions import accounts as verbs
from oneplan.answers import access
from oneplan.core.access import NotFound
from oneplan.records.accounts import queries
from oneplan.web.accounts.asking import EndForm, GrantForm, InviteForm
from oneplan.web.accounts.inviting import send_invitation, shown_once
from oneplan.web.accounts.listing import is_waiting, people_today
from oneplan.web.ui import words
from oneplan.web.ui.asking import asked
from oneplan.web.ui.forms import OnceForm

BACK = ("Accounts", "accounts")


def accounts(request: HttpRequest) -> HttpResponse:
    """Every account with its roles."""
    people = queries.people(viewer=request.viewer)
    may_write = access.may(request.viewer, "accounts-write")
    request.shown = ("account", tuple(str(person.id) for person in people))
    values = {
        "title": "Who has an account",
        "people": [(person, is_waiting(person)) for person in people],
        "summary": people_today(people, timezone.localdate()),
        "may_write": may_write,
        "invitation": shown_once(request),
    }
    return render(request, "accounts/accounts.html", values)


def invite(request: HttpRequest) -> HttpResponse:
    """Give somebody an account."""

    def save(given: dict[str, Any], common: dict[str, Any]) -> object:
        found = verbs.invite(**{name: given[name] for name in ("email", "name", "role", "owner_role")}, **common)
        send_invitation(request, person_id=found, name=given["name"], email=given["email"])
        return found

    frame = {
        "question": "Who is invited?",
        "lead": "They get an email with a link to choose a password. It works once.",
        "verb": "Send the invitation",
    }
    return asked(request, frame, InviteForm, save, back_to=BACK)


def invite_again(request: HttpRequest, person_id: int) -> HttpResponse:
    """Send the invitation to somebody who has not come in yet."""
    person = _person(request, person_id)

    def save(given: dict[str, Any], common: dict[str, Any]) -> object:
        del given
        verbs.invite_again(person_id=person_id, **common)
        return send_invitation(request, person_id=person_id, name=person.name, email=person.email)

    frame = {
        "question": f"Send {person.name} another invitation?",
        "lead": f"An email goes to {person.email}, with a new link to choose a password.",
        "verb": "Send it again",
    }
    return asked(request, frame, OnceForm, save, back_to=BACK)


def grant(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give somebody another role."""
    person = _person(request, person_id)

    def save(given: dict[str, Any], common: dict[str, Any]) -> object:
        parts = {name: given[name] for name in ("role", "owner_role", "first_day", "last_day")}
        done = verbs.grant_role(person_id=person_id, **parts, **common)
        messages.success(request, f"{person.name} holds the role from {words.long_day(given['first_day'])}.")
        return done

    frame = {"question": f"Which role should {person.name} hold?", "lead": person.email, "verb": "Give the role"}
    return asked(
        request, frame, lambda *args: GrantForm(*args, initial={"first_day": timezone.localdate()}), save, back_to=BACK
    )


def end(request: HttpRequest, role_held_id: int) -> HttpResponse:
    """End a role."""
    every = queries.people(viewer=request.viewer)
    found = [(person, role) for person in every for role in person.roles if role.id == role_held_id]
    if not found:
        raise NotFound("There is no such role.")
    person, role = found[0]

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        verbs.end_role(role_held_id=role_held_id, last_day=given["last_day"], **common)
        messages.success(request, f"{person.name} holds the role until {words.long_day(given['last_day'])}.")

    frame = {"question": f"End this role of {person.name}?", "lead": role.title, "verb": "End the role"}
    return asked(
        request, frame, lambda *args: EndForm(*args, initial={"last_day": timezone.localdate()}), save, back_to=BACK
    )


def _person(request: HttpRequest, person_id: int) -> queries.PersonRow:
    for person in queries.people(viewer=request.viewer):
        if person.id == person_id:
            return person
    raise NotFound("There is no such account.")
