"""The promise of how we work together, and how well those it was made to say it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.voice_engagement import check_promise
from oneplan.answers import access
from oneplan.answers.voice import promise_kept
from oneplan.records.voice import queries
from oneplan.rulebook.voice_file import voice_book
from oneplan.web.plan.views import current
from oneplan.web.ratings.asking import Question, ask
from oneplan.web.ui import words
from oneplan.web.voice.forms import PromiseForm
from oneplan.web.voice.items import crumb

PARTS = {"principle": "Our principles", "will": "We will", "wont": "We won’t"}  # noqa: RUF001 - a typographic apostrophe
TRENDS = {
    "up": ("met", "Better than the time before"),
    "down": ("late", "Worse than the time before"),
    "same": ("track", "As the time before"),
    "": ("unknown", "Nothing before to compare"),
}


def promise(request: HttpRequest) -> HttpResponse:
    """Each statement with its newest score, who judged it and where it is going."""
    found = current(request.viewer)
    kept = promise_kept(found.id, viewer=request.viewer)
    judged = [each for each in kept if each.mean is not None]
    low = min(judged, key=lambda each: each.mean or 0, default=None)
    most = max(number for number, _ in voice_book().scores)
    first = f"{len(judged)} of {len(kept)} statements judged, from 0 to {most}."
    checks = queries.checks(found.id, viewer=request.viewer)
    values = {
        "title": voice_book().promise_title,
        "lead": f"{first} Kept least: {low.statement.title.lower()}." if low else first,
        "parts": [
            (title, [(each, TRENDS[each.trend]) for each in kept if each.statement.part == part])
            for part, title in PARTS.items()
        ],
        "says": _says(checks),
        "may_check": access.may(request.viewer, "voice-write"),
        "crumbs": [crumb()],
    }
    return render(request, "voice/promise.html", values)


def check(request: HttpRequest) -> HttpResponse:
    """How well is the promise kept?"""
    found = current(request.viewer)

    def make(*args: Any) -> PromiseForm:
        return PromiseForm(*args, initial={"checked_on": timezone.localdate()})

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        points = {each.id: int(given[each.id]) for each in voice_book().statements if given.get(each.id)}
        return check_promise(
            plan_id=found.id,
            group=given["group"],
            points=points,
            says=given["says"],
            checked_on=given["checked_on"],
            **common,
        )

    question = Question(
        question="Judge how well the promise is kept",
        verb="Save the judgement",
        back=reverse("our-promise"),
        crumbs=(crumb(), (voice_book().promise_title, reverse("our-promise"))),
        lead="Leave out what the group cannot judge.",
        done="The judgement is saved.",
    )
    return ask(request, question, make, save)


def _says(checks: tuple[Any, ...]) -> list[tuple[str, str, str]]:
    """What groups added in words, once for each day and group."""
    told = dict.fromkeys((row.says, row.group, row.checked_on) for row in checks if row.says)
    return [(says, voice_book().title("groups", group), words.short_day(day)) for says, group, day in told]
