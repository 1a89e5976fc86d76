"""The sign-in pages that the sign-in library does not have: staying, and the demonstration's list of people."""

from __future__ import annotations

from allauth.account.internal.decorators import login_not_required
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneplan.actions import signing_in
from oneplan.records.accounts import queries
from oneplan.web.signin.adapter import where

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def stay(request: HttpRequest) -> HttpResponse:
    """Starts the session's time again."""
    request.session.modified = True
    return HttpResponse(status=204)


@login_not_required
def demo(request: HttpRequest) -> HttpResponse:
    """The invented people of the demonstration, by role; choosing one signs in as them."""
    accounts = queries.demo_accounts()
    if not accounts:
        raise Http404
    if request.method == "POST":
        user = signing_in.sign_in_as_demo(
            account_id=_number(request.POST.get("account")), on=timezone.localdate(), where=where(request)
        )
        login(request, user, backend=BACKEND)
        return redirect("home")
    return render(request, "signin/demo.html", {"accounts": accounts, "title": "Who would you like to be?"})


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Addresses that the sign-in library names and this product does not open."""
    del request, kwargs
    raise Http404


def _number(word: str | None) -> int:
    return int(word) if word and word.isdecimal() else 0
