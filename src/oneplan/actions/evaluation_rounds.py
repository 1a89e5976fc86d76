"""Opens the yearly round of the self-evaluation; what was said before comes along to be looked at again."""

from __future__ import annotations

from copy import copy
from datetime import date

from oneplan.actions.evaluation import WRITE
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.evaluation.models import EvaluationRound, Statement, StatementAction, StatementEvent
from oneplan.records.evaluation.models.statement import TO_REVIEW
from oneplan.records.public_id import random_public_id

_LONGEST_TITLE = 120


def open_round(*, title: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """A new round is open and the one before is closed; its statements come along, each to be looked at again."""
    request = Request("open-evaluation-round", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        if not title.strip():
            raise Problem("Give the round a name.", why="Statements are filed under it.", do="For example, 2026.")
        before = EvaluationRound.objects.select_for_update().filter(is_open=True).first()
        if before is not None:
            _check_later(before, on)
            before.is_open, before.closed_on = False, on
            before.save(update_fields=["is_open", "closed_on"])
        row = EvaluationRound.objects.create(
            title=title.strip()[:_LONGEST_TITLE], opened_on=on, previous=before, opened_by=by
        )
        carried = [_carry(each, row, by, on) for each in _carried(before)] if before else []
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="evaluation-round",
            subject_ids=[row.public_id],
            details={"carried": len(carried)},
        )
        return row.public_id

    return carry_out(request, work, asked={"title": title})


def _check_later(before: EvaluationRound, on: date) -> None:
    if on <= before.opened_on:
        raise Problem(
            f"“{before.title}” was opened on {before.opened_on.day} {before.opened_on:%B %Y}.",
            why="A round lasts at least a day, so that each statement belongs to one.",
            do="Open the next round on a later day.",
        )


def _carried(before: EvaluationRound) -> list[Statement]:
    return list(before.statements.filter(is_withdrawn=False).order_by("id"))


def _carry(old: Statement, row: EvaluationRound, by: User, on: date) -> Statement:
    """The statement in the new round with its evidence and gaps; nobody has agreed it there yet."""
    new = Statement.objects.create(
        round=row,
        instrument=old.instrument,
        instrument_version=old.instrument_version,
        question=old.question,
        claim=old.claim,
        judgement=old.judgement,
        claims_impact=old.claims_impact,
        impact=old.impact,
        what_next=old.what_next,
        owner_role=old.owner_role,
        state=TO_REVIEW,
        written_by=old.written_by,
        written_on=old.written_on,
        reviewed_on=old.reviewed_on,
        carried_from=old,
    )
    for cited in old.citations.filter(removed_on=None).order_by("id"):
        copied = copy(cited)
        copied.pk, copied.public_id, copied.statement = None, random_public_id(), new
        copied.save(force_insert=True)
    for gap in old.gap_actions.order_by("id"):
        StatementAction.objects.create(statement=new, action=gap.action, gap=gap.gap, on=gap.on, by=gap.by)
    StatementEvent.objects.create(statement=new, kind="carried", details={"claim": old.claim}, on=on, by=by)
    return new
