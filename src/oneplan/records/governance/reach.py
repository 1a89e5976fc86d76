"""Whose papers somebody reads and which bodies they act in: by seat, as the rulebook's table says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from oneplan.core.access import NotAllowed, Viewer
from oneplan.records import rights
from oneplan.records.governance.models import Body, Seat, SeatHolding
from oneplan.rulebook import governance

READ, WRITE, TAKE_PART, CHAIR = "meeting-read", "meeting-write", "meeting-take-part", "meeting-chair"


@dataclass(frozen=True, slots=True)
class Reach:
    """The bodies that somebody reads, the seats they hold or stand in for, and those in which they chair."""

    is_all: bool
    kinds: frozenset[str]
    seats: frozenset[int]
    sits_in: frozenset[int]
    chairs: frozenset[int]

    def reads(self, body: Body) -> bool:
        """Whether the papers, minutes and questions of this body are open."""
        return self.is_all or body.pk in self.sits_in or body.kind in self.kinds


def on_day(day: date) -> Q:
    """Rows that hold on a day."""
    return Q(first_day__lte=day) & (Q(last_day__isnull=True) | Q(last_day__gte=day))


def holdings(viewer: Viewer) -> QuerySet[SeatHolding]:
    """The seats that somebody holds, or is the deputy for, on the day of looking."""
    mine = Q(user=viewer.user_id) | Q(deputy_user=viewer.user_id)
    held = SeatHolding.objects.filter(mine & on_day(viewer.on), seat__body__closes_on__isnull=True)
    return held.select_related("seat", "seat__body") if viewer.is_somebody else SeatHolding.objects.none()


def reach_of(viewer: Viewer) -> Reach:
    """How far somebody reaches; raises NotAllowed in words for those who read no meetings at all."""
    rights.check(viewer, READ)
    table = governance.reading()
    rows = [table[held.role] for held in viewer.roles_today if held.role in table]
    held = list(holdings(viewer)) if rows else []
    return Reach(
        is_all=any(row.is_all for row in rows),
        kinds=frozenset(kind for row in rows for kind in row.kinds),
        seats=frozenset(each.seat_id for each in held),
        sits_in=frozenset(each.seat.body_id for each in held),
        chairs=frozenset(each.seat.body_id for each in held if each.seat.is_chair),
    )


def may_write(viewer: Viewer, body: Body, reach: Reach) -> bool:
    """Whether somebody plans this body's meetings and writes its minutes."""
    return rights.may(viewer, WRITE) and reach.reads(body)


def may_chair(viewer: Viewer, body: Body, reach: Reach) -> bool:
    """Whether somebody acts as chair of this body."""
    return rights.may(viewer, CHAIR) and body.pk in reach.chairs


def check_write(viewer: Viewer, body: Body) -> str:
    """The acting role; raises NotAllowed for a body they have no part in."""
    role, reach = rights.check(viewer, WRITE), reach_of(viewer)
    _must(reach.reads(body), body, "plan its meetings and write its minutes")
    return role


def check_chair(viewer: Viewer, body: Body) -> str:
    """The acting role; raises NotAllowed unless they hold the chair's seat of this very body."""
    role, reach = rights.check(viewer, CHAIR), reach_of(viewer)
    _must(body.pk in reach.chairs, body, "act as its chair", who="whoever holds the chair's seat")
    return role


def check_seat(viewer: Viewer, seat: Seat) -> str:
    """The acting role: for one's own seat as its holder or deputy, for another's as who writes for the body."""
    role = rights.check(viewer, TAKE_PART)
    return role if seat.pk in reach_of(viewer).seats else check_write(viewer, seat.body)


def check_part(viewer: Viewer, permission: str, bodies: Collection[Body]) -> str:
    """The acting role of somebody who reads at least one of these bodies."""
    role, reach = rights.check(viewer, permission), reach_of(viewer)
    first = next(iter(bodies))
    _must(any(reach.reads(body) for body in bodies), first, "do this for it")
    return role


def _must(is_so: bool, body: Body, what: str, *, who: str = "its members and those who run every meeting") -> None:
    if not is_so:
        raise NotAllowed(
            f"You have no seat on {body.name} that lets you {what}.",
            why=f"That is for {who}.",
            do="Ask the chair, or whoever keeps the list of members, if you should have a seat.",
        )
