"""Links by which somebody without an account replies: for one role in one cycle, until a day, and every use kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from oneplan.actions.delivery_cycles import locked_cycle, locked_line
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.replies import Replied, Whose, add_reply, asked_roles, check_line, lines_asked_of
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.cycles import Answer, link_ends_on
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.audit.writing import Act, keyed, records_act
from oneplan.records.delivery.models import CycleLock, Reply, ReplyLink, ReplyLinkUse
from oneplan.rulebook.cycle_files import cycle_calendar, cycle_rules

RUN = "cycle-run"
_HOUR = timedelta(hours=1)
_BYTES = 32


class Closed(StrEnum):
    """Why a link opens nothing."""

    UNKNOWN = "unknown"
    ENDED = "ended"
    REVOKED = "revoked"
    LOCKED = "locked"
    TOO_MANY = "too_many"


class LinkClosed(Problem):
    """The link opens nothing, why, and how to get another."""

    def __init__(self, reason: Closed, what: str, *, why: str, do: str) -> None:
        super().__init__(what, why=why, do=do)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Visit:
    """One use of a link: what was typed into the address, when, on which day, and from where."""

    token: str
    at: datetime
    on: date
    where: str = ""


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a live link opens: whose it is, and for which cycle."""

    id: str
    cycle_id: str
    role: str
    sent_to: str
    ends_on: date
    name_given: str


def make_link(
    *, cycle_id: str, role: str, sent_to: str, by: User, on: date, request_key: str = "", route: str = ""
) -> tuple[str, str]:
    """A link for whoever stands for a role without an account: its id, and the token that is shown this once.

    Only a fingerprint of the token is kept; a form sent twice makes one link and has no second token to show.
    """
    request = Request("make-reply-link", by, on, request_key, route)
    made: list[str] = []

    def work(viewer: Viewer) -> str:
        acting = rights.check(viewer, RUN)
        _check_address(sent_to)
        cycle = locked_cycle(cycle_id)
        if not lines_asked_of(cycle.pk, role):
            raise Problem(f"Nothing is asked of “{role}” in this cycle.", do="Choose a role that owes a reply.")
        row, token = new_link(cycle.pk, role, sent_to, by=by, on=on)
        made.append(token)
        _traced(request, viewer, acting, row)
        return row.public_id

    link_id = carry_out(request, work, asked={"cycle": cycle_id, "role": role, "to": sent_to})
    return link_id, made[0] if made else ""


def new_link(cycle_pk: int, role: str, sent_to: str, *, by: User | None, on: date) -> tuple[ReplyLink, str]:
    """Within a verb: the link and its token, which is not kept."""
    token = secrets.token_urlsafe(_BYTES)
    row = ReplyLink(
        cycle_id=cycle_pk,
        role=role,
        sent_to=sent_to.strip().lower(),
        token_hash=_hashed(token),
        made_by=by,
        made_on=on,
    )
    row.ends_on = link_ends_on(row.cycle.reply_by, cycle_rules(), cycle_calendar())
    row.save()
    return row, token


def renew_link(*, link_id: str, on: date) -> str:
    """A fresh token for the same person and role, for a reminder; the earlier link goes on working till its day."""
    with transaction.atomic():
        row = ReplyLink.objects.select_related("cycle").get(public_id=link_id)
        fresh, token = new_link(row.cycle_id, row.role, row.sent_to, by=row.made_by, on=on)
        act = Act("renew-reply-link", "reply-link", [fresh.public_id], details={"after": row.public_id})
        records_act(act, by=Viewer(on=on))
    return token


