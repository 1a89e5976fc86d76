"""The meetings that are mine and the forward plan of everybody's, one meeting, and what everybody may read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from oneplan.actions.calendar_feeds import make_feed
from oneplan.answers import access, governance
from oneplan.rulebook import governance as rules
from oneplan.web.governance.bodies import body_crumb, governance_crumb, partnership_crumb
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.governance_rows import ItemRow, MeetingPage, PaperRow

REPLIES = {"coming": "Coming", "apology": "Apologies", "deputy": "Deputy comes", "": "Not answered yet"}
PRESENCE = {"present": "There", "deputy": "Deputy there", "apology": "Apologies", "absent": "Not there", "": ""}
SHOWN_ONCE = "calendar-address-shown-once"
OUTCOMES = {"discussed": "Dealt with", "noted": "Noted", "carried": "Carried to the next meeting"}


def meetings(request: HttpRequest) -> HttpResponse:
    """My meetings first, then the forward plan of every body."""
    today = timezone.localdate()
    mine = governance.my_meetings(viewer=request.viewer, on=today)
    everybody = governance.all_meetings(viewer=request.viewer, on=today)
    values = {
        "title": "Meetings",
        "lead": _lead(mine, today),
        "mine": [(row, REPLIES[row.my_reply]) for row in mine],
        "everybody": everybody,
        "unrecorded": governance.unrecorded(viewer=request.viewer, on=today),
        "today": today,
        "has_feed": governance.has_feed(viewer=request.viewer),
        "feed_address": request.session.pop(SHOWN_ONCE, ""),
        "request_key": str(uuid4()),
        "crumbs": [partnership_crumb(), governance_crumb()],
    }
    return render(request, "governance/meetings.html", values)


def meeting(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """One meeting: before, on the day and after."""
    today = timezone.localdate()
    page = governance.meeting(meeting_id, viewer=request.viewer, on=today)
    values = {
        "title": f"{page.meeting.body}, {words.short_day(page.meeting.meets_on)}",
        "page": page,
        "today": today,
        "lead": meeting_lead(page, today),
        "places": [(each, REPLIES[each.reply], PRESENCE[each.presence]) for each in page.places],
        "items": [(each, OUTCOMES.get(each.outcome, ""), _papers(each)) for each in page.items],
        "request_key": str(uuid4()),
        "may_plan": access.may(request.viewer, "plan-edit"),
        "is_over": page.meeting.state == "held",
        "is_planned": page.meeting.state == "planned",
        "may_record": page.may.write and page.meeting.state == "planned" and page.meeting.meets_on <= today,
        "crumbs": [partnership_crumb(), governance_crumb(), body_crumb(page.meeting.body, page.meeting.body_id)],
    }
    return render(request, "governance/meeting.html", values)


def paper_file(request: HttpRequest, paper_id: str) -> FileResponse:
    """The file of a paper, always as a download."""
    name, content = governance.open_paper(paper_id, viewer=request.viewer, route="governance-paper-file")
    request.is_on_record = True
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def feed_new(request: HttpRequest) -> HttpResponse:
    """A new calendar address, shown once."""
    key = request.POST.get("request_key", "")[:64]
    secret = make_feed(by=request.user, on=timezone.localdate(), request_key=key, route="governance-feed-new")
    if secret:
        request.session[SHOWN_ONCE] = request.build_absolute_uri(reverse("governance-feed", args=[secret]))
    return redirect(f"{reverse('governance-meetings')}#calendar")


def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings of whoever holds this address, for a calendar program."""
    address = request.build_absolute_uri(reverse("governance-meeting", args=["MEETING"])).replace("MEETING", "{}")
    content = governance.feed(secret, on=timezone.localdate(), address=address)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def notes(request: HttpRequest) -> HttpResponse:
    """What everybody may read of meetings."""
    found = governance.public_notes()
    values: dict[str, Any] = {"title": "What our meetings decided", "notes": found}
    return render(request, "governance/notes.html", values)


def meeting_lead(page: MeetingPage, today: Any) -> str:
    """Where a meeting stands, in one sentence."""
    state, day = page.meeting.state, page.meeting.meets_on
    if state == "cancelled":
        return f"It does not take place. {page.why_cancelled}".strip()
    if state == "held":
        if page.meeting.is_quorate:
            return "It was held with a quorum."
        return "It was held without a quorum, so what it talked about is noted and nothing was decided."
    if day < today:
        return "Its day has passed, and nobody has said yet who was there."
    return f"It meets {words.distance(day, today)}."


def _papers(item: ItemRow) -> list[tuple[PaperRow, list[tuple[str, str]]]]:
    """The papers of an item, each with its parts in the order of the template."""
    template = [(each.id, each.title) for each in rules.paper_fields()]
    return [(row, [(title, row.fields.get(name, "")) for name, title in template]) for row in item.papers]


def _lead(mine: tuple[Any, ...], today: Any) -> str:
    if not mine:
        return "You have no seat on a body that has a meeting planned."
    first = mine[0]
    return f"Your next is {first.body}, {words.distance(first.meets_on, today)}."
