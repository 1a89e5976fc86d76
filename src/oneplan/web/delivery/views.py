"""Where the updates stand: the round that is open, those that are over, and what changed since the last lock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from oneplan.answers import access
from oneplan.answers import delivery as answers
from oneplan.core.access import NotFound
from oneplan.core.improvement.cycles import Standing
from oneplan.records.delivery import queries
from oneplan.records.delivery.queries import CycleRow
from oneplan.records.improvement import queries as plan_queries
from oneplan.web.children.parts import NOT_KNOWN, Cell, Part, number, table
from oneplan.web.delivery import presenting as shown
from oneplan.web.plan.views import current
from oneplan.web.ui.words import count_of, long_day, short_day

FACETS = {
    "rating": "Rating",
    "due": "Date",
    "owners": "Owners",
    "section": "Section",
    "text": "Words of the action",
    "words": "What was cleared",
    "new": "New in the plan",
    "gone": "No longer in the plan",
}


def crumb() -> tuple[str, str]:
    """The way back to this room."""
    return "Updates and delivery", reverse("delivery")


def delivery(request: HttpRequest) -> HttpResponse:
    """The round that is open, what it needs next, and the rooms beside it."""
    found, today, viewer = current(request.viewer), timezone.localdate(), request.viewer
    every = queries.cycles(found.id, viewer=viewer)
    page = answers.cycle_page(every[0].id, viewer=viewer) if every else None
    is_open = page is not None and not page.cycle.is_locked
    may_run = access.may(viewer, "cycle-run")
    mine = queries.my_lines(every[0].id, viewer=viewer) if is_open and access.may(viewer, "update-reply") else ()
    owed = sum(1 for each in mine if each.standing is Standing.WAITING)
    values = {
        "title": _title(page),
        "lead": shown.cycle_lead(page.cycle, page.counts[Standing.WAITING], page.to_clear, today)
        if page
        else "Every two months each owner is asked what was done and what difference it shows.",
        "page": page,
        "is_open": is_open,
        "may_run": may_run,
        "next": _next(page) if page and may_run else None,
        "mine": mine,
        "owed": owed,
        "parts": (*(_roles(request, page, today) if page and is_open else ()), _past(every, is_open=is_open)),
        "on_time": answers.on_time(found.id, viewer=viewer),
        "today": today,
    }
    return render(request, "delivery/delivery.html", values)


def _roles(request: HttpRequest, page: answers.CyclePage, today: date) -> tuple[Part, ...]:
    """The roles that somebody must still do something about, then how many are done."""
    left = [each for each in page.progress if each.waiting or each.replied]
    done = len(page.progress) - len(left)
    says = f"Every update of {count_of(done, 'other role')} is in and cleared." if done else ""
    part = shown.roles_part(left, today, links=_links(request, page.cycle), slugs=_slugs(request, page.cycle))
    return (replace(part, title="Roles that are not done yet", says=says),)


def _links(request: HttpRequest, row: CycleRow) -> str:
    return reverse("delivery-links", args=[row.id]) if access.may(request.viewer, "cycle-run") else ""


def _slugs(request: HttpRequest, row: CycleRow) -> dict[str, str]:
    return {each.role: each.slug for each in plan_queries.owners(row.plan_id, viewer=request.viewer)}


def cycle(request: HttpRequest, cycle_id: str) -> HttpResponse:
    """One round, line by line."""
    today = timezone.localdate()
    page = answers.cycle_page(cycle_id, viewer=request.viewer)
    may_run = access.may(request.viewer, "cycle-run") and not page.cycle.is_locked
    values = {
        "title": shown.cycle_title(page.cycle),
        "lead": shown.cycle_lead(page.cycle, page.counts[Standing.WAITING], page.to_clear, today),
        "page": page,
        "may_run": may_run,
        "parts": (
            *shown.lines_parts(page.lines, opens=True),
            shown.roles_part(page.progress, today, links=_links(request, page.cycle) if may_run else ""),
            _reminded(request, page.cycle),
        ),
        "crumbs": [crumb()],
        "today": today,
    }
    return render(request, "delivery/cycle.html", values)


def changes(request: HttpRequest) -> HttpResponse:
    """What is different since the last lock."""
    found = current(request.viewer)
    lock = answers.latest_lock(found.id)
    changed = answers.changes_since_lock(found.id, request.viewer)
    if request.GET.get("round") == "last":
        changed = answers.changes_between_locks(found.id, viewer=request.viewer)
    rows = [
        (
            Cell(each.ref, address=reverse("action", args=[each.action_id]) if each.facet != "gone" else ""),
            Cell(FACETS[each.facet]),
            Cell(Truncator(each.before).words(40) or NOT_KNOWN),
            Cell(Truncator(each.after).words(60) or NOT_KNOWN),
            Cell(short_day(each.on) if each.on else NOT_KNOWN),
        )
        for each in changed
    ]
    title = f"{count_of(len(rows), 'change').capitalize()} since the last lock" if lock else "Nothing is locked yet"
    is_last = request.GET.get("round") == "last"
    if is_last:
        title = f"What the last round changed: {count_of(len(rows), 'change')}"
    empty = (
        "The plan stands as it was locked."
        if lock
        else "At the end of a round the plan is locked as it is. From then on this page says what is different."
    )
    headings = ("Action", "What", "Before", "Now", "On")
    values = {
        "title": title,
        "lead": f"Round {lock.number} was locked on {long_day(lock.on)}." if lock else "",
        "parts": (table("changes", "What is different", headings, rows, empty=empty),),
        "crumbs": [crumb()],
        "is_last": is_last,
        "lock": lock,
    }
    return render(request, "delivery/changes.html", values)


def locked(request: HttpRequest, cycle_id: str) -> HttpResponse:
    """What a lock keeps of a round."""
    row = queries.cycle(cycle_id, viewer=request.viewer)
    lock = next((each for each in queries.locks(row.plan_id, viewer=request.viewer) if each.cycle_id == cycle_id), None)
    if lock is None:
        raise NotFound("This round is not locked yet.", do="Open the round itself.")
    rows = [
        (
            Cell(str(each["ref"]), more=Truncator(str(each["text"])).words(12)),
            Cell(_raw(each["rating"])),
            Cell(str(each["activity"]) or NOT_KNOWN, more=str(each["impact"])),
            Cell(str(each["public"]) or NOT_KNOWN),
        )
        for each in lock.actions
    ]
    held = count_of(lock.action_count, "action").capitalize()
    values = {
        "title": f"{shown.cycle_title(row)}, as it was locked",
        "lead": f"{held} as they stood on {long_day(lock.on)}, locked by {lock.by_name}.",
        "lock": lock,
        "parts": (table("actions", "Actions", ("Action", "Rating", "What was cleared", "Words for the public"), rows),),
        "crumbs": [crumb(), (shown.cycle_title(row), reverse("delivery-cycle", args=[cycle_id]))],
    }
    return render(request, "delivery/locked.html", values)


def _raw(rating: object) -> str:
    assert isinstance(rating, dict)
    return str(rating["raw"] or rating["rating"]).replace("_", " ")


def _title(page: answers.CyclePage | None) -> str:
    if page is None:
        return "No updates have been asked for yet"
    if page.cycle.is_locked:
        return f"Round {page.cycle.number} of updates is locked"
    answered = page.asked - page.counts[Standing.WAITING]
    return f"{answered} of {count_of(page.asked, 'update')} {'is' if answered == 1 else 'are'} in"


def _next(page: answers.CyclePage) -> tuple[str, str] | None:
    row = page.cycle
    if row.is_locked:
        return None
    if page.to_clear:
        words = f"Clear {count_of(page.to_clear, 'reply', 'replies')}"
        return words, reverse("delivery-cycle", args=[row.id]) + "#clear"
    if page.counts[Standing.WAITING]:
        return "Remind those who owe an update", reverse("delivery-chase", args=[row.id])
    return "Lock the round", reverse("delivery-lock", args=[row.id])


def _past(every: tuple[CycleRow, ...], *, is_open: bool) -> Part:
    rows = [
        (
            Cell(shown.cycle_title(each), address=reverse("delivery-cycle", args=[each.id])),
            Cell(short_day(each.days.opens_on)),
            Cell(short_day(each.days.reply_by)),
            Cell(short_day(each.locked_on) if each.locked_on else "Open"),
        )
        for each in every
        if each.is_locked or not is_open
    ]
    return table(
        "past", "Rounds that are over", ("Round", "Opened", "Replies were due", "Locked"), rows, empty="None yet."
    )


def _reminded(request: HttpRequest, row: CycleRow) -> Part:
    rows = [
        (
            Cell(each.role),
            Cell(each.sent_to),
            Cell(short_day(each.on)),
            number(each.owed),
            Cell(
                "Sent" if each.is_taken else "The mail server did not take it",
                more="" if not each.is_automatic else "By itself",
            ),
        )
        for each in queries.reminders(row.id, viewer=request.viewer)
    ]
    headings = ("Role", "To", "On", "Updates owed", "What became of it")
    return table("reminders", "Reminders", headings, rows, empty="Nobody has been reminded yet.")
