"""Who somebody is and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from oneplan.core.access import HeldRole, NotFound, Viewer
from oneplan.records import rights
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.casework.reach import teams_of
from oneplan.records.people.naming import people_naming
from oneplan.rulebook import rights as table

CONSOLE_EMAIL = "console@localhost.invalid"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role that a person holds, held or will hold."""

    id: int
    role: str
    title: str
    owner_role: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account with its roles."""

    id: int
    email: str
    name: str
    is_active: bool
    is_demo: bool
    has_signed_in: bool
    roles: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True)
class DemoAccountRow:
    """An invented person that a visitor to the demonstration may be."""

    id: int
    name: str
    role: str
    role_title: str
    says: str


def viewer_of(user: Any, *, on: date) -> Viewer:
    """The viewer behind a signed-in user, or nobody; a closed account is nobody from the next request on."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Viewer(on=on)
    held = tuple(
        HeldRole(role=row.role, first_day=row.first_day, last_day=row.last_day, owner_role=row.owner_role)
        for row in RoleHeld.objects.filter(user_id=user.pk).order_by("pk")
    )
    return Viewer(
        on=on,
        user_id=user.pk,
        name=user.name,
        email=user.email,
        held=held,
        teams=teams_of(user.pk, on=on),
        named_on=people_naming(user.pk, on=on),
    )


def people(*, viewer: Viewer) -> tuple[PersonRow, ...]:
    """Every account, for those who run accounts."""
    rights.check(viewer, "accounts-read")
    users = User.objects.order_by("name", "email").prefetch_related("roles_held")
    return tuple(_person(user) for user in users)


def user_by_email(email: str) -> User:
    """The account with this address; raises NotFound naming it."""
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise NotFound(
            f"There is no account for {email}.",
            do="See who has one with “oneplan accounts list”, or invite them with “oneplan accounts invite”.",
        )
    return found


def demo_accounts() -> tuple[DemoAccountRow, ...]:
    """The people of the demonstration; none outside it."""
    if not settings.ENVIRONMENT.demo:
        return ()
    users = User.objects.filter(is_demo=True, is_active=True).order_by("pk").prefetch_related("roles_held")
    return tuple(_demo(user) for user in users)


def _demo(user: User) -> DemoAccountRow:
    held = user.roles_held.all()[0]
    role = table.load().role(held.role)
    return DemoAccountRow(user.pk, user.name, role.id, role.title, role.says)


def _person(user: User) -> PersonRow:
    return PersonRow(
        id=user.pk,
        email=user.email,
        name=user.name,
        is_active=user.is_active,
        is_demo=user.is_demo,
        has_signed_in=user.last_login is not None,
        roles=tuple(_role(held) for held in user.roles_held.all()),
    )


def _role(held: RoleHeld) -> RoleRow:
    role = table.load().role_by_id.get(held.role)
    title = role.title if role else held.role
    return RoleRow(held.pk, held.role, title, held.owner_role, held.first_day, held.last_day)
