"""The addresses of updates and delivery, about a round under way with replies, a group and a report."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone

from oneplan.actions.clearing import Words, clear_line
from oneplan.actions.delivery_cycles import lock_cycle, open_cycle
from oneplan.actions.replies import reply
from oneplan.actions.reply_links import make_link, renew_link
from oneplan.actions.task_groups import Highlights, form_group, write_highlights
from oneplan.core.improvement.cycles import Answer
from oneplan.records.delivery.models import Commission, DeliveryCycle, HighlightReport, ReplyLink, TaskGroup
from oneplan.records.improvement.models import Action, OwnerRole
from tests.support.live_plan import People

ROLE = "SEND Manager"


def delivery_has_come(people: People) -> None:
    """One round is locked; the next has two answers to one action, a cleared one, a link and a group's report."""
    today, lead, action = timezone.localdate(), people.lead, Action.objects.get(ref="A1")
    plan_id, common = action.plan.public_id, {"by": people.lead, "on": today}
    lock_cycle(cycle_id=open_cycle(plan_id=plan_id, opens_on=today, **common), **common)
    cycle_id = open_cycle(plan_id=plan_id, opens_on=today, **common)
    first, _, third = Commission.objects.filter(cycle__public_id=cycle_id).order_by("position")
    said = Answer("Half of it is out", "Too early to say", "Delayed", "The printer", today, "A new one", "Cost", "Soon")
    reply(line_id=first.public_id, answer=said, by=people.owner, on=today)
    for who in (people.owner, people.other_owner):
        reply(line_id=third.public_id, answer=Answer(done="We have begun"), by=who, on=today)
    clear_line(line_id=first.public_id, words=Words("Half is out", "", "Cost", "Soon"), **common)
    make_link(cycle_id=cycle_id, role=ROLE, sent_to="kim@school.example", **common)
    group_id = form_group(
        plan_id=plan_id, name="Easy read", lead_role=ROLE, lead_person="Kim Ray", actions=[action.public_id], **common
    )
    write_highlights(group_id=group_id, words=Highlights("Half is out", "The rest", "Cost", "Money"), by=lead, on=today)


def delivery_needs() -> Mapping[str, object]:
    """What the addresses are made from."""
    first, last = DeliveryCycle.objects.order_by("number")
    link = ReplyLink.objects.order_by("pk")[0]
    role = OwnerRole.objects.get(name=ROLE).slug
    return {
        "cycle_id": last.public_id,
        "delivery-locked cycle_id": first.public_id,
        "line_id": Commission.objects.filter(cycle=last).order_by("position")[0].public_id,
        "delivery-link-revoke link_id": link.public_id,
        "delivery-by-link token": renew_link(link_id=link.public_id, on=timezone.localdate()),
        "group_id": TaskGroup.objects.get(name="Easy read").public_id,
        "delivery-report report_id": HighlightReport.objects.get().public_id,
        "delivery-role slug": role,
        "delivery-hand-over slug": role,
    }


def delivery_addresses() -> Mapping[str, tuple[str, ...]]:
    """Pages that look different in another state."""
    first, last = DeliveryCycle.objects.order_by("number")
    lines = Commission.objects.filter(cycle=last).order_by("position")
    return {
        "delivery-cycle": tuple(reverse("delivery-cycle", args=[each.public_id]) for each in (first, last)),
        "delivery-line": tuple(reverse("delivery-line", args=[each.public_id]) for each in lines),
        "delivery-changes": (reverse("delivery-changes"), f"{reverse('delivery-changes')}?round=last"),
    }
