"""The days on which people are asked: what is planned, what was heard, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.voice_engagement import hold_engagement, plan_engagement
from oneplan.answers import access
from oneplan.core.access import NotFound
from oneplan.core.calendar.working_days import wd_before
from oneplan.records.voice import queries
from oneplan.rulebook.voice_file import voice_book, voice_calendar
from oneplan.web.plan.views import current
from oneplan.web.ratings.asking import Question, ask
from oneplan.web.ui import words
from oneplan.web.voice.forms import EngagementForm, HeldForm
from oneplan.web.voice.items import crumb

if TYPE_CHECKING:
    from oneplan.records.voice.rows import EngagementRow

TITLE = "When people are asked"


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the calendar in words."""

    row: EngagementRow
    kind: str
    group: str
    state: tuple[str, str]
    papers: str
    came_of_it: str


def engagements(request: HttpRequest) -> HttpResponse:
    """The calendar: what comes, then what was."""
    found, today = current(request.viewer), timezone.localdate()
    every = [_view(row, today) for row in queries.engagements(found.id, viewer=request.viewer)]
    to_come = [view for view in every if view.row.held_on is None and not view.row.called_off_because]
    values = {
        "title": TITLE,
        "lead": f"{words.count_of(len(to_come), 'day').capitalize()} to come, {len(every) - len(to_come)} behind us.",
        "to_come": to_come,
        "behind": [view for view in reversed(every) if view not in to_come],
        "may_write": access.may(request.viewer, "voice-write"),
        "crumbs": [crumb()],
    }
    return render(request, "voice/calendar.html", values)


def new(request: HttpRequest) -> HttpResponse:
    """When will people be asked?"""
    found = current(request.viewer)

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        parts = {name: given[name] for name in ("title", "source", "group", "planned_on", "papers_out_on")}
        return plan_engagement(plan_id=found.id, **parts, **common)

    question = Question(
        question="Plan a day on which people are asked",
        verb="Put it in the calendar",
        back=reverse("engagements"),
        crumbs=(crumb(), (TITLE, reverse("engagements"))),
        done="The day is in the calendar.",
    )
    return ask(request, question, EngagementForm, save)


def held(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Was it held?"""
    found = current(request.viewer)
    rows = queries.engagements(found.id, viewer=request.viewer)
    row = next((each for each in rows if each.id == engagement_id), None)
    if row is None:
        raise NotFound("There is no such day in the calendar.", do="Start from the calendar.")

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        was_held = given["was_held"] == "yes"
        return hold_engagement(
            plan_id=found.id,
            engagement_id=engagement_id,
            held_on=given["held_on"] if was_held else None,
            heard=given["heard"],
            called_off_because=given["called_off_because"],
            **common,
        )

    question = Question(
        question="Say whether it was held",
        verb="Save it",
        back=reverse("engagements"),
        crumbs=(crumb(), (TITLE, reverse("engagements"))),
        lead=row.title,
        done="It is saved.",
    )
    return ask(request, question, lambda *args: HeldForm(*args, initial={"held_on": row.planned_on}), save)


def _view(row: EngagementRow, today: date) -> DayView:
    book = voice_book()
    return DayView(
        row=row,
        kind=book.title("sources", row.source),
        group=book.title("groups", row.group),
        state=_state(row, today),
        papers=_papers(row),
        came_of_it=_came_of_it(row),
    )


def _state(row: EngagementRow, today: date) -> tuple[str, str]:
    if row.called_off_because:
        return "disapplied", "Called off"
    if row.held_on:
        return "met", "Held"
    return ("late", "Nobody has said whether it was held") if row.planned_on < today else ("track", "Planned")


def _papers(row: EngagementRow) -> str:
    """Whether papers that everybody can read are out early enough."""
    latest = wd_before(voice_calendar(), row.planned_on, voice_book().days.papers)
    if row.papers_out_on is None:
        return f"Papers should go out by {words.short_day(latest)}."
    out = f"Papers go out on {words.short_day(row.papers_out_on)}"
    return f"{out}." if row.papers_out_on <= latest else f"{out}, later than {words.short_day(latest)}."


def _came_of_it(row: EngagementRow) -> str:
    if not row.items:
        return "Nothing said is recorded yet." if row.held_on else ""
    decided = sum(1 for item in row.items if item.decided)
    told = sum(1 for item in row.items if item.told)
    return f"{words.count_of(len(row.items), 'thing').capitalize()} said, {decided} decided, {told} told back."
