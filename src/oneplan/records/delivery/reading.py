"""Rows of the cycle made from their tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet

from oneplan.core.improvement.cycles import Answer, CycleDays, stage_of, standing_of
from oneplan.core.improvement.rating import Rating
from oneplan.records.delivery.models import Clearance, Commission, CycleLock, DeliveryCycle, Reply
from oneplan.records.delivery.rows import ClearanceRow, CycleRow, LineRow, LockRow, ReplyRow
from oneplan.records.improvement.projection import due_of

ACCOUNT, LINK, SHEET = "account", "link", "sheet"


def cycle_row(row: DeliveryCycle, on: date) -> CycleRow:
    """A cycle as it stands on a day; its lock must be at hand if it has one."""
    lock: CycleLock | None = getattr(row, "lock", None)
    days = CycleDays(row.opens_on, row.reply_by, row.clear_by, row.lock_on, row.next_opens_on)
    return CycleRow(
        id=row.public_id,
        plan_id=row.plan.public_id,
        number=row.number,
        days=days,
        stage=stage_of(days, on, is_locked=lock is not None),
        opened_by=row.opened_by.name,
        locked_on=lock.on if lock else None,
        locked_by=lock.by.name if lock else "",
    )


def commissions_of(cycle: DeliveryCycle) -> QuerySet[Commission]:
    """What the cycle asks for, with all that came of it fetched at once."""
    return (
        Commission.objects.filter(cycle=cycle)
        .select_related("action__section", "cycle")
        .prefetch_related(
            "roles",
            Prefetch("replies", Reply.objects.select_related("by", "link", "sheet").order_by("id")),
            Prefetch("clearances", Clearance.objects.select_related("by", "reply").order_by("id")),
        )
        .order_by("position", "id")
    )


def line_row(row: Commission) -> LineRow:
    """One line with its replies and what was cleared of them."""
    action, section = row.action, row.action.section
    replies = _replies(row.replies.all())
    cleared = tuple(clearance_row(each) for each in row.clearances.all())
    newest = replies[-1].number if replies else 0
    return LineRow(
        id=row.public_id,
        cycle_id=row.cycle.public_id,
        action_id=action.public_id,
        ref=action.ref,
        section=section.title if section else "",
        section_slug=section.slug if section else "",
        text=action.text,
        rating=Rating(action.rating),
        rating_raw=action.rating_raw,
        due=due_of(action),
        version=action.version,
        roles=tuple(each.role for each in row.roles.all() if each.ended_on is None),
        standing=standing_of(
            is_withdrawn=row.is_withdrawn,
            newest_reply=newest,
            cleared_upto=cleared[-1].cleared_upto if cleared else None,
        ),
        why_withdrawn=row.why_withdrawn,
        replies=replies,
        clearance=cleared[-1] if cleared else None,
        clearances=cleared,
    )


def clearance_row(row: Clearance) -> ClearanceRow:
    """What the lead let stand."""
    return ClearanceRow(
        id=row.public_id,
        by_name=row.by.name,
        on=row.on,
        activity=row.activity,
        impact=row.impact,
        internal=row.internal,
        public_words=row.public_words,
        rating_outcome=row.rating_outcome,
        rating_says=row.rating_says,
        due_outcome=row.due_outcome,
        due_says=row.due_says,
        cleared_upto=row.cleared_upto,
    )


def lock_row(row: CycleLock) -> LockRow:
    """A lock with its snapshot."""
    return LockRow(
        cycle_id=row.cycle.public_id,
        number=row.cycle.number,
        on=row.on,
        by_name=row.by.name,
        digest=row.digest,
        why_uncleared=row.why_uncleared,
        snapshot=row.snapshot,
    )


def answer_of(row: Reply) -> Answer:
    """What a reply says."""
    return Answer(
        done=row.done,
        difference=row.difference,
        rating=row.rating_raw,
        rating_reason=row.rating_reason,
        due_on=row.due_on,
        due_reason=row.due_reason,
        risks=row.risks,
        public_words=row.public_words,
    )


def _replies(rows: Iterable[Reply]) -> tuple[ReplyRow, ...]:
    every = list(rows)
    newest = {_whose(each): each.pk for each in every}
    return tuple(_reply(each, is_theirs_now=newest[_whose(each)] == each.pk) for each in every)


def _whose(row: Reply) -> tuple[object, ...]:
    # A link may have been forwarded, so the name that was given tells its users apart.
    if row.link_id is not None:
        return (LINK, row.link_id, row.by_name.casefold())
    return (SHEET, row.role, row.by_name.casefold()) if row.sheet_id is not None else (ACCOUNT, row.by_id)


def _reply(row: Reply, *, is_theirs_now: bool) -> ReplyRow:
    return ReplyRow(
        id=row.public_id,
        number=row.pk,
        role=row.role,
        by_id=row.by_id,
        by_name=row.by_name,
        via=LINK if row.link_id else SHEET if row.sheet_id else ACCOUNT,
        sent_to=row.link.sent_to if row.link else "",
        on=row.on,
        at=row.at,
        answer=answer_of(row),
        rating=Rating(row.rating) if row.rating else None,
        is_theirs_now=is_theirs_now,
    )
