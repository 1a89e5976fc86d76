"""Moving a referral on, scoring it, and recording what happens to it: one question a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import referrals
from oneplan.answers import access
from oneplan.answers import services as answers
from oneplan.core.access import NotFound
from oneplan.web.practice.asking import Question, answered
from oneplan.web.services.forms import ChosenForm, DatedForm, NoteForm, ScoreForm, ToldForm
from oneplan.web.services.views import services_crumb

if TYPE_CHECKING:
    from oneplan.answers.services_rows import ReferralLook
    from oneplan.core.improvement.services import Service
    from oneplan.web.ui.forms import OnceForm

Verb = Callable[..., object]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing to record: its question, its button, its form and its verb."""

    title: str
    verb: str
    done: str
    make: Callable[..., OnceForm]
    save: Verb
    chosen_as: str = ""


def move(request: HttpRequest, referral_id: str, stage: str) -> HttpResponse:
    """The referral enters another stage."""
    look = _look(request, referral_id)
    step = next((each for each in look.standing.may if each.to == stage), None)
    if step is None:
        raise NotFound("This referral does not go there from where it stands.", do="Open the referral again.")
    says = look.file.row.facts.service.stage(stage).says
    asked = _Asked(
        f"Move on to “{step.title}”", "Move it on", f"The referral is at “{step.title}”.", DatedForm,
        partial(referrals.move_on, to=stage),
    )  # fmt: skip
    return _answer(request, look, asked, lead=step.why_not or says)


def record(request: HttpRequest, referral_id: str, what: str) -> HttpResponse:
    """A note, a place, a pause, its end, what people were told, or the outcome."""
    look = _look(request, referral_id)
    asked = _asked(look.file.row.facts.service).get(what)
    if asked is None:
        raise NotFound("There is nothing of that kind to record.", do="Open the referral again.")
    return _answer(request, look, asked)


def score(request: HttpRequest, referral_id: str, instrument: str) -> HttpResponse:
    """An instrument answered on one page."""
    look = _look(request, referral_id)
    found = next((each for each in look.instruments if each.id == instrument), None)
    if found is None:
        raise NotFound("This service does not use that instrument.", do="Open the referral again.")

    def save(form: ScoreForm, common: dict[str, Any]) -> object:
        return referrals.score_referral(
            **common,
            referral_id=referral_id,
            instrument=found.id,
            answers=form.answers,
            happened_on=form.cleaned_data["happened_on"],
        )

    question = _question(look, found.title, "Save the score", "The score is saved.", found.says)
    question = replace(question, template="services/score.html", more={"licence": found.licence.says})
    make = partial(ScoreForm, instrument=found, initial={"happened_on": timezone.localdate()})
    return answered(request, question, make, save)


def _asked(service: Service) -> dict[str, _Asked]:
    which = f"Which {service.place_word}?"
    places = [(each.id, each.title) for each in service.places]
    outcomes = [(each.id, each.title) for each in service.outcomes]
    why, ended = "Why is it paused?", "What came of it?"
    told = "What were people told?"
    return {
        "note": _Asked("Add a note", "Save the note", "The note is saved.", NoteForm, referrals.add_note),
        "tell": _Asked(told, "Save it", "What they were told is saved.", ToldForm, referrals.tell_back),
        "resume": _Asked("Resume it", "Resume it", "The clocks count again.", DatedForm, referrals.resume),
        "pause": _Asked(
            "Pause the local clocks",
            "Pause it",
            "It is paused. Limits in law go on.",
            partial(ChosenForm, label=why, choices=service.pause_reasons.items()),
            referrals.pause,
            "reason",
        ),
        "place": _Asked(
            which,
            "Save it",
            "It is saved.",
            partial(ChosenForm, label=which, choices=places),
            referrals.place,
            "where",
        ),
        "outcome": _Asked(
            "Record the outcome",
            "Record the outcome",
            "The outcome is recorded. Tell those it is about.",
            partial(ChosenForm, label=ended, choices=outcomes),
            referrals.close,
            "outcome",
        ),
    }


def _answer(request: HttpRequest, look: ReferralLook, asked: _Asked, lead: str = "") -> HttpResponse:
    seen = len(look.file.history)
    checks_seen = asked.save is referrals.close or getattr(asked.save, "func", None) is referrals.move_on

    def save(form: OnceForm, common: dict[str, Any]) -> object:
        said = form.cleaned_data
        more = {asked.chosen_as: said["chosen"]} if asked.chosen_as else {}
        more |= {"seen": said["seen"]} if checks_seen else {}
        return asked.save(
            **common, **more, referral_id=look.file.row.facts.id, happened_on=said["happened_on"], note=said["note"]
        )

    make = partial(asked.make, initial={"happened_on": timezone.localdate(), "seen": seen})
    return answered(request, _question(look, asked.title, asked.verb, asked.done, lead), make, save)


def _question(look: ReferralLook, title: str, verb: str, done: str, lead: str) -> Question:
    back = reverse("referral", args=[look.file.row.facts.id])
    crumbs = [services_crumb(), (look.file.title, reverse("service", args=[look.file.slug])), ("The referral", back)]
    return Question(title, verb, back, crumbs, lead=lead, caption=look.file.row.name, done=done)


def _look(request: HttpRequest, referral_id: str) -> ReferralLook:
    """The referral to write about; one that may only be read is refused in words."""
    look = answers.referral(
        referral_id, viewer=request.viewer, on=timezone.localdate(), route=request.resolver_match.view_name
    )
    request.is_on_record = True
    if not look.file.may_write:
        access.check(request.viewer, "referral-write")
        raise NotFound("There is no such referral here.", do="Start from the list of services.")
    return look
