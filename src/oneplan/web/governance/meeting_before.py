"""Making a meeting ready: when it is, what stands on its agenda, who comes and what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneplan.actions import meeting_agendas, meetings
from oneplan.answers import access, governance
from oneplan.core.access import NotFound
from oneplan.core.governance.agenda import ItemKind
from oneplan.feeds import evidence as evidence_files
from oneplan.web.governance import forms
from oneplan.web.governance.asking import Asked, ask, common
from oneplan.web.governance.bodies import body_crumb, governance_crumb, partnership_crumb
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.governance_rows import ItemRow, MeetingPage


def new(request: HttpRequest, body_id: str) -> HttpResponse:
    """A new meeting of a body."""
    access.check(request.viewer, "meeting-write")
    page = governance.body(body_id, viewer=request.viewer, on=timezone.localdate())
    asked = Asked(
        "Plan a meeting",
        "Plan the meeting",
        body_crumb(page.body.name, body_id),
        (partnership_crumb(), governance_crumb()),
        "The meeting is planned, and its members are told.",
        lead=f"{page.body.name}. Members with an account are invited; what recurs or waits is on its agenda by itself.",
    )

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        kept = {name: answers[name] for name in ("meets_on", "starts_at", "place")}
        return meetings.plan_meeting(body_id=body_id, **kept, **more)

    return ask(request, asked, forms.WhenForm, save)


def move(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """Another day for a meeting."""
    page = of(request, meeting_id, "meeting-write")
    out = [f"Papers went out on {words.short_day(page.papers_sent_on)}."] if page.papers_sent_on else []
    out += [f"{words.count_of(page.told, 'person was', 'people were').capitalize()} invited."] if page.told else []
    asked = _asked(page, "Move this meeting", "Move it and tell everybody", "It has moved, and people are told.")
    now = [("It meets", words.long_day(page.meeting.meets_on)), ("What has gone out", " ".join(out) or "Nothing yet.")]
    initial = {"starts_at": f"{page.meeting.starts_at:%H:%M}", "place": page.meeting.place}

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        kept = {name: answers[name] for name in ("meets_on", "starts_at", "place", "reason")}
        return meetings.move_meeting(meeting_id=meeting_id, **kept, **more)

    return ask(request, asked, lambda *a: forms.MoveForm(*a, initial=initial), save, now=now)


def cancel(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """A meeting that does not take place."""
    page = of(request, meeting_id, "meeting-write")
    asked = _asked(page, "Cancel this meeting", "Cancel it and tell everybody", "The meeting is cancelled.")
    return ask(
        request,
        asked,
        forms.ReasonForm,
        lambda answers, more: meetings.cancel_meeting(meeting_id=meeting_id, reason=answers["reason"], **more),
    )


def reply(request: HttpRequest, meeting_id: str, seat_id: str) -> HttpResponse:
    """Will you be there?"""
    page = of(request, meeting_id, "meeting-take-part")
    place = next((each for each in page.places if each.seat.id == seat_id and each.may_answer), None)
    if place is None:
        raise NotFound("There is no such seat for you to answer for.", do="Open the meeting again.")
    asked = _asked(page, "Will you be there?", "Send the answer", "Your answer is noted.", lead=place.seat.role)
    initial = {"says": place.reply, "deputy_name": place.deputy_name or place.seat.deputy}

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        said = {"says": answers["says"], "deputy_name": answers["deputy_name"]}
        return meetings.reply(meeting_id=meeting_id, seat_id=seat_id, **said, **more)

    return ask(request, asked, lambda *a: forms.ReplyForm(*a, initial=initial), save)


def item_new(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """One more line on the agenda."""
    page = of(request, meeting_id, "meeting-write")
    asked = _asked(page, "Add an item to the agenda", "Add the item", "The item is on the agenda.")

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        kept = {name: answers[name] for name in ("title", "says", "lead_role", "needs_paper")}
        kind = ItemKind(answers["kind"])
        return meeting_agendas.add_item(meeting_id=meeting_id, kind=kind, **kept, **more)

    return ask(request, asked, forms.ItemForm, save)


def item_remove(request: HttpRequest, meeting_id: str, key: str) -> HttpResponse:
    """A line off the agenda, with the reason."""
    page = of(request, meeting_id, "meeting-write")
    item = _item(page, key)
    asked = _asked(page, "Take this item off the agenda", "Take it off", "The item is off the agenda.", lead=item.title)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        return meeting_agendas.remove_item(meeting_id=meeting_id, key=key, reason=answers["reason"], **more)

    return ask(request, asked, forms.ReasonForm, save)


def interest(request: HttpRequest, meeting_id: str, key: str) -> HttpResponse:
    """An interest in one item."""
    page = of(request, meeting_id, "meeting-take-part")
    item = _item(page, key)
    seats = [(each.seat.id, each.seat.role) for each in page.places if each.may_answer]
    asked = _asked(page, "Declare an interest", "Declare it", "The interest is declared.", lead=item.title)

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        said = {"seat_id": answers["seat"], "says": answers["says"], "is_personal": answers["is_personal"]}
        return meetings.declare_interest(meeting_id=meeting_id, key=key, **said, **more)

    return ask(request, asked, lambda *a: forms.InterestForm(*a, seats=seats), save)


def paper(request: HttpRequest, meeting_id: str, key: str) -> HttpResponse:
    """A paper on the agreed template."""
    page = of(request, meeting_id, "meeting-take-part")
    item = _item(page, key)
    lead = f"For {item.title}. Due by {words.long_day(page.papers_due_on)}."
    asked = _asked(page, "Hand in a paper", "Hand it in", "The paper is in.", lead=lead)
    held: dict[str, forms.PaperForm] = {}

    def make(*args: Any) -> forms.PaperForm:
        held["form"] = forms.PaperForm(*args, initial={"title": item.title})
        return held["form"]

    def save(answers: dict[str, Any], more: dict[str, Any]) -> object:
        upload = answers["document"]
        document = evidence_files.receive(upload, by=more["by"]) if upload else None
        written = {"title": answers["title"], "fields": held["form"].answers}
        return meeting_agendas.hand_in_paper(meeting_id=meeting_id, key=key, **written, document=document, **more)

    return ask(request, asked, make, save)


@require_POST
def send_papers(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """Members are told that agenda and papers are ready."""
    key = request.POST.get("request_key", "")[:64]
    count = meeting_agendas.send_papers(meeting_id=meeting_id, **common(request, key))
    said = words.count_of(count, "paper went", "papers went")
    messages.success(request, f"Members are told that the agenda is ready; {said} out with it.")
    return redirect(reverse("governance-meeting", args=[meeting_id]))


def of(request: HttpRequest, meeting_id: str, permission: str) -> MeetingPage:
    """The meeting, for somebody who reads its body and has this right."""
    access.check(request.viewer, permission)
    page = governance.meeting(meeting_id, viewer=request.viewer, on=timezone.localdate())
    if not page.may.read:
        raise NotFound("There is nothing of this meeting for you to change.", do="Ask a member to do it for you.")
    return page


def back_to(page: MeetingPage) -> tuple[tuple[str, str], tuple[tuple[str, str], ...]]:
    """The way back to a meeting, and the crumbs before it."""
    name = f"{page.meeting.body}, {words.short_day(page.meeting.meets_on)}"
    return (name, reverse("governance-meeting", args=[page.meeting.id])), (partnership_crumb(), governance_crumb())


def _asked(page: MeetingPage, question: str, verb: str, done: str, *, lead: str = "") -> Asked:
    back, crumbs = back_to(page)
    return Asked(question, verb, back, crumbs, done, lead=lead, caption=back[0])


def _item(page: MeetingPage, key: str) -> ItemRow:
    found = next((each for each in page.items if each.key == key), None)
    if found is None:
        raise NotFound("There is no such item on this agenda.", do="Open the meeting again to see its agenda now.")
    return found
