"""What stands before every page: the browser's rules, and the rights table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from oneplan.answers import access
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.web import errors

Respond = Callable[[HttpRequest], HttpResponse]
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
SECOND_FACTOR_SEEN = "second-factor-seen"
BEFORE_SECOND_FACTOR = ("mfa_", "account_", "stay-signed-in", "demo-sign-in")


class PageHeaders:
    """Pages of somebody signed in are never stored by a browser or anything between."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            response.headers["Cache-Control"] = "no-store, private"
        else:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


class Rights:
    """Nothing is reachable that the rights table does not name; refusals and audited reads are recorded."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        decision = getattr(request, "decision", None)
        is_read = request.method in {"GET", "HEAD"} and response.status_code == HttpResponse.status_code
        if decision is None or not decision.audited or not is_read or getattr(request, "is_on_record", False):
            return response
        kind, ids = getattr(request, "shown", ("page", tuple(request.resolver_match.kwargs.values())))
        access.note_read(decision, route=request.resolver_match.view_name, subject_kind=kind, subject_ids=ids)
        return response

    def process_view(
        self, request: HttpRequest, view: Respond, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Decides before the page runs; the page finds the viewer on the request."""
        del view, args, kwargs
        route, method = request.resolver_match.view_name, request.method or "GET"
        decision = access.route_decision(request.user, route, method, timezone.localdate())
        request.decision, request.viewer = decision, decision.viewer
        if decision.needs_sign_in and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not decision.allowed:
            if request.user.is_authenticated:
                access.note_refusal(decision, route=route, method=method)
            return errors.not_allowed(request, decision.problem)
        if needs_second_factor(request, route):
            return redirect("mfa_index")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal in words becomes a page in words; anything else is a fault and stays one."""
        if isinstance(exception, NotFound):
            return errors.not_found(request, exception)
        if isinstance(exception, NotAllowed):
            access.note_refusal(request.decision, route=request.resolver_match.view_name, method=request.method)
            return errors.not_allowed(request, exception)
        return errors.bad_request(request, exception) if isinstance(exception, Problem) else None


def needs_second_factor(request: HttpRequest, route: str) -> bool:
    """Whether somebody signed in must first set up a second way of proving who they are."""
    if not request.user.is_authenticated or (settings.ENVIRONMENT.demo and request.user.is_demo):
        return False
    if route.startswith(BEFORE_SECOND_FACTOR):
        request.session.pop(SECOND_FACTOR_SEEN, None)
        return False
    if request.session.get(SECOND_FACTOR_SEEN) != request.user.pk:
        if not is_mfa_enabled(request.user):
            return True
        request.session[SECOND_FACTOR_SEEN] = request.user.pk
    return False
