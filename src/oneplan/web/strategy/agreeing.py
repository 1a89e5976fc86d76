"""The register of data sharing agreements."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import strategy as verbs
from oneplan.answers import strategy as answers
from oneplan.feeds import evidence as files
from oneplan.records.strategy import queries
from oneplan.web.evaluation.asking import Asked, ask
from oneplan.web.strategy.facts import crumbs
from oneplan.web.strategy.forms import AgreementForm

WORDS = ("title", "parties", "purpose", "lawful_basis", "flows", "owner_role", "signed_on", "review_on")


def listed(request: HttpRequest) -> HttpResponse:
    """Which flows stand on a signed agreement."""
    found = answers.agreements(viewer=request.viewer)
    lead = (
        f"{len(found.current)} of {found.needed} agreements that are needed are signed and in date."
        if found.needed
        else "No agreement is on the register yet."
    )
    rows = [(each, _standing(each.id, found, has_ended=bool(each.ended_on))) for each in found.agreements]
    values = {
        "title": "Data sharing agreements",
        "lead": lead,
        "rows": rows,
        "found": found,
        "today": timezone.localdate(),
        "crumbs": list(crumbs()),
    }
    return render(request, "strategy/agreements.html", values)


def add(request: HttpRequest) -> HttpResponse:
    """Between whom, what for, on which basis?"""
    lead = "One that is needed and not signed yet belongs here too."
    page = Asked("Add an agreement", lead, "Add it", "The agreement is on the register.", reverse("agreements"), _way())

    def save(form: AgreementForm, common: dict[str, Any]) -> object:
        upload = form.cleaned_data["document"]
        kept = files.receive(upload, by=request.user) if upload else None
        return verbs.record_agreement(words=_words(form), document=kept, **common)

    return ask(request, page, AgreementForm, save)


def change(request: HttpRequest, agreement_id: str) -> HttpResponse:
    """What is true of it now?"""
    row = queries.agreement(agreement_id, viewer=request.viewer)
    page = Asked("Change the agreement", row.title, "Save it", "The agreement is saved.", reverse("agreements"), _way())
    initial = {name: getattr(row, name) for name in (*WORDS, "revision", "ended_on")}

    def save(form: AgreementForm, common: dict[str, Any]) -> object:
        return verbs.revise_agreement(
            agreement_id=agreement_id,
            revision=form.cleaned_data["revision"] or 0,
            words=_words(form),
            ended_on=form.cleaned_data["ended_on"],
            **common,
        )

    return ask(request, page, lambda *args: AgreementForm(*args, is_new=False, initial=initial), save)


def _words(form: AgreementForm) -> verbs.AgreementWords:
    return verbs.AgreementWords(**{name: form.cleaned_data[name] for name in WORDS})


def _way() -> tuple[tuple[str, str], ...]:
    return (*crumbs(), ("Data sharing agreements", reverse("agreements")))


def _standing(agreement_id: str, found: answers.AgreementsView, *, has_ended: bool) -> tuple[str, str]:
    if has_ended:
        return ("removed", "Ended")
    if agreement_id not in found.current:
        return ("late", "Not in date")
    return ("soon", "Review is near") if agreement_id in found.near else ("met", "In date")
