"""Every page, as everybody who may open it: by ear, by keyboard, enlarged and on a phone. New pages are walked unasked."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from oneplan.core.access import decide_route
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.rulebook import rights
from tests.journeys.every_page import addresses, cookies, much_has_happened, signed_in, skeleton
from tests.journeys.journey import NARROW, WIDE, broken_rules
from tests.support.live_plan import a_person

NOBODY = "nobody"
ROLES = [role.id for role in rights.load().roles if role.id != "operator" and not role.is_grant]
FIELD = re.compile(r'<main.*?<form.*?<(?:input(?![^>]*type="hidden")|textarea|select)', re.DOTALL)
LOOKED_AT: set[tuple[str, frozenset[str]]] = set()
# Contrast is slow to reckon and hangs on what a page is built of, so it is asked where there is something new.
SHADES: set[str] = set()


@pytest.fixture
def somebody(people, plan):
    much_has_happened(people)
    made = {
        "transformation-lead": people.lead,
        "action-owner": people.owner,
        "board-member": people.board,
        "caseworker": people.caseworker,
        "public": people.public,
        "admin": people.admin,
    }

    def found(role: str):
        if role == NOBODY:
            return None
        return made.get(role) or User.objects.filter(roles_held__role=role).first() or a_person(role)

    return found


@pytest.mark.parametrize("role", [*ROLES, NOBODY])
def test_every_page_that_a_role_may_open_is_accessible(role, somebody, people, walker) -> None:
    user = somebody(role)
    client, viewer = signed_in(user), viewer_of(user, on=timezone.localdate())
    walker.page.context.add_cookies(cookies(client, walker.address))
    faults = []

    for route, paths in addresses(people).items():
        if not decide_route(rights.load(), viewer, route, "GET").allowed:
            continue
        for path in paths:
            faults += _faults(walker, client, route, path)

    assert "\n".join(faults) == ""


def test_every_address_shows_its_page_to_somebody(somebody, people) -> None:
    """An address that tells everybody that there is no page here would be walked for ever and never looked at."""
    waiting = {path for paths in addresses(people).values() for path in paths}

    for role in [*ROLES, NOBODY]:
        client = signed_in(somebody(role))
        waiting = {path for path in waiting if client.get(path, follow=True).status_code != 200}

    assert waiting == set()


def _faults(walker, client, route: str, path: str) -> list[str]:
    answer = client.get(path, follow=True)
    html = answer.content.decode()
    if answer.status_code not in {200, 403, 404}:
        return [f"{path} answers {answer.status_code}"]
    faults = _looked_at(walker, route, path, html)
    if FIELD.search(html) and "POST" in rights.load().route_by_name[route].methods:
        refused = client.post(path, {})
        if refused.status_code == 400 or "govuk-error-summary" in refused.content.decode():
            faults += _looked_at(walker, f"{route}, refused", path, refused.content.decode())
    return faults


def _looked_at(walker, route: str, path: str, html: str) -> list[str]:
    look = (route, skeleton(html))
    if look in LOOKED_AT:
        return []
    LOOKED_AT.add(look)
    page, where = walker.page, f"{route} ({path})"
    page.set_viewport_size(WIDE)
    address = f"{walker.address}{path}"
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(address)
    faults = broken_rules(walker, where, with_contrast=not look[1] <= SHADES)
    SHADES.update(look[1])
    page.set_viewport_size(NARROW)
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
        faults.append(f"{where} scrolls sideways at 320 pixels: {wide}")
    page.unroute(address)
    return faults
