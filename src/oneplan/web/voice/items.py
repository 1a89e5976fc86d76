"""What people said: the list, one of them with what became of it, and the steps that close it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import voice as verbs
from oneplan.answers import access
from oneplan.answers import voice as answers
from oneplan.core.improvement.voice import VoiceStage
from oneplan.records.improvement import queries as plans
from oneplan.records.voice import queries
from oneplan.rulebook.voice_file import voice_book
from oneplan.web.plan.narrowing import Choice, Group
from oneplan.web.plan.one_section import Entry
from oneplan.web.plan.views import current
from oneplan.web.ratings.asking import Question, ask
from oneplan.web.ui import words
from oneplan.web.voice.forms import DecideForm, EffectForm, InvolvedForm, ItemForm, TellForm

if TYPE_CHECKING:
    from oneplan.answers.voice import Voice
    from oneplan.core.access import Viewer
    from oneplan.records.voice.rows import StepRow

TITLE = "What people said"
STAGES = {VoiceStage.HEARD: "Waits for a decision", VoiceStage.DECIDED: "Decided, not told", VoiceStage.TOLD: "Told"}
SHAPES = {"decided": "soon", "effect": "embedded", "told": "met"}
DAY = "happened_on"


def voices(request: HttpRequest) -> HttpResponse:
    """Everything that was said, what is owed first."""
    found, today = current(request.viewer), timezone.localdate()
    every = answers.items(found.id, viewer=request.viewer, on=today)
    asked = {name: request.GET.get(name, "") for name in ("stage", "group")}
    figures = answers.loop_figures(found.id, viewer=request.viewer)
    late = sum(1 for each in every if each.is_late)
    values = {
        "title": TITLE,
        "lead": f"{words.count_of(figures.items, 'thing').capitalize()} said; {figures.told} told back, "
        f"{figures.told_in_time} of them within {voice_book().days.answer} working days. {_late(late)}",
        "rows": [each for each in every if _admits(asked, each)],
        "groups": _groups(every, asked),
        "stages": STAGES,
        "today": today,
        "may_write": access.may(request.viewer, verbs.WRITE),
        "rooms": _rooms(request.viewer),
    }
    return render(request, "voice/voices.html", values)


def said_and_done(request: HttpRequest) -> HttpResponse:
    """What was said and what was done, or why it could not be, once people were told."""
    found = current(request.viewer)
    told = answers.you_said_we_did(found.id, viewer=request.viewer)
    public = answers.you_said_we_did(found.id)
    values = {
        "title": "You said, we did",
        "lead": f"{words.count_of(len(told), 'answer').capitalize()} given; "
        f"{len(public)} of them on the public page once the plan is published.",
        "told": told,
        "crumbs": [crumb()],
    }
    return render(request, "voice/said_and_done.html", values)


def item(request: HttpRequest, item_id: str) -> HttpResponse:
    """One thing that was said, and what became of it."""
    row = queries.item(item_id, viewer=request.viewer)
    view = answers.voice(row, on=timezone.localdate())
    values = {
        "title": row.theme,
        "view": view,
        "row": row,
        "lead": _lead(view),
        "today": timezone.localdate(),
        "entries": tuple(_entry(step) for step in reversed(row.steps)),
        "may_reply": access.may(request.viewer, verbs.REPLY),
        "may_write": access.may(request.viewer, verbs.WRITE),
        "crumbs": [crumb()],
    }
    return render(request, "voice/item.html", values)


def new(request: HttpRequest) -> HttpResponse:
    """What did people say?"""
    found = current(request.viewer)
    tree = plans.plan_tree(found.id, viewer=request.viewer)
    days = [day for day in queries.engagements(found.id, viewer=request.viewer) if not day.called_off_because]

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        what = verbs.Said(
            given["group"],
            given["source"],
            given["level"],
            given["theme"],
            given["said"],
            given["heard_on"],
            given["section"],
            given["action_ref"],
            given["engagement"],
        )
        return verbs.record_item(plan_id=found.id, what=what, **common)

    question = Question(
        question="Record what people said",
        verb="Record it",
        back=reverse("voice"),
        crumbs=(crumb(),),
        done="It is recorded and waits for a decision.",
    )
    started = {"heard_on": timezone.localdate(), "action_ref": request.GET.get("action", "")}
    return ask(request, question, lambda *args: ItemForm(*args, tree=tree, days=days, initial=started), save)


def decide(request: HttpRequest, item_id: str) -> HttpResponse:
    """What is decided?"""

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        parts = {name: given[name] for name in ("decision", "words", "reason", "whom")}
        return verbs.decide_item(item_id=item_id, **parts, **common)

    question = _question(request, item_id, "Decide about it", "Save the decision", "The decision is saved.")
    return ask(request, question, DecideForm, save)


def effect(request: HttpRequest, item_id: str) -> HttpResponse:
    """What did it change?"""

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        return verbs.record_effect(item_id=item_id, words=given["words"], happened_on=given[DAY], **common)

    question = _question(request, item_id, "Say what it changed", "Save it", "What it changed is saved.")
    return ask(request, question, lambda *args: EffectForm(*args, initial={DAY: timezone.localdate()}), save)


def tell(request: HttpRequest, item_id: str) -> HttpResponse:
    """How were they told?"""

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        parts = {name: given[name] for name in ("words", "whom", "how", "told_on")}
        return verbs.tell_back(item_id=item_id, **parts, **common)

    question = _question(request, item_id, "Say how they were told", "Close it", "They have been told; it is closed.")
    return ask(request, question, lambda *args: TellForm(*args, initial={"told_on": timezone.localdate()}), save)


def involved(request: HttpRequest, action_id: str) -> HttpResponse:
    """Who took part?"""
    found = current(request.viewer)
    row = plans.action(found.id, action_id, viewer=request.viewer).action

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        parts = {name: value for name, value in given.items() if name != "request_key"}
        return verbs.record_involvement(action_id=row.id, took_part=verbs.TookPart(**parts), **common)

    question = Question(
        question="Record who took part",
        verb="Record it",
        back=f"{reverse('action', args=[row.id])}#voice",
        crumbs=(("The plan", reverse("plan")), (row.ref, reverse("action", args=[row.id]))),
        lead=row.text,
        caption=row.ref,
        done=f"Who took part in {row.ref} is recorded.",
    )
    return ask(request, question, lambda *args: InvolvedForm(*args, initial={DAY: timezone.localdate()}), save)


def crumb() -> tuple[str, str]:
    """The way back to the list."""
    return TITLE, reverse("voice")


def _question(request: HttpRequest, item_id: str, question: str, verb: str, done: str) -> Question:
    row = queries.item(item_id, viewer=request.viewer)
    address = reverse("voice-item", args=[row.id])
    return Question(
        question=question,
        verb=verb,
        back=address,
        crumbs=(crumb(), (row.theme, address)),
        lead=row.said,
        caption=voice_book().title("groups", row.group),
        done=done,
    )


def _lead(view: Voice) -> str:
    if view.due_on is None:
        return f"{view.decision}. They have been told."
    next_step = "Tell those who said it" if view.stage is VoiceStage.DECIDED else "Decide about it"
    return f"{view.decision}. {next_step} next." if view.decision else f"{next_step} next."


def _entry(step: StepRow) -> Entry:
    titles = {
        "decided": voice_book().decision(step.decision).title if step.decision else "",
        "effect": "What it changed",
        "told": f"Told: {step.told_whom}",
    }
    lines = (
        step.words,
        f"Why: {step.reason}" if step.reason else "",
        f"Asked: {step.whom}" if step.whom else "",
        f"How: {step.told_how}" if step.told_how else "",
    )
    shape = SHAPES[step.kind] if step.kind != "decided" else voice_book().decision(step.decision).shape
    return Entry(step.on, titles[step.kind], step.by_name, tuple(line for line in lines if line), shape)


def _late(number: int) -> str:
    return f"{words.count_of(number, 'next step is', 'next steps are').capitalize()} late."


def _admits(asked: Mapping[str, str], view: Voice) -> bool:
    return (not asked["stage"] or view.stage == asked["stage"]) and (
        not asked["group"] or view.item.group == asked["group"]
    )


def _groups(every: tuple[Voice, ...], asked: Mapping[str, str]) -> tuple[Group, ...]:
    def choice(label: str, **part: str) -> Choice:
        question = {**asked, **part}
        query = "&".join(f"{name}={value}" for name, value in question.items() if value)
        count = sum(1 for view in every if _admits(question, view))
        return Choice(label, count, f"{reverse('voice')}{'?' if query else ''}{query}", question == asked)

    stages = tuple(choice(label, stage=stage.value) for stage, label in STAGES.items())
    groups = tuple(choice(each.title, group=each.id) for each in voice_book().groups)
    return (
        Group("Where it stands", (choice("All", stage=""), *stages)),
        Group("Who", (choice("All", group=""), *(each for each in groups if each.count))),
    )


def _rooms(viewer: Viewer) -> list[tuple[str, str, str]]:
    rooms = [
        ("You said, we did", reverse("you-said"), "What was done, and what could not be and why"),
        ("When people are asked", reverse("engagements"), "The calendar, with what was heard and what became of it"),
        ("The promise", reverse("our-promise"), "How well we keep to how we said we would work together"),
        ("In their own words", reverse("quotes"), "Words beside each priority, with the consent for them"),
    ]
    if access.may(viewer, "comment-answer"):
        rooms.append(("Public comments", reverse("comments"), "Read each before it shows, and see that it is answered"))
    return rooms
