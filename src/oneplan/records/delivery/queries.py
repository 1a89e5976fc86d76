"""The cycle as people read it. Every question says who is asking."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.cycles import Standing
from oneplan.records import rights
from oneplan.records.accounts.models import RoleHeld
from oneplan.records.delivery.models import CycleLock, DeliveryCycle, Reminder, ReplyLink
from oneplan.records.delivery.reading import commissions_of, cycle_row, line_row, lock_row
from oneplan.records.delivery.rows import (
    ClearanceRow,
    CycleRow,
    LineRow,
    LinkRow,
    LockRow,
    ReminderRow,
    ReplyRow,
    RoleProgress,
    counts_of,
)

__all__ = [
    "ClearanceRow",
    "CycleRow",
    "LineRow",
    "LinkRow",
    "LockRow",
    "ReminderRow",
    "ReplyRow",
    "RoleProgress",
    "cleared_lines",
    "counts_of",
    "cycle",
    "cycle_of_link",
    "cycles",
    "latest_lock",
    "line",
    "lines",
    "lines_of_action",
    "links",
    "locks",
    "my_lines",
    "open_cycle",
    "progress",
    "reminders",
    "roles_of",
]

READ, RUN, REPLY = "cycle-read", "cycle-run", "update-reply"


def cycles(plan_id: str, *, viewer: Viewer) -> tuple[CycleRow, ...]:
    """Every cycle of a plan, the newest first."""
    rights.check(viewer, READ)
    return tuple(cycle_row(each, viewer.on) for each in _cycles().filter(plan__public_id=plan_id).order_by("-number"))


def open_cycle(plan_id: str, *, viewer: Viewer) -> CycleRow | None:
    """The cycle that is not locked yet, if one is open; whoever replies may know it too."""
    if not rights.may(viewer, READ):
        rights.check(viewer, REPLY)
    found = _cycles().filter(plan__public_id=plan_id, lock__isnull=True).order_by("-number").first()
    return cycle_row(found, viewer.on) if found else None


def cycle(cycle_id: str, *, viewer: Viewer) -> CycleRow:
    """One cycle; raises NotFound."""
    if not rights.may(viewer, READ):
        rights.check(viewer, REPLY)
    return cycle_row(_cycle(cycle_id), viewer.on)


def lines(cycle_id: str, *, viewer: Viewer) -> tuple[LineRow, ...]:
    """Everything that a cycle asks for, in the plan's order."""
    rights.check(viewer, READ)
    return tuple(line_row(each) for each in commissions_of(_cycle(cycle_id)))


def line(line_id: str, *, viewer: Viewer) -> LineRow:
    """One line; raises NotFound."""
    rights.check(viewer, READ)
    found = DeliveryCycle.objects.filter(commissions__public_id=line_id).first()
    row = commissions_of(found).filter(public_id=line_id).first() if found else None
    if row is None:
        raise NotFound("Nothing was asked for under that address.", do="Start from the cycle.")
    return line_row(row)


def my_lines(cycle_id: str, *, viewer: Viewer) -> tuple[LineRow, ...]:
    """What is asked of the roles that the viewer holds, and may answer, today."""
    rights.check(viewer, REPLY)
    every = (line_row(each) for each in commissions_of(_cycle(cycle_id)))
    return tuple(
        each for each in every if each.standing is not Standing.WITHDRAWN and viewer.owner_roles & set(each.roles)
    )


def progress(cycle_id: str, *, viewer: Viewer) -> tuple[RoleProgress, ...]:
    """What each role was asked for and where that is, those who owe most first; nobody's lines stand under ""."""
    found = lines(cycle_id, viewer=viewer)
    by_role: dict[str, Counter[Standing]] = defaultdict(Counter)
    for each in found:
        if each.standing is not Standing.WITHDRAWN:
            for role in each.roles or ("",):
                by_role[role][each.standing] += 1
    held = roles_of(tuple(by_role), on=viewer.on)
    live = Counter(each.role for each in links(cycle_id, viewer=viewer) if not each.revoked_on)
    reminded: dict[str, date] = {}
    for sent in reminders(cycle_id, viewer=viewer):
        reminded.setdefault(sent.role, sent.on)
    rows = [
        RoleProgress(
            role=role,
            asked=counts.total(),
            waiting=counts[Standing.WAITING],
            replied=counts[Standing.REPLIED] + counts[Standing.REPLIED_AGAIN],
            cleared=counts[Standing.CLEARED],
            people=tuple(name for name, _ in held.get(role, ())),
            links=live[role],
            last_reminded_on=reminded.get(role),
        )
        for role, counts in by_role.items()
    ]
    return tuple(sorted(rows, key=lambda each: (-each.waiting, -each.asked, each.role)))


