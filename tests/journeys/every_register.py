"""What the pages of a living plan and its registers are opened with."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from oneplan.actions import baselines, cost_avoidance, plan_parts, registers
from oneplan.core.improvement.avoidance import AvoidanceWords
from oneplan.core.improvement.links import Link, LinkKind
from oneplan.core.improvement.promises import promise_key
from oneplan.core.improvement.reading import Due, DuePrecision
from oneplan.core.improvement.registers import EntryWords
from oneplan.core.improvement.schedule import Condition, ConditionKind, Every, Recurrence, Schedule, Stage
from oneplan.core.improvement.source import Source
from oneplan.records.improvement.models import (
    Action,
    AreaForImprovement,
    AvoidanceAchieved,
    AvoidanceLine,
    BaselineRequest,
    Promise,
    RegisterEntry,
)
from tests.support.live_plan import People, a_person

WHY = {"reason": "The board agreed it"}


def registers_have_been_kept(people: People) -> None:
    """A risk, money signed and achieved, a request, and an action with every kind of date, source and link."""
    today, action = timezone.localdate(), Action.objects.get(ref="A3")
    plan_id, section = action.plan.public_id, action.section
    risk = EntryWords("It may open late", "A weekly check", section.slug, action.public_id, "SEND Manager", "likely",
                      "serious", None, today + timedelta(days=20))  # fmt: skip
    registers.open_entry(plan_id=plan_id, kind="risk", entry=risk, by=people.lead, on=today)
    line = AvoidanceWords("Moves not made", section.slug, "Twelve would have moved", date(2026, 4, 1), "a place",
                          Decimal(40000), {"2026/27": Decimal(2)}, "The panel's log", action.public_id)  # fmt: skip
    line_id = cost_avoidance.write_line(plan_id=plan_id, line=line, by=people.lead, on=today)
    cost_avoidance.sign_off_line(line_id=line_id, version=1, agreed=True, by=a_person("finance-lead"), on=today)
    cost_avoidance.record_achieved(
        line_id=line_id, year="2026/27", quantity=Decimal(1), unit_cost=Decimal(40000), evidence="The log",
        by=people.lead, on=today,
    )  # fmt: skip
    schedule = Schedule(
        Condition(ConditionKind.FUNDING, "the bid"), (Stage("Draft", today),), Recurrence(Every.MONTH, today)
    )
    common = {"action_id": action.public_id, "by": people.lead, "on": today, **WHY}
    version = plan_parts.change_schedule(version=action.version, schedule=schedule, **common)
    version = plan_parts.change_sources(version=version, sources=(Source("audit", "Ten files"),), **common)
    version = plan_parts.change_links(version=version, links=(Link("A1", LinkKind.NEEDS, "It pays"),), **common)
    plan_parts.add_area(plan_id=plan_id, section=section.slug, text="Hear sooner", by=people.lead, on=today, **WHY)
    day = today + timedelta(days=200)
    due = Due("", day, day, DuePrecision.DAY)
    baselines.ask_for_baseline(version=version, due=due, **(common | {"by": people.owner}))


def register_needs() -> dict[str, object]:
    """The names of what the pages are about."""
    action = Action.objects.get(ref="A3")
    area = AreaForImprovement.objects.filter(plan=action.plan, is_withdrawn=False).order_by("pk").first()
    promise = Promise.objects.filter(plan=action.plan).order_by("pk")[0]
    return {
        "plan_id": action.plan.public_id,
        "other_id": Action.objects.get(ref="A1").public_id,
        "action-unlink action_id": action.public_id,
        "part": "stages",
        "about": "areas",
        "section-of slug": action.section.slug,
        "section-words slug": action.section.slug,
        "section-withdraw slug": action.section.slug,
        "line-add slug": action.section.slug,
        "line-words line_id": area.pk if area else 0,
        "place": 1,
        "promise key": promise_key(promise.period, promise.text),
        "register kind": "risk",
        "register-add kind": "risk",
        "entry_id": RegisterEntry.objects.order_by("pk").first().public_id,
        "money_id": AvoidanceLine.objects.order_by("pk").first().public_id,
        "achieved_id": AvoidanceAchieved.objects.order_by("pk").first().public_id,
        "baseline request_id": BaselineRequest.objects.order_by("pk").first().public_id,
    }
