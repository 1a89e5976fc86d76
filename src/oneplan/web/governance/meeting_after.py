"""Writing a meeting up: who was there, what was said, decided and left to do, and what everybody may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from oneplan.actions import arising as arising_verbs
from oneplan.actions import meeting_decisions as verbs
from oneplan.answers import access, governance
from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem
from oneplan.records.improvement import queries
from oneplan.web.governance import forms
from oneplan.web.governance.asking import Asked, ask, common
from oneplan.web.governance.meeting_before import back_to, of
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.governance_rows import ArisingRow, DecisionRow, ItemRow, MeetingPage

NO_QUORUM = "There was no quorum for this item, so it is noted until the chair acts or a meeting ratifies it."
EXPECTED = {"coming": "present", "deputy": "deputy", "apology": "apology"}


def held(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """Who was there?"""
    page = of(request, meeting_id, "meeting-write")
    places = [(each.seat.id, each.seat.role, EXPECTED.get(each.reply, "")) for each in page.places]
    asked = _asked(page, "Who was there?", "Save who was there", "It is said who was there. Write the minutes next.")
    kept: dict[str, forms.PresenceForm] = {}

    def make(*args: Any) -> forms.PresenceForm:
        kept["form"] = forms.PresenceForm(*args, places=places)
        return kept["form"]

    def save(_answers: dict[str, Any], more: dict[str, Any]) -> object:
        return verbs.hold_meeting(meeting_id=meeting_id, presence=kept["form"].presence, **more)

    return ask(request, asked, make, save)


def minute(request: HttpRequest, meeting_id: str, key: str) -> HttpResponse:
    """What was said on an item."""
    page = of(request, meeting_id, "meeting-write")
    item = _item(page, key)
    asked = _asked(page, "Write the minute", "Save the minute", "The minute is saved.", lead=item.title)
    initial = {"minute": item.minute, "outcome": item.outcome or "discussed"}

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        said = {"minute": answers["minute"], "outcome": answers["outcome"]}
        return verbs.write_minute(meeting_id=meeting_id, key=key, **said, **more)

    return ask(request, asked, lambda *a: forms.MinuteForm(*a, initial=initial), save)


def decision_new(request: HttpRequest, meeting_id: str, key: str) -> HttpResponse:
    """A decision on an item."""
    page = of(request, meeting_id, "meeting-write")
    item = _item(page, key)
    lead = item.title
    if not item.is_quorate:
        lead = f"{item.title}. {NO_QUORUM}"
    asked = _asked(page, "Record a decision", "Record it", "The decision is on record.", lead=lead)
    actions = _actions(request)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        said = {"text": answers["text"], "public_words": answers["public_words"], "action_id": answers["action"]}
        return verbs.record_decision(meeting_id=meeting_id, key=key, **said, **more)

    return ask(request, asked, lambda *a: forms.DecisionForm(*a, actions=actions), save)


def arising_new(request: HttpRequest, meeting_id: str, key: str) -> HttpResponse:
    """Something to be done because of an item."""
    page = of(request, meeting_id, "meeting-write")
    item = _item(page, key)
    asked = _asked(page, "Add an action", "Add the action", "The action is noted.", lead=f"From {item.title}")

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        said = {name: answers[name] for name in ("text", "owner_role", "due_on")}
        return arising_verbs.add_arising(meeting_id=meeting_id, key=key, **said, **more)

    return ask(request, asked, forms.ArisingForm, save)


def arising_done(request: HttpRequest, meeting_id: str, arising_id: str) -> HttpResponse:
    """An action is done."""
    page, row = _arising(request, meeting_id, arising_id)
    asked = _asked(page, "Say that it is done", "It is done", "The action is done.", lead=row.text)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        return arising_verbs.finish_arising(arising_id=arising_id, words=answers["words"], **more)

    return ask(request, asked, forms.DoneForm, save)


def arising_plan(request: HttpRequest, meeting_id: str, arising_id: str) -> HttpResponse:
    """An action becomes a line of the plan."""
    access.check(request.viewer, "plan-edit")
    page, row = _arising(request, meeting_id, arising_id)
    plan = queries.current_plan(viewer=request.viewer)
    if plan is None:
        raise NotFound("There is no plan yet.")
    tree = queries.plan_tree(plan.id, viewer=request.viewer)
    sections = [(each.slug, f"{each.number} {each.title}".strip()) for each in tree.sections]
    asked = _asked(page, "Make it a line of the plan", "Put it in the plan", "It is a line of the plan.", lead=row.text)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        return arising_verbs.take_into_plan(arising_id=arising_id, plan_id=plan.id, section=answers["section"], **more)

    return ask(request, asked, lambda *a: forms.SectionForm(*a, sections=sections), save)


def note(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """What everybody may know."""
    page = of(request, meeting_id, "meeting-write")
    asked = _asked(page, "Write the public note", "Publish the note", "Everybody may now read the note.")

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        return verbs.publish_note(meeting_id=meeting_id, note=answers["note"], **more)

    return ask(request, asked, lambda *a: forms.NoteForm(*a, initial={"note": page.public_note}), save)


@require_POST
def sign(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """The chair signs the minutes."""
    key = request.POST.get("request_key", "")[:64]
    try:
        verbs.sign_minutes(meeting_id=meeting_id, **common(request, key))
        messages.success(request, "The minutes are signed.")
    except Problem as problem:
        if type(problem) is not Problem:
            raise
        messages.error(request, str(problem))
    return redirect(reverse("governance-meeting", args=[meeting_id]))


def chairs_action(request: HttpRequest, decision_id: str) -> HttpResponse:
    """The chair acts on what was only noted."""
    page, row = _decision(request, decision_id)
    asked = _asked(page, "Take chair's action", "Take chair's action", "It stands by chair's action.", lead=row.text)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        return verbs.take_chairs_action(decision_id=decision_id, reason=answers["reason"], **more)

    return ask(request, asked, forms.ReasonForm, save)


def ratify(request: HttpRequest, decision_id: str) -> HttpResponse:
    """A later meeting ratified it or refused it."""
    page, row = _decision(request, decision_id)
    body = governance.body(page.meeting.body_id, viewer=request.viewer, on=timezone.localdate())
    later = [each for each in body.past if each.state == "held" and each.meets_on > page.meeting.meets_on]
    choices = [(each.id, words.long_day(each.meets_on)) for each in later]
    asked = _asked(page, "Ratify or refuse", "Save", "What became of it is on record.", lead=row.text)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        return verbs.ratify_decision(
            decision_id=decision_id,
            meeting_id=answers["meeting"],
            is_refused=answers["outcome"] == "refused",
            reason=answers["reason"],
            **more,
        )

    return ask(request, asked, lambda *a: forms.RatifyForm(*a, held=choices), save)


def _asked(page: MeetingPage, question: str, verb: str, done: str, *, lead: str = "") -> Asked:
    back, crumbs = back_to(page)
    return Asked(question, verb, back, crumbs, done, lead=lead, caption=back[0])


def _item(page: MeetingPage, key: str) -> ItemRow:
    found = next((each for each in page.items if each.key == key), None)
    if found is None:
        raise NotFound("There was no such item at this meeting.", do="Open the meeting again to see what it had.")
    return found


def _arising(request: HttpRequest, meeting_id: str, arising_id: str) -> tuple[MeetingPage, ArisingRow]:
    page = of(request, meeting_id, "meeting-read")
    row = next((each for each in page.arising if each.id == arising_id), None)
    if row is None:
        raise NotFound("There is no such action here.", do="Open the meeting again to see what arose.")
    return page, row


def _decision(request: HttpRequest, decision_id: str) -> tuple[MeetingPage, DecisionRow]:
    access.check(request.viewer, "meeting-chair")
    row = governance.decision(decision_id, viewer=request.viewer)
    return of(request, row.meeting_id, "meeting-chair"), row


def _actions(request: HttpRequest) -> list[tuple[str, str]]:
    plan = queries.current_plan(viewer=request.viewer)
    if plan is None:
        return []
    tree = queries.plan_tree(plan.id, viewer=request.viewer)
    return [(row.id, f"{row.ref} {Truncator(row.text).words(12)}") for row in tree.actions if not row.is_superseded]
