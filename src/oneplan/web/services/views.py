"""The services, one of them, and one referral, to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import access
from oneplan.answers import services as answers
from oneplan.web.services.showing import lead_of, listed_rows, referral_page

if TYPE_CHECKING:
    from oneplan.answers.services_rows import ServiceLook
    from oneplan.core.access import Viewer

SERVICES = "Services from practice"


def services(request: HttpRequest) -> HttpResponse:
    """What runs here, each with who waits and for how long."""
    found = answers.services(viewer=request.viewer, on=timezone.localdate())
    values = {
        "title": SERVICES,
        "crumbs": [("Partnership", reverse("partnership"))],
        "services": [(each, lead_of(each)) for each in found],
        "hides": next((each.hides for each in found if each.hides), ""),
    }
    return render(request, "services/services.html", values)


def service(request: HttpRequest, service_slug: str) -> HttpResponse:
    """How one service runs: waits, stages, places, outcomes and measures; and the referrals within reach."""
    today, viewer = timezone.localdate(), request.viewer
    look = answers.service(service_slug, viewer=viewer, on=today)
    listed = answers.referrals(service_slug, viewer=viewer, on=today, route="service")
    request.is_on_record = any(each.row.person_id for each in listed)
    values = {
        "title": look.row.title,
        "crumbs": [services_crumb()],
        "look": look,
        "lead": lead_of(look),
        "open": listed_rows([each for each in listed if each.standing.is_open]),
        "closed": listed_rows([each for each in listed if not each.standing.is_open]),
        "may_refer": may_refer(look, viewer),
        "may_change": access.may(viewer, "service-write"),
        "today": today,
    }
    return render(request, "services/service.html", values)


def referral(request: HttpRequest, referral_id: str) -> HttpResponse:
    """One referral: where it stands and why each date, its scores with their change, and what may come next."""
    today = timezone.localdate()
    look = answers.referral(referral_id, viewer=request.viewer, on=today, route="referral")
    request.is_on_record = True
    values = {
        "title": f"Referral to: {look.file.title}",
        "crumbs": [services_crumb(), (look.file.title, reverse("service", args=[look.file.slug]))],
        "page": referral_page(look),
        "today": today,
    }
    return render(request, "services/referral.html", values)


def may_refer(look: ServiceLook, viewer: Viewer) -> bool:
    """Whether this person may refer anything that the service takes."""
    if access.may(viewer, "referral-write"):
        return True
    return access.may(viewer, "service-write") and not all(each.is_person for each in look.row.service.subjects)


def services_crumb() -> tuple[str, str]:
    """The way back to the services."""
    return SERVICES, reverse("services")
