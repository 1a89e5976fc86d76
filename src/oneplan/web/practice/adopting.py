"""Adopting a practice, keeping its checklist, reporting back and setting up the service it brings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneplan.actions import adoptions, running_services
from oneplan.answers import practice
from oneplan.core.access import NotFound
from oneplan.core.improvement.services import Place, Service
from oneplan.records.improvement import queries as plan_queries
from oneplan.rulebook.practice import load
from oneplan.web.plan.views import current
from oneplan.web.practice.asking import Question, answered
from oneplan.web.practice.forms import AdoptForm, ReportForm, ServiceForm
from oneplan.web.practice.views import card_look, library_crumb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oneplan.core.improvement.practice import Card
    from oneplan.records.practice.rows import AdoptionFile


def adopt(request: HttpRequest, card_id: str) -> HttpResponse:
    """Which section, which role, which steps, by when and with what changed?"""
    plan, card = current(request.viewer), card_look(request.viewer, card_id).ranked.card
    tree = plan_queries.plan_tree(plan.id, viewer=request.viewer)
    sections = [(each.slug, f"{each.number} {each.title}".strip()) for each in tree.sections]
    roles = [each.role for each in plan_queries.owners(plan.id, viewer=request.viewer)]

    def save(form: AdoptForm, common: dict[str, Any]) -> str:
        said = form.cleaned_data
        adoption_id = adoptions.adopt(
            **common,
            plan_id=plan.id,
            card_id=card.id,
            section=said["section"],
            owner_role=said["other_role"].strip() or said["owner_role"],
            steps=tuple(
                adoptions.Wanted(each.id, said[f"text_{each.id}"], said[f"due_{each.id}"])
                for each in card.steps
                if said[f"take_{each.id}"]
            ),
            adapted=said["adapted"],
            review_on=said["review_on"],
        )
        return reverse("adoption", args=[adoption_id])

    back = reverse("practice-card", args=[card.id])
    question = Question(
        title="Adopt this practice",
        verb="Adopt it",
        back=back,
        crumbs=[library_crumb(), (card.title, back)],
        lead=f"{card.title}, {card.area}",
        done=f"{card.title} is adopted. Its actions stand in the plan.",
        template="practice/adopt.html",
    )
    make = lambda *args: AdoptForm(*args, card=card, sections=sections, roles=roles)  # noqa: E731 - one form, one card
    return answered(request, question, make, save)


@require_POST
def tick(request: HttpRequest, adoption_id: str, item: int) -> HttpResponse:
    """A line of the checklist is done, or open again."""
    adoptions.tick(
        adoption_id=adoption_id,
        item=item,
        is_done=request.POST.get("done") == "yes",
        by=request.user,
        on=timezone.localdate(),
        route=request.resolver_match.view_name,
    )
    messages.success(request, "The checklist is saved.")
    return redirect(reverse("adoption", args=[adoption_id]) + "#checklist")


def report(request: HttpRequest, adoption_id: str) -> HttpResponse:
    """What happened, and what difference did it make?"""
    file, card = practice.adoption(adoption_id, viewer=request.viewer)

    def save(form: ReportForm, common: dict[str, Any]) -> object:
        said = form.cleaned_data
        return adoptions.report_back(
            **common,
            adoption_id=adoption_id,
            happened=said["happened"],
            difference=said["difference"],
            advice=said["advice"],
        )

    question = _question(file, card, "Report what came of it", "Save the report", "The report is saved.")
    return answered(request, question, ReportForm, save)


def serve(request: HttpRequest, adoption_id: str) -> HttpResponse:
    """How should the service run here?"""
    file, card = practice.adoption(adoption_id, viewer=request.viewer)
    if not card.runs:
        raise NotFound("This practice brings no service that runs here.", do="Follow it through its actions.")
    service = load().service(card.runs)

    def save(form: ServiceForm, common: dict[str, Any]) -> str:
        slug = running_services.set_up(
            **common, **changes(form, service), adoption_id=adoption_id, why=form.cleaned_data["why"]
        )
        return reverse("service", args=[slug])

    question = _question(file, card, "Set up the service", "Set it up", f"{service.title} runs here now.")
    more = {"service": service, "lead": f"{service.title}. Change only what has to differ here."}
    question = replace(question, template="services/set_up.html", more=more)
    return answered(request, question, lambda *args: ServiceForm(*args, service=service), save)


def changes(form: ServiceForm, service: Service) -> Mapping[str, Any]:
    """What was set otherwise than it stands."""
    clocks = {each.id: each.number for each in service.clocks}
    aims = {each.id: each.aim for each in service.targets}
    takes = form.numbers("place")
    places = tuple(replace(each, capacity=takes.get(each.id, each.capacity)) for each in service.places)
    return {
        "clocks": {name: value for name, value in form.numbers("clock").items() if value != clocks[name]},
        "aims": {name: value for name, value in form.numbers("aim").items() if value != aims[name]},
        "places": _if_changed(places, service.places),
    }


def _if_changed(places: tuple[Place, ...], before: tuple[Place, ...]) -> tuple[Place, ...]:
    return () if places == before else places


def _question(file: AdoptionFile, card: Card, title: str, verb: str, done: str) -> Question:
    back = reverse("adoption", args=[file.row.id])
    return Question(title, verb, back, [library_crumb(), (card.title, back)], lead=card.title, done=done)
