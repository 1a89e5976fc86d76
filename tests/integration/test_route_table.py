"""Every address and every method, asked by every role and by nobody, answers as the rights table says."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.support.people import person

from oneplan.answers.access import route_decision
from oneplan.rulebook import rights
from oneplan.web.middleware import SECOND_FACTOR_SEEN

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
OTHER_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROLES = [role.id for role in rights.load().roles]


def _routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name or ''}", entry


ROUTES = dict(_routes())


def test_every_address_has_a_name_and_a_line_in_the_table():
    named = set(ROUTES) - {""}

    assert "" not in ROUTES
    assert named - set(rights.load().route_by_name) == set()


def test_every_line_of_the_table_has_an_address():
    assert set(rights.load().route_by_name) - set(ROUTES) == set()


def _expected(rule, method, role):
    needs = rule.methods.get("GET" if method == "HEAD" else method)
    if needs is None:
        return False
    if rule.is_public:
        return True
    if role is None:
        return False
    held = rights.load().role(role)
    return rights.load().permission(needs).anyone_signed_in or (needs in held.grants and not held.is_grant)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*ROLES, None])
def test_the_decision_on_every_route_and_method_is_the_tables(role):
    user = person(role) if role else None
    differences = [
        (name, method)
        for name, rule in rights.load().route_by_name.items()
        for method in METHODS
        if route_decision(user, name, method, timezone.localdate()).allowed is not _expected(rule, method, role)
    ]

    assert differences == []


@pytest.mark.django_db
@pytest.mark.thorough
@pytest.mark.parametrize("role", [*ROLES, None])
def test_what_the_pages_answer_is_what_the_table_says(role, settings):
    """GET and POST on every route as every role; the other methods take turns, each on every route as some role."""
    settings.SECURE_SSL_REDIRECT = False
    client, user = Client(raise_request_exception=False), person(role) if role else None
    turn = ROLES.index(role) if role else len(ROLES)
    wrong = []
    for number, (name, rule) in enumerate(rights.load().route_by_name.items()):
        for method in ("GET", "POST", OTHER_METHODS[(number + turn) % len(OTHER_METHODS)]):
            _sign_in(client, user)
            response = client.generic(method, _address(ROUTES[name]))
            status, to = response.status_code, response.headers.get("Location", "")
            is_open = _expected(rule, method, role)
            is_refused = status in {403, 405} or (status == 302 and "sign-in" in to)
            is_let_in = response.wsgi_request.decision.allowed  # a page may still refuse by itself, later
            if status >= 500 or is_let_in is not is_open or not (is_open or is_refused):
                wrong.append((name, method, status, to))

    assert wrong == []


def _sign_in(client, user):
    session = client.session
    if user is None or session.get("_auth_user_id") == str(user.pk):
        return  # signing out is one of the routes, so somebody may have to come in again
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[SECOND_FACTOR_SEEN] = user.pk
    session.save()


def _address(pattern):
    """An address that matches the pattern, about things that are not there."""
    converters = pattern.pattern.converters
    filled = {key: "1" if type(one).__name__ == "IntConverter" else "nothing" for key, one in converters.items()}
    for name, each in ROUTES.items():
        if each is pattern:
            try:
                return reverse(name, kwargs=filled)
            except NoReverseMatch:  # a pattern by regular expression: its own words will do
                return "/" + _plain(pattern)
    raise AssertionError(pattern)


def _plain(pattern):
    words = getattr(pattern.pattern, "_regex", "")
    return re.sub(r"\(\?P<\w+>[^)]*\)", "nothing", words).strip("^$")
