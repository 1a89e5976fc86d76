"""The invented people of the demonstration have accounts, in the demonstration only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from oneplan.core.access import Viewer
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.audit.writing import Act, records_act
from oneplan.synthetic.demonstration import DemoPerson

_SETTLED = timedelta(days=1200)  # they held their roles before they did anything


def make_demo_accounts(people: Sequence[DemoPerson], *, on: date) -> dict[str, User]:
    """Every invented person has an account without a password; those who have one keep it."""
    if not settings.ENVIRONMENT.demo:
        raise Problem(
            "This is not the demonstration.",
            why="Its people may be chosen from a list without a password, which real records must never allow.",
            do="Set ONEPLAN_DEMO=1 on a machine that holds invented records only.",
        )
    with transaction.atomic():
        return {person.email: _account(person, on) for person in people}


def make_invented_officers(officers: Sequence[tuple[str, str]], *, on: date) -> None:
    """Officers by address and name have accounts that nobody can sign in with, so that cases have holders."""
    if not settings.ENVIRONMENT.demo:
        raise Problem(
            "This is not the demonstration.",
            why="Its officers are invented, and real cases must be held by real people.",
            do="Invite the officers of your area instead.",
        )
    with transaction.atomic():
        for email, name in officers:
            if not User.objects.filter(email=email).exists():
                user = User.objects.create_user(email, name)
                RoleHeld.objects.create(user=user, role="caseworker", first_day=on - _SETTLED)
                records_act(Act("make-demo-account", "account", [str(user.pk)]), by=Viewer(on=on))


def _account(person: DemoPerson, on: date) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is not None:
        return user
    user = User.objects.create_user(person.email, person.name, is_demo=True)
    RoleHeld.objects.create(user=user, role=person.role, owner_role=person.owner_role, first_day=on - _SETTLED)
    RoleHeld.objects.bulk_create(RoleHeld(user=user, role=each, first_day=on - _SETTLED) for each in person.grants)
    act = Act("make-demo-account", "account", [str(user.pk)], details={"role": person.role})
    records_act(act, by=Viewer(on=on))
    return user