def roles_of(roles: tuple[str, ...], *, on: date) -> dict[str, tuple[tuple[str, str], ...]]:
    """The names and addresses of those who hold each role of the plan on a day."""
    held = RoleHeld.objects.filter(owner_role__in=roles, user__is_active=True, first_day__lte=on)
    held = held.filter(Q(last_day__isnull=True) | Q(last_day__gte=on)).exclude(owner_role="")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for role, name, email in held.order_by("user__name", "pk").values_list("owner_role", "user__name", "user__email"):
        found[role][email] = name
    return {role: tuple((name, email) for email, name in each.items()) for role, each in found.items()}


def links(cycle_id: str, *, viewer: Viewer) -> tuple[LinkRow, ...]:
    """The links of a cycle, the newest first, with how often each was used."""
    rights.check(viewer, READ)
    rows = ReplyLink.objects.filter(cycle__public_id=cycle_id).annotate(
        opened=Count("uses", filter=Q(uses__what="opened")),
        saved=Count("uses", filter=Q(uses__what="saved")),
        refused=Count("uses", filter=Q(uses__what="refused")),
        last_at=Max("uses__at"),
    )
    return tuple(
        LinkRow(
            id=each.public_id,
            role=each.role,
            sent_to=each.sent_to,
            made_on=each.made_on,
            ends_on=each.ends_on,
            revoked_on=each.revoked_on,
            why_revoked=each.why_revoked,
            opened=each.opened,
            saved=each.saved,
            refused=each.refused,
            last_used_at=each.last_at,
        )
        for each in rows.order_by("-id")
    )


def cycle_of_link(link_id: str, *, viewer: Viewer) -> str:
    """The cycle that a link is for; raises NotFound."""
    rights.check(viewer, READ)
    for cycle_id in ReplyLink.objects.filter(public_id=link_id).values_list("cycle__public_id", flat=True):
        return cycle_id
    raise NotFound("There is no such link here.", do="Start from the cycle.")


def reminders(cycle_id: str, *, viewer: Viewer) -> tuple[ReminderRow, ...]:
    """Who was reminded and when, the newest first."""
    rights.check(viewer, READ)
    rows = Reminder.objects.filter(cycle__public_id=cycle_id).select_related("by").order_by("-id")
    return tuple(
        ReminderRow(
            role=each.role,
            sent_to=each.sent_to,
            on=each.on,
            owed=each.owed,
            is_taken=each.is_taken,
            is_automatic=each.is_automatic,
            by_name=each.by.name if each.by else "",
        )
        for each in rows
    )


def locks(plan_id: str, *, viewer: Viewer) -> tuple[LockRow, ...]:
    """Every lock of a plan with its snapshot, the newest first."""
    rights.check(viewer, READ)
    rows = CycleLock.objects.filter(cycle__plan__public_id=plan_id).select_related("cycle", "by")
    return tuple(lock_row(each) for each in rows.order_by("-cycle__number"))


def latest_lock(plan_id: str) -> LockRow | None:
    """The newest lock of a plan; none before the first cycle ended. For verbs and answers, which check rights."""
    rows = CycleLock.objects.filter(cycle__plan__public_id=plan_id).select_related("cycle", "by")
    found = rows.order_by("-cycle__number").first()
    return lock_row(found) if found else None


def cleared_lines(plan_id: str, cycle_id: str = "") -> tuple[LineRow, ...]:
    """The lines of a cycle that were cleared; without a cycle, of the newest that has any. For answers."""
    rows = DeliveryCycle.objects.filter(plan__public_id=plan_id, commissions__clearances__isnull=False)
    rows = rows.filter(public_id=cycle_id) if cycle_id else rows
    found = rows.order_by("-number").first()
    every = (line_row(each) for each in commissions_of(found)) if found else iter(())
    return tuple(each for each in every if each.clearance and each.standing is not Standing.WITHDRAWN)


def lines_of_action(action_id: str, *, viewer: Viewer) -> tuple[tuple[CycleRow, LineRow], ...]:
    """What each cycle asked about an action and what came of it, the newest cycle first."""
    rights.check(viewer, READ)
    found = _cycles().filter(commissions__action__public_id=action_id).order_by("-number")
    return tuple(
        (cycle_row(each, viewer.on), line_row(line))
        for each in found
        for line in commissions_of(each).filter(action__public_id=action_id)
    )


def _cycles() -> QuerySet[DeliveryCycle]:
    return DeliveryCycle.objects.select_related("plan", "opened_by", "lock__by")


def _cycle(cycle_id: str) -> DeliveryCycle:
    found = _cycles().filter(public_id=cycle_id).first()
    if found is None:
        raise NotFound("There is no such cycle here.", do="Start from the list of cycles.")
    return found
