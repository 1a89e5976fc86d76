"""What every template may use: whose system this is, who is there, and what the menu holds for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from oneplan.web.ui.menu import menu_for

if TYPE_CHECKING:
    from django.http import HttpRequest


def area(request: HttpRequest) -> dict[str, Any]:
    """The names and accent from the settings, today, and the menu that this person may open."""
    return {**unchanging(), "today": timezone.localdate(), **_menus(request)}


def unchanging() -> dict[str, Any]:
    """What is the same for everybody; an error page needs no more than this."""
    environment = settings.ENVIRONMENT
    return {
        "area_name": environment.area_name,
        "council_name": environment.council_name,
        "accent": environment.accent,
        "is_demo": environment.demo,
        "session_minutes": settings.SESSION_COOKIE_AGE // 60,
    }


def _menus(request: HttpRequest) -> dict[str, Any]:
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {}
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {"menu": tuple(menu_for(viewer, here)), "foot_menu": tuple(menu_for(viewer, here, in_foot=True))}
