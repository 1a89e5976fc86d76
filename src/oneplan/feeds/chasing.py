"""Reminders to whoever still owes an update: by account or by link, each address once a day at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from oneplan.actions.delivery_cycles import confirm_reminder, record_reminder
from oneplan.actions.reply_links import renew_link
from oneplan.adapters.mail.sending import is_sent
from oneplan.adapters.mail.updates import Letter, Owed, reminding, site_address
from oneplan.core.improvement.cycles import is_reminder_day
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.delivery import queries
from oneplan.records.delivery.queries import CycleRow, LinkRow
from oneplan.records.improvement import queries as plan_queries
from oneplan.rulebook.cycle_files import cycle_calendar, cycle_rules


@dataclass(frozen=True, slots=True)
class Chased:
    """Whom reminders went to, whom they could not reach, who had one today, and which roles have no address at all."""

    sent: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    had_one: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()


def chase(cycle_id: str, *, by: Any, on: date, site: str = "", is_automatic: bool = False, route: str = "") -> Chased:
    """Everybody who owes an update of this cycle is reminded, and it is on record to whom and when."""
    viewer = viewer_of(by, on=on)
    cycle = queries.cycle(cycle_id, viewer=viewer)
    owing = [each for each in queries.progress(cycle_id, viewer=viewer) if each.waiting and each.role]
    people = queries.roles_of(tuple(each.role for each in owing), on=on)
    links = [each for each in queries.links(cycle_id, viewer=viewer) if not each.revoked_on and each.ends_on >= on]
    found: dict[str, list[str]] = {"sent": [], "refused": [], "had_one": [], "nobody": []}
    for each in owing:
        told = _told(each.role, each.waiting, cycle, people.get(each.role, ()), links, site or site_address())
        for owed, link in told:
            found[_remind(owed, link, cycle, by=by, on=on, is_automatic=is_automatic, route=route)].append(owed.to)
        if not told:
            found["nobody"].append(each.role)
    return Chased(**{name: tuple(dict.fromkeys(addresses)) for name, addresses in found.items()})


def chase_if_due(*, by: Any, on: date) -> Chased | None:
    """On a day of reminders whoever owes an update is reminded; none on any other day, or without an open cycle."""
    viewer = viewer_of(by, on=on)
    plan = plan_queries.current_plan(viewer=viewer)
    cycle = queries.open_cycle(plan.id, viewer=viewer) if plan else None
    if cycle is None or not is_reminder_day(cycle.days.reply_by, on, cycle_rules(), cycle_calendar()):
        return None
    return chase(cycle.id, by=by, on=on, is_automatic=True)


def _told(
    role: str, waiting: int, cycle: CycleRow, people: Any, links: list[LinkRow], site: str
) -> list[tuple[Owed, LinkRow | None]]:
    """Who is written to about a role: those with an account, else those who were sent a link."""
    by_account = [
        (Owed(email, role, waiting, cycle.days.reply_by, f"{site}{reverse('delivery-mine')}", has_account=True), None)
        for _, email in people
    ]
    by_link = {
        each.sent_to: (
            Owed(each.sent_to, role, waiting, cycle.days.reply_by, site, has_account=False, ends_on=each.ends_on),
            each,
        )
        for each in links
        if each.role == role
    }
    return [*by_account, *by_link.values()]


def _remind(
    owed: Owed, link: LinkRow | None, cycle: CycleRow, *, by: Any, on: date, is_automatic: bool, route: str
) -> str:
    number = record_reminder(
        cycle_id=cycle.id,
        role=owed.role,
        sent_to=owed.to,
        owed=owed.count,
        is_automatic=is_automatic,
        by=by,
        on=on,
        route=route,
    )
    if not number:
        return "had_one"
    if not is_sent_letter(reminding(_addressed(owed, link, on), on=on)):
        return "refused"
    confirm_reminder(number)
    return "sent"


def _addressed(owed: Owed, link: LinkRow | None, on: date) -> Owed:
    """The letter's own way in: the link itself is not kept, so a reminder brings a fresh one."""
    if link is None:
        return owed
    address = f"{owed.address}{reverse('delivery-by-link', args=[renew_link(link_id=link.id, on=on)])}"
    return Owed(owed.to, owed.role, owed.count, owed.reply_by, address, has_account=False, ends_on=owed.ends_on)


def is_sent_letter(letter: Letter) -> bool:
    """Whether the mail server took the letter."""
    return is_sent(to=letter.to, subject=letter.subject, text=letter.text)
