"""What everybody is shown: looked at first, published, taken back, and put into plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import publishing as changing
from oneplan.answers import packs_published
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.feeds import packs as making
from oneplan.records.improvement import queries as plans
from oneplan.records.packs import queries
from oneplan.records.packs.plain import EASY, REASON, plain_words
from oneplan.web.packs.asking import ConfirmForm, WordsForm
from oneplan.web.packs.views import the_plan

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import ActionRow, PlanRow

WORDS_SHOWN = 40


def publish(request: HttpRequest) -> HttpResponse:
    """What is public now, everything that was, and the words that are still to be written."""
    found = the_plan(request.viewer)
    rows = queries.publications(found.id, viewer=request.viewer)
    now = next((row for row in rows[:1] if row.withdrawn_at is None), None)
    tree = plans.plan_tree(found.id, viewer=request.viewer)
    easy, reasons = plain_words(found.id, EASY), plain_words(found.id, REASON)
    held = {row.section_slug for row in tree.actions if not row.is_superseded}
    values = {
        "title": "What the public sees",
        "now": now,
        "rows": rows,
        "sections": [(each.slug, each.title, easy.get(each.slug, "")) for each in tree.sections if each.slug in held],
        "late": [(row.id, row.ref, row.text, reasons.get(row.id, "")) for row in _late(tree.actions)],
    }
    return render(request, "packs/publish.html", values)


def preview(request: HttpRequest) -> HttpResponse:
    """Exactly what would be public, and what that changes; published by the button beneath it."""
    found = the_plan(request.viewer)
    if request.method != "POST":
        return _preview(request, found)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _preview(request, found, status=400)
    try:
        making.publish(
            plan_id=found.id,
            fingerprint=form.cleaned_data["fingerprint"],
            by=request.user,
            on=timezone.localdate(),
            request_key=form.cleaned_data["request_key"],
            route="publish-preview",
        )
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return _preview(request, found, problem, status=409)
    messages.success(request, "The plan is public. Everybody can read it now, without signing in.")
    return redirect("publish")


def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back what is public?"""
    found = the_plan(request.viewer)
    now = next((row for row in queries.publications(found.id, viewer=request.viewer)[:1] if not row.withdrawn_at), None)
    if now is None:
        raise NotFound("Nothing is published now, so there is nothing to take back.", do="Go back to what is public.")
    form = ConfirmForm(request.POST) if request.method == "POST" else ConfirmForm()
    if request.method != "POST" or not form.is_valid():
        crumbs = [("What the public sees", reverse("publish"))]
        values = {"title": "Take back what is public", "now": now, "form": form, "crumbs": crumbs}
        return render(request, "packs/withdraw.html", values)
    changing.withdraw(
        publication_id=now.id,
        by=request.user,
        on=timezone.localdate(),
        request_key=form.cleaned_data["request_key"],
        route="publish-withdraw",
    )
    messages.success(request, "Nothing is public now. What was, and until when, stays on record.")
    return redirect("publish")


def easy_words(request: HttpRequest, section: str) -> HttpResponse:
    """What is this part about, in easy words?"""
    found = the_plan(request.viewer)
    tree = plans.plan_tree(found.id, viewer=request.viewer)
    row = next((each for each in tree.sections if each.slug == section), None)
    if row is None:
        raise NotFound("There is no such section in this plan.", do="Start from what the public sees.")

    def save(words: str, common: dict[str, Any]) -> object:
        return changing.say_easily(plan_id=found.id, section=section, words=words, **common)

    frame = {
        "question": "What is this part about, in easy words?",
        "lead": row.title,
        "label": "Easy words",
        "help_text": "One or two short sentences, with one idea in each.",
        "now": plain_words(found.id, EASY).get(section, ""),
    }
    return _words(request, frame, save)


def late_reason(request: HttpRequest, action_id: str) -> HttpResponse:
    """Why is it late, in words for everybody?"""
    found = the_plan(request.viewer)
    row = plans.action(found.id, action_id, viewer=request.viewer).action

    def save(words: str, common: dict[str, Any]) -> object:
        return changing.give_reason(plan_id=found.id, action_id=row.id, words=words, **common)

    frame = {
        "question": "Why is it late?",
        "lead": f"{row.ref}: {row.text}",
        "label": "The reason, in words for everybody",
        "help_text": "It stands on the public page beside the action. Name no person and no child.",
        "now": plain_words(found.id, REASON).get(row.id, ""),
    }
    return _words(request, frame, save)


def _words(request: HttpRequest, frame: dict[str, str], save: Callable[[str, dict[str, Any]], object]) -> HttpResponse:
    given = {name: frame[name] for name in ("label", "help_text", "now")}
    form = WordsForm(request.POST, **given) if request.method == "POST" else WordsForm(**given)
    back = reverse("publish")
    if request.method == "POST" and form.is_valid():
        common = {
            "by": request.user,
            "on": timezone.localdate(),
            "request_key": form.cleaned_data["request_key"],
            "route": request.resolver_match.view_name,
        }
        save(form.cleaned_data["words"], common)
        messages.success(request, "Your words are saved. They are public from the next time you publish.")
        return redirect(back)
    values = {
        "title": frame["question"],
        "question": frame["question"],
        "lead": frame["lead"],
        "form": form,
        "verb": "Save the words",
        "back": back,
        "crumbs": [("What the public sees", back)],
    }
    return render(request, "plan/change.html", values, status=400 if form.is_bound else 200)


def _preview(request: HttpRequest, found: PlanRow, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    looked_at = _looked_at(found, request.viewer)
    form = ConfirmForm(initial={"fingerprint": looked_at.made.fingerprint})
    values = {
        "title": "What would be public",
        "preview": looked_at,
        "page": looked_at.made.snapshot,
        "added": looked_at.added[:WORDS_SHOWN],
        "removed": looked_at.removed[:WORDS_SHOWN],
        "form": form,
        "problem": problem,
        "crumbs": [("What the public sees", reverse("publish"))],
    }
    return render(request, "packs/preview.html", values, status=status)


def _looked_at(found: PlanRow, viewer: Viewer) -> packs_published.Preview:
    return packs_published.preview(found.id, viewer=viewer, on=timezone.localdate())


def _late(actions: tuple[ActionRow, ...]) -> list[ActionRow]:
    today = timezone.localdate()
    return [
        row
        for row in actions
        if not row.is_superseded and row.rating.is_live and row.due.due_on is not None and row.due.due_on < today
    ]
