"""Says which actions should keep a promise of the printed plan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.promises import promise_key
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action, ImprovementPlan, Promise, PromiseMatch

PERMISSION = "plan-edit"


def say_who_keeps(
    *,
    plan_id: str,
    promise: str,
    action_ids: Collection[str],
    not_meant: Collection[str] = (),
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """These actions, and no others, should keep the promise; returns how many that is.

    ``not_meant`` are those that words alone had matched and that somebody now takes away for good.
    """
    request = Request("say-who-keeps", by, on, request_key, route)
    wanted, refused = frozenset(action_ids), frozenset(not_meant) - frozenset(action_ids)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        plan = ImprovementPlan.objects.select_for_update().filter(public_id=plan_id, is_withdrawn=False).first()
        if plan is None or promise not in _promises(plan):
            raise NotFound("There is no such promise in this plan.", do="Start from the timeline.")
        ids = dict(Action.objects.filter(plan=plan, is_withdrawn=False).values_list("public_id", "pk"))
        _check(wanted | refused, frozenset(ids))
        PromiseMatch.objects.filter(plan=plan, promise=promise).delete()
        PromiseMatch.objects.bulk_create(
            PromiseMatch(plan=plan, promise=promise, action_id=ids[each], is_meant=each in wanted, made_by=by)
            for each in sorted(wanted | refused)
        )
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="promise",
            subject_ids=[promise],
            details={"kept_by": sorted(wanted), "not_by": sorted(refused)},
        )
        return len(wanted)

    asked = {"plan": plan_id, "promise": promise, "actions": sorted(wanted), "not": sorted(refused)}
    return carry_out(request, work, asked=asked)


def _promises(plan: ImprovementPlan) -> frozenset[str]:
    rows = Promise.objects.filter(plan=plan).values_list("period", "text")
    return frozenset(promise_key(period, text) for period, text in rows)


def _check(wanted: frozenset[str], known: frozenset[str]) -> None:
    if strangers := wanted - known:
        raise Problem(
            "The plan holds no such action.",
            why=f"Not found: {', '.join(sorted(strangers))}.",
            do="Choose from the actions of the plan.",
        )
