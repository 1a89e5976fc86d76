"""Changing an action: one question a page, one verb behind it, both texts when somebody else was first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import contributions, green_ratings, plan_lines
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.feeds import evidence as evidence_files
from oneplan.records.improvement import queries
from oneplan.web.plan import change_forms as asked
from oneplan.web.plan.addresses import crumbs_of, plan_at, section_address
from oneplan.web.plan.key import key_of
from oneplan.web.plan.lines import due_words, owner_words
from oneplan.web.plan.views import current
from oneplan.web.ratings.checklist import checklist_of
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.records.improvement.rows import ActionRow

Save = Callable[[Any, dict[str, Any]], object]


def rating(request: HttpRequest, action_id: str) -> HttpResponse:
    """How is it going?"""
    found = current(request.viewer)
    key = key_of(found, request.viewer)
    page = _Question(request, action_id, "Change the rating", "Save the rating", "The rating of {} is saved.")
    page.template = "ratings/rate.html"
    page.more = {"checklist": checklist_of(page.page.action, page.page.may, request.viewer)}

    def save(form: asked.RatingForm, common: dict[str, Any]) -> object:
        word = form.cleaned_data["rating"]
        normal = None if key else Rating(word)
        if form.is_green(word):
            page.done = "Somebody who does not own {} is asked to approve it as green."
            version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
            return green_ratings.ask_for_green(**common, version=version, rating_raw=word, rating=normal, reason=reason)
        return plan_lines.change_rating(
            **common,
            version=form.cleaned_data["version"],
            rating_raw=word,
            rating=normal,
            reason=form.cleaned_data["reason"],
        )

    return page.answer(lambda *args, **kwargs: asked.RatingForm(*args, key=key, **kwargs), save)


def due(request: HttpRequest, action_id: str) -> HttpResponse:
    """When will it be done by?"""

    def save(form: asked.DueForm, common: dict[str, Any]) -> object:
        day = form.cleaned_data["due_on"]
        return plan_lines.change_due(
            **common,
            version=form.cleaned_data["version"],
            due_raw=words.short_day(day) if day else "",
            due_on=day,
            precision=form.precision,
            reason=form.cleaned_data["reason"],
        )

    return _Question(request, action_id, "Change the date", "Save the date", "The date of {} is saved.").answer(
        asked.DueForm, save
    )


def owners(request: HttpRequest, action_id: str) -> HttpResponse:
    """Who owns it?"""

    def save(form: asked.OwnersForm, common: dict[str, Any]) -> object:
        version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
        return plan_lines.change_owners(**common, version=version, owners=form.owners, reason=reason)

    page = _Question(request, action_id, "Change who owns it", "Save the owners", "The owners of {} are saved.")
    known = [owner.role for owner in queries.owners(page.plan.id, viewer=request.viewer)]
    return page.answer(lambda *args, **kwargs: asked.OwnersForm(*args, known=known, **kwargs), save)


def update(request: HttpRequest, action_id: str) -> HttpResponse:
    """What has happened?"""

    def save(form: asked.UpdateForm, common: dict[str, Any]) -> object:
        return contributions.record_update(
            **common, text=form.cleaned_data["text"], happened_on=form.cleaned_data["happened_on"]
        )

    return _Question(
        request, action_id, "Record an update", "Record the update", "The update on {} is recorded."
    ).answer(asked.UpdateForm, save)


def evidence(request: HttpRequest, action_id: str) -> HttpResponse:
    """What shows that it made a difference?"""

    def save(form: asked.EvidenceForm, common: dict[str, Any]) -> object:
        upload = form.cleaned_data["document"]
        return contributions.add_evidence(
            **common,
            kind=EvidenceKind(form.cleaned_data["kind"]),
            note=form.cleaned_data["note"],
            happened_on=form.cleaned_data["happened_on"],
            document=evidence_files.receive(upload, by=request.user) if upload else None,
        )

    return _Question(request, action_id, "Add evidence", "Add the evidence", "The evidence for {} is added.").answer(
        asked.EvidenceForm, save
    )


def impact(request: HttpRequest, action_id: str) -> HttpResponse:
    """What difference did it make?"""

    def save(form: asked.ImpactForm, common: dict[str, Any]) -> object:
        return contributions.state_impact(
            **common, text=form.cleaned_data["text"], happened_on=form.cleaned_data["happened_on"]
        )

    question, verb, done = "Say what difference it made", "Save the difference", "The difference that {} made is saved."
    return _Question(request, action_id, question, verb, done).answer(asked.ImpactForm, save)


class _Question:
    """One question about one action: shown, answered, refused in words, or overtaken by somebody else."""

    def __init__(self, request: HttpRequest, action_id: str, question: str, verb: str, done: str) -> None:
        self.request, self.question, self.verb, self.done = request, question, verb, done
        self.template, self.more = "plan/change.html", dict[str, Any]()
        self.plan = plan_at(queries.plan_of_action(action_id), request)
        self.page = queries.action(self.plan.id, action_id, viewer=request.viewer)
        self.back = reverse("action", args=[self.page.action.id])

    def answer(self, make_form: Callable[..., asked.ActionForm], save: Save) -> HttpResponse:
        """Shows the form, or saves it and goes back to the action."""
        row, request = self.page.action, self.request
        if request.method != "POST":
            return self._shown(make_form(row=row, initial=self._initial()))
        form = make_form(request.POST, request.FILES, row=row)
        if not form.is_valid():
            return self._shown(form, status=400)
        try:
            save(form, self._common(form))
        except Stale as problem:
            return self._overtaken(form, problem)
        except (NotAllowed, NotFound):
            raise
        except Problem as problem:
            return self._shown(form, problem, status=400)
        messages.success(request, self.done.format(row.ref))
        return redirect(self.back)

    def _initial(self) -> dict[str, Any]:
        return {"happened_on": timezone.localdate()}

    def _common(self, form: asked.ActionForm) -> dict[str, Any]:
        return {
            "action_id": self.page.action.id,
            "by": self.request.user,
            "on": timezone.localdate(),
            "request_key": form.cleaned_data["request_key"],
            "route": self.request.resolver_match.view_name,
        }

    def _shown(self, form: asked.ActionForm, problem: Problem | None = None, status: int = 200) -> HttpResponse:
        shown = {"form": form, "problem": problem, "verb": self.verb, "now": _now(self.page.action)}
        return render(self.request, self.template, {**self._frame(), **shown, **self.more}, status=status)

    def _overtaken(self, form: asked.ActionForm, problem: Stale) -> HttpResponse:
        kept = form.data.copy()
        kept["version"], kept["request_key"] = str(problem.version), ""
        form.data = kept
        return render(self.request, "plan/stale.html", {**self._frame(), "form": form, "problem": problem}, status=409)

    def _frame(self) -> dict[str, Any]:
        row, section = self.page.action, self.page.section
        within = [(section.title, section_address(self.plan, section.slug))] if section else []
        crumbs = [*crumbs_of(self.plan), *within, (row.ref, self.back)]
        return {
            "title": self.question,
            "question": self.question,
            "lead": row.text,
            "caption": row.ref,
            "back": self.back,
            "crumbs": crumbs,
        }


def _now(row: ActionRow) -> list[tuple[str, str]]:
    rating_word = row.rating_raw or words.state_words(row.rating).word
    return [
        ("Rating now", rating_word),
        ("Due now", due_words(row.due)),
        ("Owned now by", words.listed(list(owner_words(row.owners))) or "Nobody"),
    ]
