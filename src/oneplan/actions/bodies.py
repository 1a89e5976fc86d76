"""Bodies: opened, given terms, filled with people, and closed only when all they held is with another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.governance.closing import check_may_close
from oneplan.core.governance.quorum import QuorumRule
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.governance import reach
from oneplan.records.governance.held import held_by
from oneplan.records.governance.models import (
    ArisingAction,
    Body,
    BodyDecision,
    BodyTie,
    DueReport,
    Handover,
    Meeting,
    Question,
    Seat,
    SeatHolding,
    TermsVersion,
)
from oneplan.records.governance.models.meeting import CANCELLED, PLANNED
from oneplan.rulebook import governance

TIES = ("reports-to", "advises")


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits in a seat and who comes instead; accounts by address, empty where there is none."""

    name: str = ""
    email: str = ""
    deputy_name: str = ""
    deputy_email: str = ""


def open_body(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    name: str,
    kind: str,
    parent: str = "",
    purpose: str = "",
    opens_on: date,
    terms: str = "",
    rule: QuorumRule | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A body with its first terms, which start from its kind where nothing else is said; returns its id."""
    request = Request("open-body", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, reach.WRITE)
        found, above = governance.kind(kind), body_row(parent) if parent else None
        if not name.strip():
            raise Problem("Give the body a name.", why="Invitations, agendas and minutes carry it.")
        numbers = governance.numbers()
        body = Body.objects.create(
            name=name.strip(),
            kind=kind,
            tier=found.tier,
            parent=above,
            purpose=purpose.strip() or found.says,
            opens_on=opens_on,
            has_families_item=found.has_families_item,
            has_young_people_item=found.has_young_people_item,
            paper_days=numbers.paper_days_early if found.has_early_papers else numbers.paper_days,
        )
        _new_terms(body, opens_on, terms or found.says, rule or found.quorum, by, reason="")
        traced(request, viewer, role, body)
        return body.public_id

    return carry_out(request, work, asked={"name": name, "kind": kind, "parent": parent, "opens": opens_on})


def change_terms(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    body_id: str,
    text: str,
    rule: QuorumRule,
    valid_from: date,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The body has new terms from a day on; the old ones stay readable. Returns the number of the version."""
    request = Request("change-terms", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        body = live_body(body_id)
        role = reach.check_write(viewer, body)
        if not text.strip() or not reason.strip():
            raise Problem("Write the terms, and why they change.", why="Members are held to them for years.")
        latest = TermsVersion.objects.filter(body=body).order_by("-number").first()
        if latest is not None and valid_from < latest.valid_from:
            raise Problem(
                "New terms cannot start before the ones they replace.",
                why=f"Version {latest.number} holds from {latest.valid_from.day} {latest.valid_from:%B %Y}.",
                do="Give that day or a later one.",
            )
        version = _new_terms(body, valid_from, text, rule, by, reason=reason)
        traced(request, viewer, role, body, version=version.number)
        return version.number

    return carry_out(request, work, asked={"body": body_id, "text": text, "rule": str(rule), "from": valid_from})


def add_seat(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    body_id: str,
    role: str,
    partner: str = "",
    speaks_for: str = "",
    is_chair: bool = False,
    is_voting: bool = True,
    first_day: date,
    sitter: Sitter | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The body has one more seat, filled if somebody is named; returns its id."""
    request = Request("add-seat", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        body = live_body(body_id)
        acting = reach.check_write(viewer, body)
        if not role.strip():
            raise Problem("Say which role the seat is for.", why="People change; the seat stays.")
        position = Seat.objects.filter(body=body).count()
        seat = Seat.objects.create(
            body=body,
            position=position,
            role=role.strip(),
            partner=partner.strip(),
            speaks_for=speaks_for,
            is_chair=is_chair,
            is_voting=is_voting,
            first_day=first_day,
        )
        if sitter:
            _seated(seat, sitter, first_day)
        traced(request, viewer, acting, body, seat=seat.public_id)
        return seat.public_id

    return carry_out(request, work, asked={"body": body_id, "role": role, "partner": partner, "sitter": str(sitter)})


def fill_seat(
    *, seat_id: str, sitter: Sitter, first_day: date, by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """Somebody holds the seat from a day on, and whoever held it before holds it until the day before."""
    request = Request("fill-seat", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        seat = seat_row(seat_id)
        role = reach.check_write(viewer, seat.body)
        _let_go(seat, first_day)
        holding = _seated(seat, sitter, first_day)
        traced(request, viewer, role, seat.body, seat=seat.public_id)
        return holding.pk

    return carry_out(request, work, asked={"seat": seat_id, "sitter": str(sitter), "from": first_day})


def leave_seat(
    *, seat_id: str, last_day: date, by: User, on: date, ends_seat: bool = False, request_key: str = "", route: str = ""
) -> str:
    """Nobody holds the seat after a day; it stays as a vacancy unless the seat itself ends."""
    request = Request("leave-seat", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        seat = seat_row(seat_id)
        role = reach.check_write(viewer, seat.body)
        _let_go(seat, last_day + timedelta(days=1))
        if ends_seat:
            seat.last_day = last_day
            seat.save(update_fields=["last_day"])
        traced(request, viewer, role, seat.body, seat=seat.public_id)
        return seat.public_id

    return carry_out(request, work, asked={"seat": seat_id, "last": last_day, "ends": ends_seat})


def tie(*, from_body: str, to_body: str, kind: str, by: User, on: date, request_key: str = "", route: str = "") -> int:
    """One body reports to another or advises it, beside the one it answers to."""
    request = Request("tie-bodies", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        first, second = live_body(from_body), live_body(to_body)
        role = reach.check_write(viewer, first)
        if first == second or kind not in TIES:
            raise Problem("Choose two different bodies, and whether one reports to the other or advises it.")
        row, _ = BodyTie.objects.update_or_create(from_body=first, to_body=second, defaults={"kind": kind})
        traced(request, viewer, role, first, to=second.public_id)
        return row.pk

    return carry_out(request, work, asked={"from": from_body, "to": to_body, "kind": kind})


def close_body(
    *,
    body_id: str,
    last_day: date,
    reason: str,
    handed: Mapping[str, str],
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The body is closed and all it still held is with the bodies named, by the key of each thing."""
    request = Request("close-body", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        body = live_body(body_id)
        role = reach.check_write(viewer, body)
        if not reason.strip():
            raise Problem("Say why it closes.", why="Its page stays, and people will ask.")
        held = held_by(body)
        check_may_close(body.name, held, handed)
        for each in held:
            other = live_body(handed[each.key])
            if other == body or each.key == f"body-{other.public_id}":
                raise Problem(f"{other.name} cannot take that over.", do="Choose another body.")
            _hand_over(each.key, other)
            Handover.objects.create(
                from_body=body, to_body=other, kind=each.kind, words=each.words, handed_on=on, by=by
            )
        body.closes_on, body.closed_reason = last_day, reason.strip()
        body.save(update_fields=["closes_on", "closed_reason"])
        _end_meetings(body, last_day)
        traced(request, viewer, role, body, handed=len(held))
        return body.public_id

    return carry_out(request, work, asked={"body": body_id, "last": last_day, "handed": dict(handed)})


def body_row(body_id: str) -> Body:
    """The body with this id; raises NotFound in words."""
    found = Body.objects.filter(public_id=body_id).first()
    if found is None:
        raise NotFound("There is no such body here.", do="Start from the page of who answers to whom.")
    return found


def live_body(body_id: str) -> Body:
    """A body that is not closed, held for this transaction; raises in words otherwise."""
    found = Body.objects.select_for_update().filter(public_id=body_id).first() or body_row(body_id)
    if found.closes_on is not None:
        raise Problem(
            f"{found.name} is closed.",
            why=f"It closed on {found.closes_on.day} {found.closes_on:%B %Y}, and what it held went to others.",
            do="Do this for the body that took it over.",
        )
    return found


def seat_row(seat_id: str) -> Seat:
    """The seat with this id; raises NotFound in words."""
    found = Seat.objects.select_related("body").filter(public_id=seat_id).first()
    if found is None:
        raise NotFound("There is no such seat here.", do="Open the page of its body.")
    return found


def traced(request: Request, viewer: Viewer, role: str, body: Body, **details: str | int) -> None:
    """The audit entry of a change to a body or to anything of it."""
    leaves_trace(
        request, viewer, acting_role=role, subject_kind="body", subject_ids=[body.public_id], details=dict(details)
    )


def _new_terms(body: Body, valid_from: date, text: str, rule: QuorumRule, by: User, *, reason: str) -> TermsVersion:
    return TermsVersion.objects.create(
        body=body,
        number=TermsVersion.objects.filter(body=body).count() + 1,
        valid_from=valid_from,
        text=text.strip(),
        needed_number=rule.number,
        share_top=rule.share[0],
        share_bottom=rule.share[1],
        partners=list(rule.partners),
        needs_families=rule.needs_families,
        needs_young_people=rule.needs_young_people,
        deputies_count=rule.deputies_count,
        reason=reason.strip(),
        made_by=by,
    )


def _seated(seat: Seat, sitter: Sitter, first_day: date) -> SeatHolding:
    # Young people take part without being named; the account of an adult who supports them may stand for the seat.
    is_young = seat.speaks_for == "young-people"
    return SeatHolding.objects.create(
        seat=seat,
        name="" if is_young else sitter.name.strip(),
        user=_account(sitter.email),
        deputy_name="" if is_young else sitter.deputy_name.strip(),
        deputy_user=_account(sitter.deputy_email),
        first_day=first_day,
    )


def _account(email: str) -> User | None:
    if not email.strip():
        return None
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise Problem(
            f"Nobody has an account under {email.strip()}.",
            why="Invitations and papers go to accounts.",
            do="Leave the address empty, or ask for an account first.",
        )
    return found


def _let_go(seat: Seat, before: date) -> None:
    still = SeatHolding.objects.filter(seat=seat).filter(Q(last_day__isnull=True) | Q(last_day__gte=before))
    for row in still.select_for_update().order_by("pk"):
        if row.first_day >= before:
            raise Problem(
                "Somebody already holds this seat from a later day.",
                why=f"They hold it from {row.first_day.day} {row.first_day:%B %Y}.",
                do="Give a day after that.",
            )
        row.last_day = before - timedelta(days=1)
        row.save(update_fields=["last_day"])


def _hand_over(key: str, other: Body) -> None:
    kind, _, row_id = key.partition("-")
    if kind == "arising":
        ArisingAction.objects.filter(public_id=row_id).update(body=other)
    elif kind == "question":
        Question.objects.filter(public_id=row_id).update(to_body=other)
    elif kind == "asked":
        Question.objects.filter(public_id=row_id).update(from_body=other)
    elif kind == "report":
        DueReport.objects.filter(public_id=row_id).update(due_body=other, meeting=None)
    elif kind == "body":
        Body.objects.filter(public_id=row_id).update(parent=other)
    elif kind == "decision":
        # A decision stays in the record of the meeting that noted it; who may still take it is the body that follows.
        BodyDecision.objects.filter(public_id=row_id).update(body=other)


def _end_meetings(body: Body, last_day: date) -> None:
    Meeting.objects.filter(body=body, state=PLANNED, meets_on__gt=last_day).update(
        state=CANCELLED, why_cancelled="The body closed before this day."
    )
