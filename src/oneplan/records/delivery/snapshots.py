"""The plan as a lock keeps it: every action with what was cleared, and the newest figure of every linked measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from oneplan.core.improvement.cycle_snapshots import WORDS, snapped
from oneplan.core.improvement.cycles import Standing
from oneplan.core.improvement.facets import Facet, Rated
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Owner
from oneplan.records.delivery.models import DeliveryCycle
from oneplan.records.delivery.rows import LineRow
from oneplan.records.figures import queries as figures
from oneplan.records.improvement.models import Action, ActionOwner, ImprovementPlan
from oneplan.records.improvement.projection import due_of, owner_of
from oneplan.rulebook.measure_files import load_measures

NOT_ASKED = "not_asked"


def snapshot_of(cycle: DeliveryCycle, lines: Iterable[LineRow], on: date) -> dict[str, Any]:
    """Everything that a lock keeps, as plain JSON."""
    return {
        "cycle": cycle.number,
        "on": on.isoformat(),
        "plan": cycle.plan.title,
        "actions": actions_now(cycle.plan, lines),
        **_figures(cycle.plan.public_id),
    }


def actions_now(plan: ImprovementPlan, lines: Iterable[LineRow] = ()) -> list[dict[str, Any]]:
    """Every action of a plan as it stands, with the words that were cleared of it in this cycle."""
    by_action = {each.action_id: each for each in lines}
    owners: dict[int, list[Owner]] = defaultdict(list)
    held = ActionOwner.objects.filter(action__plan=plan).select_related("owner_role")
    for each in held.order_by("action_id", "position"):
        owners[each.action_id].append(owner_of(each))
    rows = Action.objects.filter(plan=plan, is_withdrawn=False, is_superseded=False).select_related("section")
    return [
        _action(row, tuple(owners[row.pk]), by_action.get(row.public_id)) for row in rows.order_by("position", "id")
    ]


def _action(row: Action, owners: tuple[Owner, ...], line: LineRow | None) -> dict[str, Any]:
    values = {
        Facet.TEXT: row.text,
        Facet.SECTION: row.section.slug if row.section else "",
        Facet.RATING: Rated(row.rating_raw, Rating(row.rating)),
        Facet.DUE: due_of(row),
        Facet.OWNERS: owners,
    }
    cleared = line.clearance if line else None
    return {
        "id": row.public_id,
        "ref": row.ref,
        "version": row.version,
        "changed_on": row.changed_on.isoformat() if row.changed_on else "",
        "asked": line.standing.value if line and line.standing is not Standing.WITHDRAWN else NOT_ASKED,
        "activity": cleared.activity if cleared else "",
        "impact": cleared.impact if cleared else "",
        "internal": cleared.internal if cleared else "",
        "public": cleared.public_words if cleared else "",
        WORDS: " ".join(each for each in (cleared.activity, cleared.impact) if each) if cleared else "",
        **snapped(values),
    }


def _figures(plan_id: str) -> dict[str, Any]:
    run = figures.newest_run()
    if run is None:
        return {"figures_as_of": "", "figures": []}
    measures = load_measures().by_id
    linked = {each.measure for each in figures.links_of_plan(plan_id)} & set(measures)
    newest: dict[str, dict[str, Any]] = {}
    for each in figures.figures_of(run.id):
        if each.measure not in linked or each.split or each.grain is not measures[each.measure].headline:
            continue
        if each.last_day <= run.as_of or each.measure not in newest:
            newest[each.measure] = {
                "measure": each.measure,
                "first_day": each.first_day.isoformat(),
                "last_day": each.last_day.isoformat(),
                "numerator": each.value.numerator,
                "denominator": each.value.denominator,
            }
    return {"figures_as_of": run.as_of.isoformat(), "figures": [newest[name] for name in sorted(newest)]}
