"""Several plans, and each year's version of one: what a plan is, and what the next year carries over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_locks import locked_plan
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.edits import About
from oneplan.core.improvement.facets import due_to_plain, facets_to_plain
from oneplan.core.improvement.history import PROOF, ActionState, EventKind
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.dependencies import derive
from oneplan.records.improvement.frames import set_frame, stored_frame
from oneplan.records.improvement.models import Action, ActionEvent, ImprovementPlan, PlanChange, PlanKind
from oneplan.records.improvement.refreshing import raise_revision, refresh, states_of

PERMISSION = "plan-version"


@dataclass(frozen=True, slots=True)
class _Next:
    """A plan about to be replaced, and the one that replaces it."""

    old: ImprovementPlan
    new: ImprovementPlan
    request: Request
    role: str
    reason: str


def describe_plan(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    title: str,
    kind: str,
    year: str = "",
    mirrors: str = "",
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """It is said what kind of plan this is, of which year, and which other plan it mirrors; returns its id."""
    request = Request("describe-plan", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        plan = locked_plan(plan_id)
        before = _said(plan)
        plan.title, plan.kind, plan.year = title.strip()[:500], _kind(kind), year.strip()[:40]
        plan.mirrors = _other(mirrors, plan) if mirrors else None
        _check_words(plan.title, "Enter the plan's title.")
        _check_words(reason, "Say why.")
        if _said(plan) == before:
            raise Problem("Nothing would change.", do="Change something first, or go back to the list of plans.")
        plan.save(update_fields=["title", "kind", "year", "mirrors"])
        _kept(plan, request, role, reason, before)
        leaves_trace(request, viewer, acting_role=role, subject_kind="plan", subject_ids=[plan_id])
        return plan_id

    asked = {"plan": plan_id, "title": title, "kind": kind, "year": year, "mirrors": mirrors, "reason": reason}
    return carry_out(request, work, asked=asked)


def start_plan(
    *,
    title: str,
    kind: str,
    year: str = "",
    mirrors: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """There is one more plan, empty, to be filled here; returns its id."""
    request = Request("start-plan", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        _check_words(title, "Enter the plan's title.")
        plan = ImprovementPlan.objects.create(title=title.strip()[:500], kind=_kind(kind), year=year.strip()[:40])
        if mirrors:
            plan.mirrors = _other(mirrors, plan)
            plan.save(update_fields=["mirrors"])
        leaves_trace(request, viewer, acting_role=role, subject_kind="plan", subject_ids=[plan.public_id])
        return plan.public_id

    return carry_out(request, work, asked={"title": title, "kind": kind, "year": year, "mirrors": mirrors})


def start_next_version(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    plan_id: str,
    title: str,
    year: str,
    carry: Collection[str] | None = None,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The next year's plan begins with the live actions named by ``carry`` (all, where none are named); its id.

    Each keeps its ref, its first date, its baseline and the way back to its predecessor. The plan it comes from stays
    as it was, to be read and not changed.
    """
    request = Request("start-next-version", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        old = locked_plan(plan_id)
        for words, missing in (
            (title, "Enter the title of the new version."),
            (year, "Enter the year."),
            (reason, "Say why."),
        ):
            _check_words(words, missing)
        new = ImprovementPlan.objects.create(
            title=title.strip()[:500], year=year.strip()[:40], kind=old.kind, mirrors=old.mirrors, previous_version=old
        )
        step = _Next(old, new, request, role, reason.strip())
        set_frame(new, replace(stored_frame(old), title=title.strip()))
        carried = _carried(step, carry)
        raise_revision(old)
        details = {"previous": plan_id, "carried": carried}
        leaves_trace(
            request, viewer, acting_role=role, subject_kind="plan", subject_ids=[new.public_id], details=details
        )
        return new.public_id

    asked = {"plan": plan_id, "title": title, "year": year, "carry": sorted(carry or ()), "reason": reason}
    return carry_out(request, work, asked=asked)


def _carried(step: _Next, carry: Collection[str] | None) -> int:
    rows = list(
        Action.objects.filter(plan=step.old, is_withdrawn=False, is_superseded=False).order_by("position", "pk")
    )
    states = states_of(rows)
    live = [row for row in rows if states[row.pk].facets.rating.rating.is_live]
    wanted = live if carry is None else [row for row in rows if row.public_id in set(carry)]
    strange = set(carry or ()) - {row.public_id for row in rows}
    if strange:
        raise Problem(
            "One of the actions chosen is no longer in the plan.", do="Open the page again and choose afresh."
        )
    new = [_row(step, row) for row in wanted]
    Action.objects.bulk_create(new, batch_size=200)
    made = {row.key: row for row in Action.objects.filter(plan=step.new)}
    ActionEvent.objects.bulk_create(
        [_event(step, made[row.key], row, states[row.pk]) for row in wanted], batch_size=200
    )
    refresh(step.new, list(made.values()))
    derive(step.new)
    return len(new)


def _row(step: _Next, row: Action) -> Action:
    return Action(
        plan=step.new, key=row.key, ref=row.ref, ref_is_given=row.ref_is_given, position=row.position, predecessor=row
    )


def _event(step: _Next, made: Action, row: Action, state: ActionState) -> ActionEvent:
    carried = {
        "first_due": due_to_plain(state.first_due),
        "baseline": due_to_plain(state.baseline),
        "baselines": state.baselines,
        "from": row.public_id,
    }
    details: Mapping[str, Any] = facets_to_plain(state.facets) | {"carried": carried}
    # What was approved on evidence before is not asked for again.
    proof = {PROOF: {"from": row.public_id}} if state.is_proven else {}
    return ActionEvent(
        action=made,
        kind=EventKind.ADDED.value,
        on=step.request.on,
        by=step.request.by,
        acting_role=step.role,
        reason=step.reason,
        details={**details, **proof},
    )


def _said(plan: ImprovementPlan) -> dict[str, str]:
    mirrors = plan.mirrors.public_id if plan.mirrors else ""
    return {"title": plan.title, "kind": plan.kind, "year": plan.year, "mirrors": mirrors}


def _kind(kind: str) -> str:
    if kind not in PlanKind.values:
        raise Problem("A plan is for SEND, for children's services or for something else.", do="Choose one of them.")
    return kind


def _other(plan_id: str, plan: ImprovementPlan) -> ImprovementPlan:
    found = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).exclude(pk=plan.pk).first()
    if found is None:
        raise NotFound("There is no such plan for it to mirror.", do="Choose another plan, or none.")
    return found


def _check_words(words: str, missing: str) -> None:
    if not words.strip():
        raise Problem(missing, why="Whoever reads the plan in a year has only these words.")


def _kept(plan: ImprovementPlan, request: Request, role: str, reason: str, before: dict[str, str]) -> None:
    PlanChange.objects.create(
        plan=plan,
        about=About.PLAN.value,
        kind="changed",
        before=before,
        after=_said(plan),
        on=request.on,
        by=request.by,
        acting_role=role,
        reason=reason.strip(),
    )
    raise_revision(plan)
