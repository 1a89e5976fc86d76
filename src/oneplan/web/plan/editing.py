"""Changing an action itself: its words, its place, its dates, its sources and its links."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from oneplan.actions import baselines, plan_parts
from oneplan.core.access import NotFound
from oneplan.core.improvement import schedule as schedules
from oneplan.core.improvement.links import Link, LinkKind
from oneplan.core.improvement.reading import Due, DuePrecision
from oneplan.records.improvement import queries
from oneplan.web.plan import edit_forms as asked
from oneplan.web.plan.addresses import crumbs_of, plan_at, section_address
from oneplan.web.plan.questions import Question, answered
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.records.improvement.rows import ActionRow, PlanRow

PARTS = {
    "condition": ("What does the date hang on?", asked.ConditionForm),
    "stages": ("In which stages is it done?", asked.StagesForm),
    "again": ("How often does it come again?", asked.RecurrenceForm),
}


def add(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What should be done?"""
    tree = queries.plan_tree(plan_id, viewer=request.viewer)
    section = request.GET.get("section", "")
    plan = plan_at(plan_id, request)
    question = Question(
        "Add an action", "Add the action", section_address(plan, section), crumbs_of(plan), done="The action is added."
    )

    def make(*args: Any) -> asked.AddActionForm:
        made["form"] = asked.AddActionForm(*args, tree=tree, section=section)
        return made["form"]

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        form, day = made["form"], given["due_on"]
        due = Due(words.short_day(day), day, day, DuePrecision.DAY) if day else None
        action_id = plan_parts.add_action(
            plan_id=plan_id,
            section=given["section"],
            text=given["text"],
            ref=given["ref"],
            owners=form.owners,
            due=due,
            source=form.source,
            reason=given["reason"],
            **common,
        )
        return reverse("action", args=[action_id])

    made: dict[str, asked.AddActionForm] = {}
    return answered(request, question, make, save)


def reword(request: HttpRequest, action_id: str) -> HttpResponse:
    """What is to be done?"""
    about = _About(request, action_id, "Change the words", "Save the words", "The words of {} are saved.")
    return about.ask(
        asked.WordsForm, lambda form, common: plan_parts.reword_action(text=form.cleaned_data["text"], **common)
    )


def move(request: HttpRequest, action_id: str) -> HttpResponse:
    """Where does it belong?"""
    about = _About(request, action_id, "Move it to another section", "Move it", "{} is moved.")
    tree = queries.plan_tree(about.plan.id, viewer=request.viewer)
    return about.ask(
        lambda *args, row: asked.MoveForm(*args, row=row, tree=tree),
        lambda form, common: plan_parts.move_action(section=form.cleaned_data["section"], **common),
    )


def withdraw(request: HttpRequest, action_id: str) -> HttpResponse:
    """Should it leave the plan?"""
    about = _About(request, action_id, "Take it out of the plan", "Take it out", "{} is no longer in the plan.")
    leaning = [each.from_ref for each in about.page.depended_on_by if each.from_ref]
    if leaning:
        about.now = ((("Others that lean on it"), ", ".join(dict.fromkeys(leaning))),)
    return about.ask(asked.ReasonForm, lambda _form, common: plan_parts.withdraw_action(**common))


def restore(request: HttpRequest, action_id: str) -> HttpResponse:
    """Should it be in the plan again?"""
    about = _About(request, action_id, "Bring it back into the plan", "Bring it back", "{} is in the plan again.")
    return about.ask(asked.ReasonForm, lambda _form, common: plan_parts.restore_action(**common))


def when(request: HttpRequest, action_id: str, part: str) -> HttpResponse:
    """More about when: a condition, stages, or how often it comes again."""
    if part not in PARTS:
        raise NotFound("There is no such question about a date.", do="Start from the action.")
    question, form_class = PARTS[part]
    about = _About(request, action_id, question, "Save", "When {} is due is saved.")
    about.now = (("Now", schedules.in_words(about.row.schedule)),) if about.row.schedule else ()

    def make(*args: Any, row: ActionRow) -> Any:
        if form_class is asked.ConditionForm:
            return asked.ConditionForm(*args, row=row, targets=_targets(about.plan, row, request))
        return form_class(*args, row=row)

    return about.ask(make, lambda form, common: plan_parts.change_schedule(schedule=form.schedule, **common))


