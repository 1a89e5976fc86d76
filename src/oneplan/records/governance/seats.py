"""The seats that bear the name of a role: what is public of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from oneplan.records.governance.models import Seat


@dataclass(frozen=True, slots=True)
class NamedSeat:
    """A seat and the body it belongs to; who sits in it is told on the page of the body."""

    id: str
    body_id: str
    body: str
    role: str


def seats_named(role: str, *, on: date) -> tuple[NamedSeat, ...]:
    """The seats of this role on bodies that still meet, by the name of the body."""
    meets = Q(body__closes_on__isnull=True) | Q(body__closes_on__gte=on)
    stands = Q(last_day__isnull=True) | Q(last_day__gte=on)
    rows = Seat.objects.filter(meets & stands, role__iexact=role).select_related("body")
    return tuple(
        NamedSeat(row.public_id, row.body.public_id, row.body.name, row.role)
        for row in rows.order_by("body__name", "position", "pk")
    )
