"""Running a round: opened, asked of more or others, reminded of, locked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import delivery_cycles
from oneplan.answers import delivery as answers
from oneplan.core.improvement.cycles import Standing, days_of
from oneplan.feeds import chasing
from oneplan.records.delivery import queries
from oneplan.records.improvement import queries as plan_queries
from oneplan.rulebook.cycle_files import cycle_calendar, cycle_rules
from oneplan.web.delivery import asking
from oneplan.web.delivery.asking import Question, ask
from oneplan.web.delivery.presenting import cycle_title
from oneplan.web.delivery.views import crumb
from oneplan.web.plan.views import current
from oneplan.web.ui.words import count_of, listed, short_day


def open_one(request: HttpRequest) -> HttpResponse:
    """When does the round open, and what does it ask about?"""
    found, today = current(request.viewer), timezone.localdate()
    tree = plan_queries.plan_tree(found.id, viewer=request.viewer)
    live = [each for each in tree.actions if each.rating.is_live and not each.is_superseded]
    held = {each.section_slug for each in live}
    sections = [(each.slug, f"{each.number} {each.title}".strip()) for each in tree.sections if each.slug in held]
    days = days_of(cycle_calendar().on_or_after(today), cycle_rules(), cycle_calendar())

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        chosen = None
        if given["which"] == asking.SECTIONS:
            chosen = [each.id for each in live if each.section_slug in given["sections"]]
        if given["which"] == asking.DUE:
            until = days_of(given["opens_on"], cycle_rules(), cycle_calendar()).next_opens_on
            chosen = [each.id for each in live if each.due.due_on and each.due.due_on < until]
        delivery_cycles.open_cycle(plan_id=found.id, opens_on=given["opens_on"], actions=chosen, **common)
        return "The round is open. Remind people, or send links and spreadsheets to those without an account."

    lead = (
        f"Opened today, replies are due by {short_day(days.reply_by)}, cleared by {short_day(days.clear_by)} "
        f"and locked on {short_day(days.lock_on)}. The next round would open on {short_day(days.next_opens_on)}."
    )
    question = Question("Open a round of updates", "Open the round", crumb(), lead)
    return ask(
        request,
        question,
        lambda *args: asking.OpenForm(*args, sections=sections, initial={"opens_on": today, "which": asking.LIVE}),
        save,
    )


def ask_more(request: HttpRequest, cycle_id: str) -> HttpResponse:
    """Which other actions does the round ask about?"""
    row = queries.cycle(cycle_id, viewer=request.viewer)
    there = {each.action_id for each in queries.lines(cycle_id, viewer=request.viewer)}
    tree = plan_queries.plan_tree(row.plan_id, viewer=request.viewer)
    other = [
        (each.id, f"{each.ref}: {each.text}")
        for each in tree.actions
        if each.id not in there and not each.is_superseded
    ]

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        count = delivery_cycles.ask_about(cycle_id=cycle_id, actions=given["actions"], **common)
        return f"{count_of(count, 'more action')} asked about.".capitalize()

    question = Question("Ask about more actions", "Ask about these", _back(row), crumbs=(crumb(),))
    return ask(request, question, lambda *args: asking.ActionsForm(*args, actions=other), save)


def chase(request: HttpRequest, cycle_id: str) -> HttpResponse:
    """Remind everybody who owes an update?"""
    row = queries.cycle(cycle_id, viewer=request.viewer)
    owing = [each for each in queries.progress(cycle_id, viewer=request.viewer) if each.waiting]
    rows = [(each.role or "Nobody is named", f"{count_of(each.waiting, 'update')}, {_way(each)}") for each in owing]

    def save(_given: dict[str, Any], common: dict[str, Any]) -> str:
        site = request.build_absolute_uri("/").rstrip("/")
        done = chasing.chase(cycle_id, by=common["by"], on=common["on"], site=site, route=common["route"])
        if done.refused:
            messages.error(request, f"The mail server did not take the letters to {listed(list(done.refused))}.")
        if done.nobody:
            messages.error(
                request, f"Nobody can be written to for {listed(list(done.nobody))}. Send a link or a sheet."
            )
        had = (
            f" {count_of(len(done.had_one), 'person', 'people').capitalize()} had one today already."
            if done.had_one
            else ""
        )
        return f"{count_of(len(done.sent), 'reminder').capitalize()} sent.{had}"

    lead = "Each address is written to once a day at most, and what was sent is kept."
    question = Question("Remind those who owe an update", "Send the reminders", _back(row), lead, crumbs=(crumb(),))
    return ask(request, question, asking.SureForm, save, more={"now": rows})


def lock(request: HttpRequest, cycle_id: str) -> HttpResponse:
    """Lock the round?"""
    page = answers.cycle_page(cycle_id, viewer=request.viewer)
    rows = [
        ("Cleared", count_of(page.counts[Standing.CLEARED], "update")),
        ("Replies not cleared", count_of(page.to_clear, "reply", "replies")),
        ("Never answered", count_of(page.counts[Standing.WAITING], "update")),
    ]

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        delivery_cycles.lock_cycle(cycle_id=cycle_id, why_uncleared=given["why_uncleared"], **common)
        return "The round is locked. The plan is kept as it stands now, with every figure that it is linked to."

    lead = (
        "The plan is kept as it stands now: ratings, dates, owners, cleared words and figures. A lock cannot be undone."
    )
    question = Question("Lock the round", "Lock it", _back(page.cycle), lead, crumbs=(crumb(),))
    make = asking.LockForm if page.to_clear else asking.SureForm
    if not page.to_clear:
        return ask(request, question, make, lambda _, common: save({"why_uncleared": ""}, common), more={"now": rows})
    return ask(request, question, make, save, more={"now": rows})


def withdraw(request: HttpRequest, line_id: str) -> HttpResponse:
    """Why is this no longer asked for?"""
    line = queries.line(line_id, viewer=request.viewer)
    back = (line.ref, reverse("delivery-line", args=[line_id]))

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        delivery_cycles.withdraw_line(line_id=line_id, reason=given["reason"], **common)
        return f"An update on {line.ref} is no longer asked for."

    question = Question("Stop asking about this action", "Stop asking", back, line.text, line.ref, (crumb(),))
    return ask(request, question, asking.ReasonForm, save)


def ask_another(request: HttpRequest, line_id: str) -> HttpResponse:
    """Which role is asked instead?"""
    line = queries.line(line_id, viewer=request.viewer)
    back = (line.ref, reverse("delivery-line", args=[line_id]))
    plan_id = queries.cycle(line.cycle_id, viewer=request.viewer).plan_id
    roles = [each.role for each in plan_queries.owners(plan_id, viewer=request.viewer)]

    def save(given: dict[str, Any], common: dict[str, Any]) -> str:
        delivery_cycles.ask_instead(line_id=line_id, role=given["role"], reason=given["reason"], **common)
        return f"{given['role']} is asked about {line.ref} now."

    lead = "Who owns the action does not change; only who answers in this round."
    question = Question("Ask another role", "Ask this role", back, lead, line.ref, (crumb(),))

    def make(*args: Any) -> asking.RoleForm:
        form = asking.RoleForm(*args, roles=roles)
        del form.fields["person"]
        return form

    return ask(request, question, make, save)


def _way(each: queries.RoleProgress) -> str:
    if each.people:
        return f"to {listed(list(each.people))}"
    return f"to {count_of(each.links, 'link')}" if each.links else "nobody can be written to"


def _back(row: queries.CycleRow) -> tuple[str, str]:
    return cycle_title(row), reverse("delivery-cycle", args=[row.id])
