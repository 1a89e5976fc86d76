"""Requests for a green rating: what each rests on, which still wait, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.embedding import Proof, Shown
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.records import rights
from oneplan.records.improvement.models import Action, Evidence, GreenRequest, ImpactStatement


@dataclass(frozen=True, slots=True)
class GreenRow:
    """One request; ``outcome`` is empty while it waits. ``may_decide`` says whether this reader is the second one."""

    id: str
    action_id: str
    ref: str
    text: str
    section_slug: str
    rating: Rating
    rating_raw: str
    rating_now: Rating
    reason: str
    owner_roles: tuple[str, ...]
    asked_by: str
    asked_on: date
    outcome: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    decided_because: str = ""
    may_decide: bool = False
    why_not: str = ""


def proof_of(action: Action, *, asked_by: int | None = None, owner_roles: Iterable[str] = ()) -> Proof:
    """What the action can show today, without a reviewer."""
    shown = Evidence.objects.filter(action=action).order_by("pk").values_list("kind", "on")
    return Proof(
        evidence=tuple(Shown(EvidenceKind(kind), on) for kind, on in shown),
        differences=ImpactStatement.objects.filter(action=action).count(),
        owner_roles=frozenset(owner_roles),
        asked_by=asked_by,
    )


def proof_by_id(action_id: str, *, viewer: Viewer) -> Proof:
    """What an action can show, for a reader who sees how the plan came about."""
    rights.check(viewer, "plan-detail-read")
    action = Action.objects.filter(public_id=action_id, is_withdrawn=False).first()
    if action is None:
        raise NotFound("There is no such action here.", do="Start from the plan.")
    return proof_of(action)


def waiting(plan_id: str, *, viewer: Viewer) -> tuple[GreenRow, ...]:
    """The requests of a plan that nobody has decided, the oldest first."""
    rights.check(viewer, "plan-detail-read")
    rows = _rows().filter(action__plan__public_id=plan_id, decision__isnull=True)
    rows = rows.filter(action__is_withdrawn=False, action__is_superseded=False)
    return tuple(_row(row, viewer) for row in rows.order_by("pk"))


def decided(plan_id: str, *, viewer: Viewer, most: int) -> tuple[GreenRow, ...]:
    """The newest decided requests of a plan, the newest first."""
    rights.check(viewer, "plan-detail-read")
    rows = _rows().filter(action__plan__public_id=plan_id, decision__isnull=False)
    return tuple(_row(row, viewer) for row in rows.order_by("-decision__pk")[:most])


def requests_of(action_id: str, *, viewer: Viewer) -> tuple[GreenRow, ...]:
    """Every request about one action, the newest first."""
    rights.check(viewer, "plan-detail-read")
    return tuple(_row(row, viewer) for row in _rows().filter(action__public_id=action_id).order_by("-pk"))


def request(request_id: str, *, viewer: Viewer) -> GreenRow:
    """One request; raises NotFound."""
    rights.check(viewer, "plan-detail-read")
    found = _rows().filter(public_id=request_id, action__is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such request here.", do="Start from what waits for approval.")
    return _row(found, viewer)


def _rows() -> QuerySet[GreenRequest]:
    return GreenRequest.objects.select_related("action__section", "by", "decision__by").prefetch_related(
        "action__owners__owner_role"
    )


def _row(row: GreenRequest, viewer: Viewer) -> GreenRow:
    decision = getattr(row, "decision", None)
    owners = {each.owner_role.name for each in row.action.owners.all()} | set(row.owner_roles)
    why_not = _why_not(row, owners, viewer)
    return GreenRow(
        id=row.public_id,
        action_id=row.action.public_id,
        ref=row.action.ref,
        text=row.action.text,
        section_slug=row.action.section.slug if row.action.section else "",
        rating=Rating(row.rating),
        rating_raw=row.rating_raw,
        rating_now=Rating(row.action.rating),
        reason=row.reason,
        owner_roles=tuple(sorted(owners)),
        asked_by=row.by.name,
        asked_on=row.on,
        outcome=decision.outcome if decision else "",
        decided_by=decision.by.name if decision else "",
        decided_on=decision.on if decision else None,
        decided_because=decision.reason if decision else "",
        may_decide=decision is None and not why_not,
        why_not="" if decision else why_not,
    )


def _why_not(row: GreenRequest, owners: set[str], viewer: Viewer) -> str:
    """Why this reader is not the one to decide; nothing when they are."""
    if row.by_id == viewer.user_id:
        return "You asked for it, so somebody else decides."
    if viewer.owner_roles & owners:
        return "You own this action, so somebody else decides."
    if not rights.may(viewer, "action-approve", owner_roles=owners):
        return "Your role does not approve ratings."
    return ""
