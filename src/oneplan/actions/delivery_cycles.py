"""The cycle of updates: opened, asked of more or fewer, reminded of, and locked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.cycle_snapshots import digest_of
from oneplan.core.improvement.cycles import Standing, days_of
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import OwnerPart
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.delivery.models import Commission, CommissionRole, CycleLock, DeliveryCycle, Reminder
from oneplan.records.delivery.reading import commissions_of, line_row
from oneplan.records.delivery.snapshots import snapshot_of
from oneplan.records.improvement.models import Action, ActionOwner, ImprovementPlan
from oneplan.rulebook.cycle_files import cycle_calendar, cycle_rules

RUN = "cycle-run"


def open_cycle(
    *,
    plan_id: str,
    opens_on: date,
    actions: Collection[str] | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A cycle is open and asks about these actions (none: every live one), each of the roles that lead it."""
    request = Request("open-cycle", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, RUN)
        plan = _locked_plan(plan_id)
        _check_none_open(plan)
        chosen = _chosen(plan, actions)
        days = days_of(opens_on, cycle_rules(), cycle_calendar())
        number = DeliveryCycle.objects.filter(plan=plan).count() + 1
        cycle = DeliveryCycle.objects.create(
            plan=plan,
            number=number,
            opens_on=days.opens_on,
            reply_by=days.reply_by,
            clear_by=days.clear_by,
            lock_on=days.lock_on,
            next_opens_on=days.next_opens_on,
            opened_by=by,
        )
        _commission(cycle, chosen, request)
        _traced(request, viewer, role, cycle, {"asked": len(chosen)})
        return cycle.public_id

    asked = {"plan": plan_id, "opens_on": opens_on, "actions": sorted(actions) if actions is not None else None}
    return carry_out(request, work, asked=asked)