def sources(request: HttpRequest, action_id: str) -> HttpResponse:
    """Where does it come from?"""
    about = _About(request, action_id, "Where does it come from?", "Save", "Where {} came from is saved.")
    return about.ask(asked.SourcesForm, lambda form, common: plan_parts.change_sources(sources=form.sources, **common))


def link(request: HttpRequest, action_id: str) -> HttpResponse:
    """Which other action does it hang together with?"""
    about = _About(request, action_id, "Link it to another action", "Link them", "{} is linked.")
    tree = queries.plan_tree(about.plan.id, viewer=request.viewer)

    def save(form: Any, common: dict[str, Any]) -> object:
        given = form.cleaned_data
        made = Link(given["to"], LinkKind(given["kind"]), given["why"].strip())
        kept = tuple(each for each in _links(about) if each.to != made.to)
        return plan_parts.change_links(links=(*kept, made), **common)

    return about.ask(lambda *args, row: asked.LinkForm(*args, row=row, tree=tree), save)


def unlink(request: HttpRequest, action_id: str, other_id: str) -> HttpResponse:
    """Should the link to the other action go?"""
    about = _About(request, action_id, "Take the link away", "Take it away", "The link of {} is taken away.")
    other = queries.action(about.plan.id, other_id, viewer=request.viewer).action
    about.now = (("Linked to", f"{other.ref}: {other.text}"),)

    def save(_form: Any, common: dict[str, Any]) -> object:
        rest = tuple(each for each in _links(about) if each.to != other.key)
        # What the words say is not taken out of them: it is said here that they do not mean it.
        written = any(each.to_id == other_id and not each.is_made_here for each in about.page.depends_on)
        gone = (Link(other.key, LinkKind.NOT_MEANT),) if written else ()
        return plan_parts.change_links(links=(*rest, *gone), **common)

    return about.ask(asked.ReasonForm, save)


def baseline(request: HttpRequest, action_id: str) -> HttpResponse:
    """From which date should it be counted?"""
    about = _About(
        request,
        action_id,
        "Ask for it to be counted from anew",
        "Send the request",
        "It is asked; somebody else decides.",
    )
    row = about.row
    about.now = tuple(
        (name, words.long_day(day) if day else "Never had one")
        for name, day in (
            ("First due", row.first_due_on),
            ("Baseline", row.baseline_due_on),
            ("Now due", row.due.due_on),
        )
    )

    def save(form: Any, common: dict[str, Any]) -> object:
        day = form.cleaned_data["due_on"]
        due = Due(words.short_day(day), day, day, DuePrecision.DAY)
        return baselines.ask_for_baseline(due=due, **common)

    return about.ask(asked.BaselineForm, save)


class _About:
    """One action and the one question asked of it."""

    def __init__(self, request: HttpRequest, action_id: str, question: str, verb: str, done: str) -> None:
        self.request, self.question, self.verb, self.done = request, question, verb, done
        self.plan = plan_at(queries.plan_of_action(action_id), request)
        self.page = queries.action(self.plan.id, action_id, viewer=request.viewer)
        self.row = self.page.action
        self.now: tuple[tuple[str, str], ...] = ()

    def ask(self, make: Callable[..., Any], save: Callable[[Any, dict[str, Any]], object]) -> HttpResponse:
        """The page, or the way back to the action."""
        held: dict[str, Any] = {}

        def made(*args: Any) -> Any:
            held["form"] = make(*args, row=self.row)
            return held["form"]

        def saved(given: dict[str, Any], common: dict[str, Any]) -> None:
            one = {"action_id": self.row.id, "version": given["version"], "reason": given["reason"], **common}
            save(held["form"], one)

        back = reverse("action", args=[self.row.id])
        question = Question(
            self.question,
            self.verb,
            back,
            (*crumbs_of(self.plan), (self.row.ref, back)),
            lead=self.row.text,
            caption=self.row.ref,
            now=self.now,
            done=self.done.format(self.row.ref),
        )
        return answered(self.request, question, made, saved)


def _links(about: _About) -> tuple[Link, ...]:
    return queries.links_of(about.row.id)


def _targets(plan: PlanRow, row: ActionRow, request: HttpRequest) -> list[tuple[str, str]]:
    money = queries.registers(plan.id, request.viewer).funding_conditions
    tree = queries.plan_tree(plan.id, viewer=request.viewer)
    others = (each for each in tree.actions if each.id != row.id and not each.is_superseded)
    return [
        *((each.id, f"{each.ref}: {each.words[:80]}") for each in money),
        *((each.id, f"{each.ref}: {each.text[:80]}") for each in others),
    ]
