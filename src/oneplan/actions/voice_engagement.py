"""The days on which people are asked, their own words beside a priority, and how well the promise is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from oneplan.actions.once import Request, carry_out
from oneplan.actions.voice import WRITE, check_past, check_words, engagement_of, plan_of, traced
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Priority
from oneplan.records.voice.models import Engagement as Row
from oneplan.records.voice.models import PromiseCheck, Quote
from oneplan.rulebook.voice_file import voice_book


def plan_engagement(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    title: str,
    source: str,
    group: str,
    planned_on: date,
    papers_out_on: date | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A day is in the calendar on which people will be asked; returns its id."""
    request = Request("plan-engagement", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        voice_book().title("sources", source)
        voice_book().title("groups", group)
        check_words(title, "Say what the day is.")
        if papers_out_on and papers_out_on > planned_on:
            raise Problem("Papers cannot go out after the day they are for.", do="Check both days.")
        row = Row.objects.create(
            plan=plan_of(plan_id),
            title=title.strip(),
            source=source,
            group=group,
            planned_on=planned_on,
            papers_out_on=papers_out_on,
            by=by,
        )
        traced(request, viewer, role, "engagement", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, "title": title, "on": planned_on})


def hold_engagement(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    engagement_id: str,
    held_on: date | None,
    heard: int | None = None,
    called_off_because: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The day was held, with how many were heard, or it was called off with the reason; returns its id."""
    request = Request("hold-engagement", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        row = engagement_of(plan_of(plan_id), engagement_id)
        if held_on is None:
            check_words(called_off_because, "Say why it was called off.")
        else:
            check_past(held_on, on)
        row.held_on, row.heard = held_on, heard if held_on else None
        row.called_off_because = "" if held_on else called_off_because.strip()
        row.save(update_fields=["held_on", "heard", "called_off_because"])
        traced(request, viewer, role, "engagement", row.public_id)
        return row.public_id

    asked = {"engagement": engagement_id, "held": held_on, "heard": heard, "off": called_off_because}
    return carry_out(request, work, asked=asked)


def add_quote(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    priority: int,
    words: str,
    group: str,
    said_on: date,
    consent: str,
    consent_on: date,
    may_be_public: bool,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """Somebody's own words stand beside a priority, public only where their consent says so; returns the id."""
    request = Request("add-quote", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        plan = plan_of(plan_id)
        voice_book().title("groups", group)
        check_words(words, "Write the words.")
        check_words(consent, "Say how consent was given.")
        check_past(said_on, on)
        check_past(consent_on, on)
        if not Priority.objects.filter(plan=plan, number=priority).exists():
            raise NotFound("There is no such priority in this plan.", do="Choose a priority that the plan holds.")
        row = Quote.objects.create(
            plan=plan,
            priority=priority,
            words=words.strip(),
            group=group,
            said_on=said_on,
            consent=consent.strip(),
            consent_on=consent_on,
            may_be_public=may_be_public,
            by=by,
        )
        traced(request, viewer, role, "quote", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, "words": words, "priority": priority})


def withdraw_quote(*, quote_id: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """Consent is taken back: the words are gone, and only that there were some is kept; returns the id."""
    request = Request("withdraw-quote", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        row = Quote.objects.select_for_update().filter(public_id=quote_id, withdrawn_on__isnull=True).first()
        if row is None:
            raise NotFound("There are no such words here.", do="Start from people's own words.")
        row.words, row.withdrawn_on, row.may_be_public = "", on, False
        row.save(update_fields=["words", "withdrawn_on", "may_be_public"])
        traced(request, viewer, role, "quote", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"quote": quote_id})


def check_promise(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    group: str,
    points: Mapping[str, int],
    says: str,
    checked_on: date,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """A group has said how well statements of the promise are kept; returns how many it judged."""
    request = Request("check-promise", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, WRITE)
        book, plan = voice_book(), plan_of(plan_id)
        book.title("groups", group)
        check_past(checked_on, on)
        if not points:
            raise Problem("Judge at least one statement.", why="Nothing was chosen, so there is nothing to save.")
        allowed = {number for number, _ in book.scores}
        for statement, number in points.items():
            book.title("statements", statement)
            if number not in allowed:
                raise Problem(f"{number} is not a point of the scale.", do="Choose one of the answers.")
        PromiseCheck.objects.bulk_create(
            PromiseCheck(
                plan=plan,
                statement=statement,
                points=number,
                group=group,
                says=says.strip(),
                checked_on=checked_on,
                by=by,
                acting_role=role,
                on=on,
            )
            for statement, number in points.items()
        )
        traced(request, viewer, role, "promise", plan_id)
        return len(points)

    return carry_out(request, work, asked={"plan": plan_id, "group": group, "points": dict(points), "on": checked_on})