def ask_about(
    *, cycle_id: str, actions: Collection[str], by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """The open cycle asks about these actions as well; says how many were new to it."""
    request = Request("ask-about", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, RUN)
        cycle = locked_cycle(cycle_id)
        there = set(Commission.objects.filter(cycle=cycle).values_list("action__public_id", flat=True))
        chosen = [each for each in _chosen(cycle.plan, actions) if each.public_id not in there]
        _commission(cycle, chosen, request)
        _traced(request, viewer, role, cycle, {"asked": len(chosen)})
        return len(chosen)

    return carry_out(request, work, asked={"cycle": cycle_id, "actions": sorted(actions)})


def withdraw_line(*, line_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The update is no longer asked for; what was answered stays on record."""
    request = Request("withdraw-commission", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, RUN)
        line = locked_line(line_id)
        if not reason.strip():
            raise Problem("Say why it is no longer asked for.", why="Its owner will wonder.", do="Write a sentence.")
        line.is_withdrawn, line.why_withdrawn = True, reason.strip()[:300]
        line.save(update_fields=["is_withdrawn", "why_withdrawn"])
        _traced(request, viewer, role, line.cycle, {"line": line_id})
        return line.cycle.public_id

    return carry_out(request, work, asked={"line": line_id, "reason": reason})


def ask_instead(
    *, line_id: str, role: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """Another role is asked for this update instead of those asked before; who owns the action does not change."""
    request = Request("ask-another-role", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        acting = rights.check(viewer, RUN)
        line = locked_line(line_id)
        if not role.strip() or not reason.strip():
            raise Problem("Say who is asked instead, and why.", do="Give the role and a sentence.")
        pass_line(line, role.strip(), reason.strip(), by=by, on=on)
        _traced(request, viewer, acting, line.cycle, {"line": line_id})
        return line.cycle.public_id

    return carry_out(request, work, asked={"line": line_id, "role": role, "reason": reason})


def pass_line(line: Commission, role: str, reason: str, *, by: User, on: date, instead_of: str = "") -> None:
    """Within a verb: this role is asked from now on, instead of one role or of all that were asked."""
    before = CommissionRole.objects.filter(commission=line, ended_on__isnull=True)
    if instead_of:
        before = before.filter(role=instead_of)
    before.exclude(role=role).update(ended_on=on)
    CommissionRole.objects.get_or_create(
        commission=line, role=role, ended_on=None, defaults={"asked_on": on, "asked_by": by, "why": reason[:300]}
    )


def record_reminder(
    *,
    cycle_id: str,
    role: str,
    sent_to: str,
    owed: int,
    by: User,
    on: date,
    is_automatic: bool = False,
    route: str = "",
) -> int:
    """The reminder is on record before it goes; 0, and nothing, where this address was reminded of it today already."""
    request = Request("remind", by, on, "", route)

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, RUN)
        cycle = DeliveryCycle.objects.get(public_id=cycle_id)
        try:
            with transaction.atomic():
                row = Reminder.objects.create(
                    cycle=cycle,
                    role=role,
                    sent_to=sent_to,
                    on=on,
                    owed=owed,
                    is_taken=False,
                    by=by,
                    is_automatic=is_automatic,
                )
        except IntegrityError:
            return 0
        _traced(request, viewer, acting, cycle, {"owed": owed})
        return int(row.pk)

    return carry_out(request, work)


def confirm_reminder(number: int) -> None:
    """The mail server took the letter."""
    Reminder.objects.filter(pk=number).update(is_taken=True)


def lock_cycle(
    *, cycle_id: str, why_uncleared: str = "", by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The cycle is over: every action, what was cleared of it and the linked figures are kept as they are now.

    Refused while replies wait to be cleared, unless somebody says why it is locked without them.
    """
    request = Request("lock-cycle", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, RUN)
        cycle = locked_cycle(cycle_id)
        lines = [line_row(each) for each in commissions_of(cycle)]
        uncleared = [each for each in lines if each.standing in {Standing.REPLIED, Standing.REPLIED_AGAIN}]
        if uncleared and not why_uncleared.strip():
            refs = ", ".join(each.ref for each in uncleared[:12])
            raise Problem(
                f"{len(uncleared)} of the replies are not cleared yet: {refs}.",
                why="What is locked cannot be changed, and their owners' words would be missing from it.",
                do="Clear them first, or say why the cycle is locked without them.",
            )
        snapshot = snapshot_of(cycle, lines, on)
        CycleLock.objects.create(
            cycle=cycle,
            on=on,
            by=by,
            snapshot=snapshot,
            digest=digest_of(snapshot),
            why_uncleared=why_uncleared.strip(),
        )
        _traced(request, viewer, role, cycle, {"actions": len(snapshot["actions"])})
        return cycle.public_id

    return carry_out(request, work, asked={"cycle": cycle_id, "why": why_uncleared})


def locked_cycle(cycle_id: str) -> DeliveryCycle:
    """The open cycle, held until the change is over; raises NotFound, and Problem once it is locked."""
    cycle = DeliveryCycle.objects.select_for_update(of=("self",)).select_related("plan").filter(public_id=cycle_id)
    found = cycle.first()
    if found is None:
        raise NotFound("There is no such cycle here.", do="Start from the list of cycles.")
    lock = CycleLock.objects.filter(cycle=found).first()
    if lock is not None:
        raise Problem(
            f"Cycle {found.number} was locked on {lock.on.day} {lock.on:%B %Y}, so nothing in it can change.",
            why="The board was shown what it held then.",
            do="What has happened since belongs in the next cycle, or on the page of the action today.",
        )
    return found


def locked_line(line_id: str) -> Commission:
    """One line of an open cycle, held with its cycle until the change is over."""
    found = Commission.objects.filter(public_id=line_id).values_list("cycle__public_id", flat=True).first()
    if found is None:
        raise NotFound("Nothing was asked for under that address.", do="Start from the cycle.")
    cycle = locked_cycle(found)
    line = Commission.objects.select_related("action__section", "action__plan").get(public_id=line_id)
    line.cycle = cycle
    return line


def _locked_plan(plan_id: str) -> ImprovementPlan:
    plan = ImprovementPlan.objects.select_for_update().filter(public_id=plan_id, is_withdrawn=False).first()
    if plan is None:
        raise NotFound("There is no such plan here.", do="Start from the list of plans.")
    return plan


def _check_none_open(plan: ImprovementPlan) -> None:
    found = DeliveryCycle.objects.filter(plan=plan, lock__isnull=True).first()
    if found is not None:
        raise Problem(
            f"Cycle {found.number} of this plan is still open.",
            why="Owners would not know which of two askings to answer.",
            do="Lock that one first.",
        )


def _chosen(plan: ImprovementPlan, actions: Collection[str] | None) -> list[Action]:
    held = Action.objects.filter(plan=plan, is_withdrawn=False, is_superseded=False).order_by("position", "id")
    if actions is not None:
        chosen = list(held.filter(public_id__in=list(actions)))
        strange = set(actions) - {each.public_id for each in chosen}
        if strange:
            raise NotFound("Some of these actions are not in the plan any more.", do="Choose again from the plan.")
    else:
        chosen = [each for each in held if Rating(each.rating).is_live]
    if not chosen:
        raise Problem(
            "There is nothing to ask about.",
            why="No action of this plan is live, or none was chosen.",
            do="Choose at least one action.",
        )
    return chosen


def _commission(cycle: DeliveryCycle, chosen: Sequence[Action], request: Request) -> None:
    rows = Commission.objects.bulk_create(
        [Commission(cycle=cycle, action=each, position=each.position) for each in chosen]
    )
    leads: dict[int, list[str]] = {}
    owners = ActionOwner.objects.filter(action__in=chosen, part=OwnerPart.LEAD.value).select_related("owner_role")
    for owner in owners.order_by("action_id", "position"):
        leads.setdefault(owner.action_id, []).append(owner.owner_role.name)
    CommissionRole.objects.bulk_create(
        [
            CommissionRole(commission=row, role=role, asked_on=request.on, asked_by=request.by)
            for row in rows
            for role in dict.fromkeys(leads.get(row.action_id, ()))
        ]
    )


def _traced(request: Request, viewer: Viewer, role: str, cycle: DeliveryCycle, details: dict[str, Any]) -> None:
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="cycle",
        subject_ids=[cycle.public_id],
        details=details,
    )
