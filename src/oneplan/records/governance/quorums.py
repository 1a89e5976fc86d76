"""The quorum of one meeting, from its body's terms, seats, replies and interests as they are kept."""

from __future__ import annotations

from datetime import date

from oneplan.core.access import NotFound
from oneplan.core.governance import quorum as core
from oneplan.records.governance.models import Attendance, Body, Interest, Meeting, Seat, SeatHolding, TermsVersion
from oneplan.records.governance.reach import on_day

COMING, APOLOGY, DEPUTY = "coming", "apology", "deputy"
PRESENT, ABSENT = "present", "absent"


def terms_on(body: Body, day: date) -> TermsVersion:
    """The terms that hold on a day; before the first ones, the first."""
    found = TermsVersion.objects.filter(body=body, valid_from__lte=day).order_by("-number").first()
    found = found or TermsVersion.objects.filter(body=body).order_by("number").first()
    if found is None:
        raise NotFound(f"{body.name} has no terms of reference yet.", do="Write them on its page first.")
    return found


def rule_of(terms: TermsVersion) -> core.QuorumRule:
    """The quorum rule of one version of the terms."""
    return core.QuorumRule(
        number=terms.needed_number,
        share=(terms.share_top, terms.share_bottom),
        partners=tuple(terms.partners),
        needs_families=terms.needs_families,
        needs_young_people=terms.needs_young_people,
        deputies_count=terms.deputies_count,
    )


def seats_on(body: Body, day: date) -> tuple[tuple[Seat, SeatHolding | None], ...]:
    """The seats that there are on a day, each with whoever holds it."""
    held = {each.seat_id: each for each in SeatHolding.objects.filter(on_day(day), seat__body=body).order_by("pk")}
    rows = Seat.objects.filter(on_day(day), body=body).order_by("position", "pk")
    return tuple((seat, held.get(seat.pk)) for seat in rows)


def core_seats(body: Body, day: date) -> tuple[core.Seat, ...]:
    """The same as quorum counts them."""
    return tuple(
        core.Seat(seat.public_id, seat.role, seat.partner, seat.speaks_for, seat.is_voting, is_vacant=held is None)
        for seat, held in seats_on(body, day)
    )


def forecast(meeting: Meeting, *, items: tuple[tuple[str, str], ...], on: date) -> core.Forecast:
    """What to expect of a meeting that is still to come; items are pairs of key and title."""
    said = {row.seat.public_id: row for row in _attendance(meeting)}
    titles = dict(items)
    conflicts = [_with_title(each, titles) for each in conflicts_of(meeting) if each.item in titles]
    return core.quorum_forecast(
        rule_of(terms_on(meeting.body, meeting.meets_on)),
        core_seats(meeting.body, meeting.meets_on),
        coming=[seat for seat, row in said.items() if row.reply == COMING],
        apologies=[seat for seat, row in said.items() if row.reply == APOLOGY],
        deputies={seat: row.deputy_name for seat, row in said.items() if row.reply == DEPUTY},
        conflicts=conflicts,
        items=[title for _, title in items],
        meets_on=meeting.meets_on,
        on=on,
    )


def is_quorate_for(meeting: Meeting, key: str) -> bool:
    """Whether those who were there could decide one item."""
    rows = list(_attendance(meeting))
    return core.is_quorate_for(
        rule_of(terms_on(meeting.body, meeting.meets_on)),
        core_seats(meeting.body, meeting.meets_on),
        present=[row.seat.public_id for row in rows if row.presence == PRESENT],
        deputies=[row.seat.public_id for row in rows if row.presence == DEPUTY],
        conflicts=conflicts_of(meeting),
        item=key,
    )


def conflicts_of(meeting: Meeting) -> tuple[core.Conflict, ...]:
    """Every interest declared for a meeting, by the key of its item."""
    rows = Interest.objects.filter(item__meeting=meeting).select_related("item", "seat").order_by("pk")
    return tuple(core.Conflict(row.seat.public_id, row.item.key, is_personal=row.is_personal) for row in rows)


def _attendance(meeting: Meeting) -> list[Attendance]:
    return list(Attendance.objects.filter(meeting=meeting).select_related("seat").order_by("pk"))


def _with_title(conflict: core.Conflict, titles: dict[str, str]) -> core.Conflict:
    return core.Conflict(conflict.seat, titles[conflict.item], is_personal=conflict.is_personal)
