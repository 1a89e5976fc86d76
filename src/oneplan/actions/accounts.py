"""Who may sign in, and which roles they hold from when to when."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.rulebook import rights as table


def invite(
    *,
    email: str,
    name: str,
    role: str,
    by: User,
    on: date,
    owner_role: str = "",
    request_key: str = "",
    route: str = "",
) -> int:
    """A new account with one role and no password yet; returns its number."""
    request = Request("invite", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, "accounts-write")
        _check_address(email)
        if not name.strip():
            raise Problem("Give the person's name.", why="The history of the plan shows who did what by name.")
        user = User.objects.create_user(email, name.strip())
        held = _give(user, role, owner_role, first_day=on, last_day=None, by=by)
        _trace(request, viewer, acting, user, {"role_held": held.pk, "role": role})
        return int(user.pk)

    return carry_out(request, work, asked={"email": email, "role": role, "owner_role": owner_role})


def invite_again(*, person_id: int, by: User, on: date, request_key: str = "", route: str = "") -> None:
    """An invitation may go once more to somebody who was invited and has never come in."""
    request = Request("invite-again", by, on, request_key, route)

    def work(viewer: Viewer) -> None:
        acting = rights.check(viewer, "accounts-write")
        user = _person(person_id)
        if user.last_login is not None or not user.is_active:
            raise Problem(
                f"{user.name} needs no invitation.",
                why="The account is closed, or its owner has already signed in with it.",
                do="Somebody who has forgotten a password chooses another from the sign-in page.",
            )
        _trace(request, viewer, acting, user, {})

    carry_out(request, work, asked={"person": person_id})


def grant_role(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    person_id: int,
    role: str,
    first_day: date,
    by: User,
    on: date,
    owner_role: str = "",
    last_day: date | None = None,
    request_key: str = "",
    route: str = "",
) -> int:
    """The person holds a role between these days; returns the number of the grant."""
    request = Request("grant-role", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, "accounts-write")
        user = _person(person_id)
        _refuse_own(user, by)
        held = _give(user, role, owner_role, first_day=first_day, last_day=last_day, by=by)
        _trace(request, viewer, acting, user, {"role_held": held.pk, "role": role})
        return int(held.pk)

    return carry_out(request, work, asked={"person": person_id, "role": role, "from": first_day, "to": last_day})


def end_role(*, role_held_id: int, last_day: date, by: User, on: date, request_key: str = "", route: str = "") -> None:
    """The role is held until the end of that day and no longer."""
    request = Request("end-role", by, on, request_key, route)

    def work(viewer: Viewer) -> None:
        acting = rights.check(viewer, "accounts-write")
        held = RoleHeld.objects.select_for_update(of=("self",)).select_related("user").filter(pk=role_held_id).first()
        if held is None:
            raise NotFound("There is no such role to end.", do="Start from the list of accounts.")
        _refuse_own(held.user, by)
        held.last_day = _in_order(held.first_day, last_day)
        held.save(update_fields=["last_day"])
        _trace(request, viewer, acting, held.user, {"role_held": held.pk, "last_day": last_day.isoformat()})

    carry_out(request, work, asked={"role_held": role_held_id, "last_day": last_day})


def _give(user: User, role: str, owner_role: str, *, first_day: date, last_day: date | None, by: User) -> RoleHeld:
    known = table.load().role(role)
    if known.id == "operator":
        raise Problem(
            "The role of the operator belongs to the console of this machine.",
            why="It may bring in plans and accounts without signing in, because it already has the machine.",
            do="Give a role that a person holds.",
        )
    if last_day is not None:
        _in_order(first_day, last_day)
    return RoleHeld.objects.create(
        user=user, role=role, owner_role=owner_role.strip(), first_day=first_day, last_day=last_day, given_by=by
    )


def _person(person_id: int) -> User:
    user = User.objects.filter(pk=person_id).first()
    if user is None:
        raise NotFound("There is no such account.", do="Start from the list of accounts.")
    return user


def _refuse_own(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise Problem(
            "Nobody changes their own rights.",
            why="Two people are needed so that a right is never taken unseen.",
            do="Ask another administrator.",
        )


def _in_order(first_day: date, last_day: date) -> date:
    if last_day < first_day:
        raise Problem(
            f"A role that starts on {first_day} cannot end on {last_day}.", do="Correct the day that is wrong."
        )
    return last_day


def _check_address(email: str) -> None:
    try:
        validate_email(email.strip())
    except ValidationError as cause:
        raise Problem(f"“{email}” is not an email address.", do="Write it like name@example.org.") from cause
    if User.objects.filter(email=email.strip().lower()).exists():
        raise Problem(
            f"{email} already has an account.",
            do="Give that person another role instead: “oneplan accounts grant”, or the accounts page.",
        )


def _trace(request: Request, viewer: Viewer, acting: str, user: User, details: dict[str, object]) -> None:
    leaves_trace(
        request, viewer, acting_role=acting, subject_kind="account", subject_ids=[str(user.pk)], details=details
    )
