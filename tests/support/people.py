"""People with roles, for tests."""

from __future__ import annotations

from datetime import date

from oneplan.core.access import HeldRole, Viewer
from oneplan.records.accounts.models import RoleHeld, User

TODAY = date(2026, 3, 2)
LONG_AGO = date(2020, 1, 1)


def viewer(*roles: str, owner_role: str = "", on: date = TODAY) -> Viewer:
    """Somebody who holds these roles, without a database."""
    held = tuple(HeldRole(role, LONG_AGO, owner_role=owner_role) for role in roles)
    return Viewer(on=on, user_id=1, name="Ada Test", email="ada@example.org", held=held)


def person(role: str, *, owner_role: str = "", email: str = "", first_day: date = LONG_AGO) -> User:
    """A stored account that holds this role."""
    address = email or f"{role}-{User.objects.count()}@example.org"
    user = User.objects.create_user(address, f"{role} person")
    if role:
        RoleHeld.objects.create(user=user, role=role, owner_role=owner_role, first_day=first_day)
    return user
