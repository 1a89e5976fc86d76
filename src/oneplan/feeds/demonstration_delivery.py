"""What the invented partnership did about updates: two rounds that are locked, one under way, and two groups."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from oneplan.actions import task_groups
from oneplan.actions.task_groups import Highlights
from oneplan.answers.delivery_groups import begun_report
from oneplan.core.calendar import months_after, wd_before
from oneplan.feeds.invented_cycles import Cast, live_through
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.delivery import group_queries, queries
from oneplan.records.improvement import queries as plan_queries
from oneplan.rulebook.cycle_files import cycle_calendar, cycle_rules
from oneplan.synthetic.cycles import invented_words
from oneplan.synthetic.demonstration import deeds

LEAD, CHAIR = "lead@merrowdale.example", "chair@merrowdale.example"
_ROUNDS_BEFORE = 2
_EVERY = 7
_UNDER_WAY = 8  # working days since the present round opened: before its reply-by day, so that something is still owed


def before_the_first_round(on: date) -> date:
    """The day by which the plan must be there."""
    return wd_before(cycle_calendar(), _rounds(on)[0], 3)


def past_rounds(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """The rounds that are over by this day, before anything that people did since."""
    cast = _cast(accounts, on)
    for place, day in enumerate(_rounds(on)[:-1]):
        live_through(plan_id, cast=cast, opens_on=day, seed=f"merrowdale {place}")
        if place == 0:
            _form_groups(plan_id, accounts, day)


def bring_in(*, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    """The round under way and the groups' reports are there; a second time changes nothing."""
    viewer = viewer_of(accounts[LEAD], on=on)
    if queries.open_cycle(plan_id, viewer=viewer):
        return
    opened = _rounds(on)[-1]
    live_through(plan_id, cast=_cast(accounts, on), opens_on=opened, seed="merrowdale now", upto=on)
    _report(plan_id, accounts, on)


def _rounds(on: date) -> list[date]:
    """The days on which rounds opened, the present one last."""
    calendar, months = cycle_calendar(), cycle_rules().months
    opened = wd_before(calendar, calendar.on_or_before(on), _UNDER_WAY)
    return [
        *(calendar.on_or_after(months_after(opened, -months * back)) for back in range(_ROUNDS_BEFORE, 0, -1)),
        opened,
    ]


def _cast(accounts: Mapping[str, Any], on: date) -> Cast:
    # What people did by hand in the last days must still find its actions as the plan brought them in.
    spared = frozenset(deed.ref for deed in deeds())
    return Cast(accounts[LEAD], accounts[CHAIR], _accounts_by_role(accounts, on), spared=spared, every=_EVERY)


def _accounts_by_role(accounts: Mapping[str, Any], on: date) -> dict[str, Any]:
    found = {}
    for account in accounts.values():
        for role in sorted(viewer_of(account, on=on).owner_roles):
            found.setdefault(role, account)
    return found


def _form_groups(plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    lead = accounts[LEAD]
    tree = plan_queries.plan_tree(plan_id, viewer=viewer_of(lead, on=on))
    for told in invented_words()["demonstration"]["groups"]:
        live = [each for each in tree.actions if each.rating.is_live and each.ref.startswith(told["prefix"])]
        group_id = task_groups.form_group(
            plan_id=plan_id,
            name=told["name"],
            purpose=told["purpose"],
            lead_role=told["lead_role"],
            lead_person=told["lead_person"],
            actions=[each.id for each in live[:6]],
            closes_on=on + timedelta(weeks=told["closes_in_weeks"]),
            by=lead,
            on=on,
        )
        if "next_role" in told:
            task_groups.assign_lead(
                group_id=group_id,
                role=told["next_role"],
                person=told["next_person"],
                why=told["why_next"],
                by=lead,
                on=on + timedelta(weeks=5),
            )


def _report(plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
    lead, day = accounts[LEAD], on - timedelta(days=1)
    viewer = viewer_of(lead, on=day)
    for group in group_queries.groups(plan_id, viewer=viewer):
        begun = begun_report(group.id, viewer=viewer)
        words = Highlights(begun.done, begun.next, begun.risks, begun.asks)
        if begun.done or begun.next:
            task_groups.write_highlights(group_id=group.id, words=words, by=lead, on=day)
