"""A small plan and its people, for pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone
from tests.support.live_plan import People, a_plan_in_place, some_people

from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action
from oneplan.web.plan.key import KEYS
from oneplan.web.plan.views import PAGES

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DEMONSTRATION = replace(configured.ENVIRONMENT, demo=True)


@pytest.fixture
def demonstration(settings) -> None:
    """Everybody is invented, and anyone may choose who to be."""
    settings.ENVIRONMENT = DEMONSTRATION


@pytest.fixture
def people(db, demonstration) -> People:
    """One person for each role."""
    return some_people()


@pytest.fixture
def plan(people) -> str:
    """A plan in place; its id."""
    PAGES.clear()
    KEYS.clear()
    return a_plan_in_place(people.lead, on=timezone.localdate())


@pytest.fixture
def as_() -> Callable[[User | None], Client]:
    """A browser in which somebody has signed in."""

    def signed_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend=BACKEND)
        return client

    return signed_in


@pytest.fixture
def action(plan) -> Callable[[str], Action]:
    """The action with a ref."""
    return lambda ref: Action.objects.get(ref=ref)
