"""What the printed plan promised, the actions that should keep it, and whether it was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.promises import Keeper, Standing, likely_keepers, promise_key, standing_of
from oneplan.records.improvement import queries
from oneplan.records.improvement.finished import finished_days
from oneplan.records.improvement.promise_matches import decided_matches
from oneplan.records.improvement.rows import ActionRow, PlanTree, PromiseRow
from oneplan.rulebook.plans import plan_rules


@dataclass(frozen=True, slots=True)
class KeptBy:
    """An action that should keep a promise, and whether a person said so or words alone did."""

    action_id: str
    ref: str
    text: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class PromiseView:
    """One promise with where it stands."""

    key: str
    row: PromiseRow
    standing: Standing
    kept_by: tuple[KeptBy, ...]


@dataclass(frozen=True, slots=True)
class Achieved:
    """An action that was finished, and on which day where that is known."""

    action_id: str
    ref: str
    text: str
    on: date | None
    is_evidence_unseen: bool


def promises(plan_id: str, *, viewer: Viewer, on: date) -> tuple[PromiseView, ...]:
    """Every promise of a plan in its order."""
    tree = queries.plan_tree(plan_id, viewer=viewer)
    actions = {row.id: row for row in tree.actions}
    kept_by, days = _matches(tree), finished_days(plan_id)
    return tuple(_view(row, kept_by, actions, days, on) for row in tree.promises)


def promise(plan_id: str, key: str, *, viewer: Viewer, on: date) -> PromiseView:
    """One promise by its key; raises NotFound."""
    for each in promises(plan_id, viewer=viewer, on=on):
        if each.key == key:
            return each
    raise NotFound("There is no such promise in this plan.", do="Start from the timeline.")


def achieved(plan_id: str, *, viewer: Viewer) -> tuple[Achieved, ...]:
    """The finished actions of a plan, the newest first; those finished on an unknown day stand last."""
    days = finished_days(plan_id)
    rows = [row for row in queries.plan_tree(plan_id, viewer=viewer).actions if row.id in days]
    found = [Achieved(row.id, row.ref, row.text, days[row.id], row.is_evidence_unseen) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.on is None, -(each.on.toordinal() if each.on else 0))))


def _view(
    row: PromiseRow,
    kept_by: Mapping[str, Mapping[str, bool]],
    actions: Mapping[str, ActionRow],
    days: Mapping[str, date | None],
    on: date,
) -> PromiseView:
    key = promise_key(row.period, row.text)
    meant = {each: sure for each, sure in kept_by.get(key, {}).items() if each in actions}
    keepers = [_keeper(actions[each], days) for each in meant]
    standing = standing_of(ends_on=row.period_ends_on, is_printed_kept=row.achieved, keepers=keepers, on=on)
    return PromiseView(
        key,
        row,
        standing,
        tuple(KeptBy(each, actions[each].ref, actions[each].text, sure) for each, sure in meant.items()),
    )


def _keeper(row: ActionRow, days: Mapping[str, date | None]) -> Keeper:
    return Keeper(row.ref, row.rating.is_finished, days.get(row.id), row.due.due_on, row.is_evidence_unseen)


def _matches(tree: PlanTree) -> Mapping[str, Mapping[str, bool]]:
    """For each promise its actions, and whether a person decided so; what a person took away is not there."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for key, ids in _likely(tree).items():
        found[key] = dict.fromkeys(ids, False)
    for decided in decided_matches(tree.plan.id):
        if decided.is_meant:
            found[decided.promise][decided.action_id] = True
        else:
            found[decided.promise].pop(decided.action_id, None)
    return found


def _likely(tree: PlanTree) -> Mapping[str, tuple[str, ...]]:
    """By words alone; of what the plan calls achieved already, its actions are the next steps and keep nothing."""
    wanted = tuple((promise_key(row.period, row.text), row.text) for row in tree.promises if not row.achieved)
    given = tuple((row.id, row.text) for row in tree.actions)
    return _likely_of(wanted, given)


@lru_cache(maxsize=16)
def _likely_of(
    wanted: tuple[tuple[str, str], ...], given: tuple[tuple[str, str], ...]
) -> Mapping[str, tuple[str, ...]]:
    rules = plan_rules("promises")
    return likely_keepers(dict(wanted), dict(given), same=rules["same_words"], margin=rules["margin"])
