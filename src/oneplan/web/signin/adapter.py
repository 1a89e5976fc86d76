"""How people come in: by invitation only, and every coming, going and refusal is recorded."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from oneplan.actions import signing_in

WRONG_CODE = "That is not the code. Type the one your app shows now: it changes every half minute"


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}


class StaffAccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up; an area invites the people who need an account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "That email address and password do not go together. Check both and try again",
        "incorrect_password": "That is not the password of this account. Check it and try again",
        "enter_current_password": "That is not the password you use now. Check it and try again",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": "There were too many tries. Wait a few minutes, then try again",
        "rate_limited": "There were too many tries. Wait a few minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as written: the address of a server in brackets tells nobody anything."""
        return subject

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        methods = [str(record["method"]) for record in request.session.get("account_authentication_methods", [])]
        signing_in.record_sign_in(
            user=user, how=" and ".join(methods) or "password", on=timezone.localdate(), where=where(request)
        )
        return super().post_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Somebody who proved who they are within the last five minutes is not asked again."""
        records = self.request.session.get("account_authentication_methods", [])
        latest = max((float(record["at"]) for record in records), default=0.0)
        if time.time() - latest <= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email") or credentials.get("username") or "")
        signing_in.record_sign_in_refused(email=email, on=timezone.localdate(), where=where(request))

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            signing_in.record_sign_out(user=request.user, on=timezone.localdate(), where=where(request))
        super().logout(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Says nothing on coming or going: the page itself shows who is signed in."""
        if "logged" not in str(kwargs.get("message_template") or (args[2] if len(args) > 2 else "")):  # noqa: PLR2004 - third by position
            super().add_message(*args, **kwargs)


def where(request: HttpRequest) -> str:
    """The network address a request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))
