"""Coming and going, and the people of the demonstration and of the console."""

from __future__ import annotations

from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from oneplan.core.access import NotFound, Viewer
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.accounts.queries import CONSOLE_EMAIL, viewer_of
from oneplan.records.audit.writing import Act, keyed, records_act, records_read


def sign_in_as_demo(*, account_id: int, on: date, where: str = "") -> User:
    """The demonstration's person with this number; raises NotFound anywhere but in the demonstration."""
    user = User.objects.filter(pk=account_id, is_demo=True, is_active=True).first()
    if user is None or not settings.ENVIRONMENT.demo:
        raise NotFound("There is no such person here.", do="Choose somebody from the list.")
    _record(user, "sign-in", "demonstration list", where, on)
    return user


def record_sign_in(*, user: User, how: str, on: date, where: str = "") -> None:
    """The log says that this person came in, and by which way."""
    _record(user, "sign-in", how, where, on)


def record_sign_out(*, user: User, on: date, where: str = "") -> None:
    """The log says that this person left."""
    _record(user, "sign-out", "", where, on)


def record_sign_in_refused(*, email: str, on: date, where: str = "") -> None:
    """The log says that somebody tried; the address itself is kept only as a keyed fingerprint."""
    details = {"address": keyed(email.strip().lower())[:16], "where": keyed(where)[:16]}
    act = Act("sign-in", subject_kind="account", result="refused", details=details)
    records_read(act, by=Viewer(on=on))


def console_account(*, on: date) -> User:
    """The account that acts for whoever runs commands on the machine; nobody can sign in with it."""
    with transaction.atomic():
        user = User.objects.filter(email=CONSOLE_EMAIL).first()
        if user is None:
            user = User.objects.create_user(CONSOLE_EMAIL, "Operator at the console")
            RoleHeld.objects.create(user=user, role="operator", first_day=on)
            act = Act("open-console-account", subject_kind="account", subject_ids=[str(user.pk)])
            records_act(act, by=Viewer(on=on))
    return user


def first_password_path(person_id: int) -> str:
    """The address, without its host, where a person who was invited chooses a password; it works once."""
    user = User.objects.get(pk=person_id)
    token = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})


def _record(user: User, verb: str, how: str, where: str, on: date) -> None:
    details = {"how": how, "where": keyed(where)[:16]} if how else {"where": keyed(where)[:16]}
    act = Act(verb, subject_kind="account", subject_ids=[str(user.pk)], details=details)
    records_read(act, by=viewer_of(user, on=on))
