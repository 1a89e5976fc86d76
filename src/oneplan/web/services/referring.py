"""Referring to a service, and changing how it runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import referrals, running_services
from oneplan.answers import access, search
from oneplan.answers import services as answers
from oneplan.core.improvement.services import Subject
from oneplan.records.practice import referral_queries
from oneplan.web.practice.adopting import changes
from oneplan.web.practice.asking import Question, answered
from oneplan.web.practice.forms import ServiceForm
from oneplan.web.services.forms import ReferForm
from oneplan.web.services.views import may_refer, services_crumb

if TYPE_CHECKING:
    from oneplan.answers.services_rows import ServiceLook

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class _Whom:
    """The child or young person whom a referral is about."""

    id: str = ""
    name: str = ""


def refer(request: HttpRequest, service_slug: str) -> HttpResponse:
    """Whom or what, and why? A child or young person is found among those within reach."""
    look = answers.service(service_slug, viewer=request.viewer, on=timezone.localdate())
    if not may_refer(look, request.viewer):
        access.check(request.viewer, "referral-write")
    takes_people = any(each.is_person for each in look.row.service.subjects)
    case = request.GET.get("case", "")[:20]
    if takes_people and not case:
        return _find(request, look)
    whom = _Whom(*referral_queries.person_of_case(case, viewer=request.viewer)) if takes_people else _Whom()

    def save(form: ReferForm, common: dict[str, Any]) -> str:
        said = form.cleaned_data
        referral_id = referrals.refer(
            **common,
            service=service_slug,
            subject=Subject.PERSON if whom.id else Subject(said["subject"]),
            person_id=whom.id,
            named=said.get("named", ""),
            reason=said["reason"],
            referred_by=said["referred_by"],
            referred_on=said["referred_on"],
        )
        return reverse("referral", args=[referral_id])

    make = partial(
        ReferForm, service=look.row.service, has_person=bool(whom.id), initial={"referred_on": timezone.localdate()}
    )
    question = _question(look, "Make a referral", "Refer", "The referral is made. Its first clock runs.")
    return answered(request, replace(question, caption=whom.name, lead=look.row.service.who), make, save)


def change(request: HttpRequest, service_slug: str) -> HttpResponse:
    """How should the service run from now on?"""
    look = answers.service(service_slug, viewer=request.viewer, on=timezone.localdate())
    service, version = look.row.service, look.row.versions[0].number

    def save(form: ServiceForm, common: dict[str, Any]) -> object:
        said = form.cleaned_data
        return running_services.change_service(
            **common, **changes(form, service), slug=service_slug, version=said["version"] or version, why=said["why"]
        )

    question = _question(look, "Change how it runs", "Save the version", "New referrals go by this version.")
    lead = f"{service.title}, version {version}. Referrals that began before keep the version they began under."
    question = replace(question, template="services/set_up.html", more={"service": service, "lead": lead})
    return answered(request, question, partial(ServiceForm, service=service, version=version), save)


def _find(request: HttpRequest, look: ServiceLook) -> HttpResponse:
    """Looks for the child or young person by name or number, among those within reach."""
    words = request.GET.get("words", "")[:_LONGEST].strip()
    found = search.search(words, viewer=request.viewer, route="refer").rows if words else ()
    request.is_on_record = bool(words)
    values = {
        "title": "Who is referred?",
        "crumbs": _crumbs(look),
        "lead": f"{look.row.title}: {look.row.service.who}",
        "words": words,
        "found": found,
        "back": reverse("service", args=[look.row.slug]),
    }
    return render(request, "services/find.html", values)


def _question(look: ServiceLook, title: str, verb: str, done: str) -> Question:
    return Question(title, verb, reverse("service", args=[look.row.slug]), _crumbs(look), done=done)


def _crumbs(look: ServiceLook) -> list[tuple[str, str]]:
    return [services_crumb(), (look.row.title, reverse("service", args=[look.row.slug]))]
