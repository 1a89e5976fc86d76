"""How people come in: by invitation only, and every coming, going and refusal is recorded."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from oneplan.actions import signing_in


class StaffAccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up; an area invites the people who need an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as written: the address of a server in brackets tells nobody anything."""
        return subject

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        methods = [str(record["method"]) for record in request.session.get("account_authentication_methods", [])]
        signing_in.record_sign_in(user=user, how=" and ".join(methods) or "password", where=where(request))
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email") or credentials.get("username") or "")
        signing_in.record_sign_in_refused(email=email, where=where(request))

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            signing_in.record_sign_out(user=request.user, where=where(request))
        super().logout(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Says nothing on coming or going: the page itself shows who is signed in."""
        if "logged" not in str(kwargs.get("message_template") or (args[2] if len(args) > 2 else "")):  # noqa: PLR2004 - third by position
            super().add_message(*args, **kwargs)


def where(request: HttpRequest) -> str:
    """The network address a request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))
