"""Links for people without an account: made, shown this once, listed with their uses, taken back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import reply_links
from oneplan.adapters.mail.updates import Owed
from oneplan.adapters.mail.updates import asking as asking_letter
from oneplan.answers import access
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.feeds.chasing import is_sent_letter
from oneplan.records.delivery import queries
from oneplan.web.children.parts import NOT_KNOWN, Cell, Part, number, table
from oneplan.web.delivery import asking
from oneplan.web.delivery.asking import Question, ask, common_of
from oneplan.web.delivery.presenting import cycle_title
from oneplan.web.delivery.views import crumb
from oneplan.web.ui.words import short_day

# In the demonstration no letter leaves, so the next page shows the link, once.
SHOWN_ONCE = "reply-link-shown-once"


def links(request: HttpRequest, cycle_id: str) -> HttpResponse:
    """The links of a round, and the form that makes another."""
    row, today = queries.cycle(cycle_id, viewer=request.viewer), timezone.localdate()
    owing = {each.role: each.waiting for each in queries.progress(cycle_id, viewer=request.viewer) if each.role}
    may_run = access.may(request.viewer, "cycle-run") and not row.is_locked
    initial = {"role": request.GET.get("role", "")}
    form = asking.LinkForm(request.POST or None, roles=list(owing), initial=initial) if may_run else None
    problem: Problem | None = None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _made(request, row, form, owing)
            return redirect("delivery-links", cycle_id)
        except (NotAllowed, NotFound):
            raise
        except Problem as refusal:
            problem = refusal
    values = {
        "title": "Links for people without an account",
        "lead": "Each opens only what one role is asked in this round, until its day. Every use of it is kept.",
        "caption": cycle_title(row),
        "form": form,
        "problem": problem,
        "shown_once": request.session.pop(SHOWN_ONCE, None),
        "parts": (_listed(request, row, today),),
        "rows": queries.links(cycle_id, viewer=request.viewer),
        "may_run": may_run,
        "today": today,
        "crumbs": [crumb(), (cycle_title(row), reverse("delivery-cycle", args=[cycle_id]))],
    }
    return render(request, "delivery/links.html", values, status=400 if problem or (form and form.errors) else 200)


def revoke(request: HttpRequest, link_id: str) -> HttpResponse:
    """Take the link back?"""
    cycle_id = queries.cycle_of_link(link_id, viewer=request.viewer)
    back = ("Links", reverse("delivery-links", args=[cycle_id]))

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        reply_links.revoke_link(link_id=link_id, reason=given["reason"], **common)
        return "The link opens nothing any more."

    lead = "Every link of the same role and address in this round stops at once. What was saved through them is kept."
    return ask(
        request, Question("Take the link back", "Take it back", back, lead, crumbs=(crumb(),)), asking.ReasonForm, save
    )


def _made(request: HttpRequest, row: queries.CycleRow, form: asking.LinkForm, owing: dict[str, int]) -> None:
    given = form.cleaned_data
    link_id, token = reply_links.make_link(
        cycle_id=row.id, role=given["role"], sent_to=given["sent_to"], **common_of(request, form)
    )
    if not token:
        return
    address = request.build_absolute_uri(reverse("delivery-by-link", args=[token]))
    made = next(each for each in queries.links(row.id, viewer=request.viewer) if each.id == link_id)
    owed = Owed(
        given["sent_to"],
        given["role"],
        owing[given["role"]],
        row.days.reply_by,
        address,
        has_account=False,
        ends_on=made.ends_on,
    )
    if not is_sent_letter(asking_letter(owed)):
        messages.error(
            request, f"The link is made, but the email to {given['sent_to']} could not be sent. Make another."
        )
    elif settings.ENVIRONMENT.is_evaluation:
        request.session[SHOWN_ONCE] = {"address": address, "to": given["sent_to"], "role": given["role"]}
    else:
        messages.success(request, f"The link went to {given['sent_to']}.")


def _listed(request: HttpRequest, row: queries.CycleRow, today: Any) -> Part:
    rows = [
        (
            Cell(each.sent_to, more=each.role),
            Cell(short_day(each.made_on)),
            _stands(each, today),
            number(each.opened),
            number(each.saved),
            number(each.refused),
            Cell("Take it back", address=reverse("delivery-link-revoke", args=[each.id]))
            if not each.revoked_on and not row.is_locked
            else Cell(NOT_KNOWN),
        )
        for each in queries.links(row.id, viewer=request.viewer)
    ]
    headings = ("Sent to", "Made", "Where it is", "Opened", "Saved", "Refused", "If it went wrong")
    return table("links", "Links of this round", headings, rows, empty="None has been made yet.")


def _stands(each: queries.LinkRow, today: Any) -> Cell:
    if each.revoked_on:
        return Cell("Taken back", state="withdrawn", more=each.why_revoked)
    if each.ends_on < today:
        return Cell("Ended", state="finished", more=short_day(each.ends_on))
    return Cell(f"Works until {short_day(each.ends_on)}", state="running")