def revoke_link(*, link_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The link, and every other for the same role and address in its cycle, opens nothing from now on."""
    request = Request("revoke-reply-link", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        acting = rights.check(viewer, RUN)
        row = ReplyLink.objects.select_related("cycle").filter(public_id=link_id).first()
        if row is None:
            raise NotFound("There is no such link here.", do="Start from the cycle.")
        same = ReplyLink.objects.filter(cycle=row.cycle, role=row.role, sent_to=row.sent_to, revoked_on__isnull=True)
        same.update(revoked_on=on, revoked_by=by, why_revoked=reason.strip()[:300])
        _traced(request, viewer, acting, row)
        return row.cycle.public_id

    return carry_out(request, work, asked={"link": link_id, "reason": reason})


def open_link(visit: Visit) -> OpenedLink:
    """What the link opens, the use on record; raises LinkClosed, in words, when it opens nothing."""
    return _opened(_admitted(visit, "opened"))


def _opened(row: ReplyLink) -> OpenedLink:
    last = Reply.objects.filter(link=row).order_by("-pk").values_list("by_name", flat=True).first()
    return OpenedLink(row.public_id, row.cycle.public_id, row.role, row.sent_to, row.ends_on, last or "")


def peek(visit: Visit) -> OpenedLink:
    """The same without a line in the record of uses, for a form that is about to be saved and will leave its own."""
    row = ReplyLink.objects.select_related("cycle").filter(token_hash=_hashed(visit.token)).first()
    if _why_closed(row, visit, _place(visit)) is not None:
        return open_link(visit)
    assert row is not None
    return _opened(row)


def reply_by_link(
    *, visit: Visit, line_id: str, name: str, answer: Answer, seen: int = 0, request_key: str = ""
) -> Replied:
    """What the user of a link says about one of its lines is kept under the name they give."""
    row = _admitted(visit, "saved")
    with transaction.atomic():
        line = locked_line(line_id)
        if line.cycle_id != row.cycle_id or row.role not in asked_roles(line):
            raise NotFound("This link does not open that action.", do="Answer about the actions it lists.")
        if not name.strip():
            raise Problem("Give your name.", why="A link may be passed on, and the lead must know who answered.")
        kept = Reply.objects.filter(link=row, request_key=request_key[:64]).first() if request_key else None
        if kept is not None:
            return Replied(kept.public_id)
        check_line(line, answer)
        reply = add_reply(line, answer, Whose(row.role, name.strip(), link=row), on=visit.on, request_key=request_key)
        records_act(
            Act(
                "reply-by-link",
                "commission",
                [line.public_id],
                details={"link": row.public_id, "reply": reply.public_id},
            ),
            by=Viewer(on=visit.on),
        )
        others = Reply.objects.filter(commission=line, pk__gt=seen).exclude(link=row, by_name=reply.by_name)
        return Replied(reply.public_id, tuple(others.order_by("pk").values_list("public_id", flat=True)))


def _admitted(visit: Visit, what: str) -> ReplyLink:
    place = _place(visit)
    row = ReplyLink.objects.select_related("cycle").filter(token_hash=_hashed(visit.token)).first()
    problem = _why_closed(row, visit, place)
    use = ReplyLinkUse(link=row, what="refused" if problem else what, on=visit.on, at=visit.at, place=place)
    if problem is None or problem.reason is not Closed.TOO_MANY:
        use.save(force_insert=True)
    if problem is not None:
        raise problem
    assert row is not None
    return row


def _place(visit: Visit) -> str:
    return keyed(visit.where)[:16] if visit.where else ""


def _why_closed(row: ReplyLink | None, visit: Visit, place: str) -> LinkClosed | None:
    ask = "Ask whoever sent it for a new one. What was saved before is kept."
    if _is_too_often(row, visit, place):
        return LinkClosed(
            Closed.TOO_MANY,
            "There were too many tries.",
            why="Nobody needs so many.",
            do="Wait an hour, then try again.",
        )
    if row is None:
        why = "The address may be cut short: some programs break a long one over two lines."
        return LinkClosed(Closed.UNKNOWN, "This link opens nothing.", why=why, do="Copy the whole of it. " + ask)
    if row.revoked_on is not None:
        why = row.why_revoked or "Whoever sent it took it back."
        return LinkClosed(Closed.REVOKED, "This link was taken back.", why=why, do=ask)
    if CycleLock.objects.filter(cycle=row.cycle).exists():
        why = "The updates of this round are closed and have gone to the board."
        return LinkClosed(Closed.LOCKED, "This round of updates is over.", why=why, do="You will be asked again.")
    if visit.on > row.ends_on:
        what = f"This link ended on {row.ends_on.day} {row.ends_on:%B %Y}."
        return LinkClosed(Closed.ENDED, what, why="Links end so that an old email opens nothing.", do=ask)
    return None


def _is_too_often(row: ReplyLink | None, visit: Visit, place: str) -> bool:
    rules, since = cycle_rules(), visit.at - _HOUR
    recent = ReplyLinkUse.objects.filter(at__gt=since)
    if row is not None and recent.filter(link=row).count() >= rules.link_uses:
        return True
    return bool(place) and recent.filter(place=place, what="refused").count() >= rules.link_tries


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _check_address(sent_to: str) -> None:
    try:
        validate_email(sent_to.strip())
    except ValidationError as cause:
        raise Problem(f"“{sent_to}” is not an email address.", do="Write it like name@example.org.") from cause


def _traced(request: Request, viewer: Viewer, acting: str, row: ReplyLink) -> None:
    leaves_trace(
        request, viewer, acting_role=acting, subject_kind="reply-link", subject_ids=[row.public_id], details={}
    )


__all__ = [
    "Closed",
    "LinkClosed",
    "OpenedLink",
    "Visit",
    "make_link",
    "new_link",
    "open_link",
    "peek",
    "renew_link",
    "reply_by_link",
    "revoke_link",
]
