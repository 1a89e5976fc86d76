"""Who carries how much, what hangs on one person, and everything that one role holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from oneplan.core.access import Viewer
from oneplan.core.improvement.alone import Carried, LoneHolder, lone_holders
from oneplan.core.improvement.cycles import Standing
from oneplan.core.improvement.reading import OwnerPart
from oneplan.records import rights
from oneplan.records.delivery import group_queries, queries
from oneplan.records.delivery.group_queries import GroupRow
from oneplan.records.delivery.queries import LineRow
from oneplan.records.governance.seats import NamedSeat, seats_named
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.improvement.rows import ActionRow, PlanTree
from oneplan.records.series import queries as series_queries
from oneplan.records.series.rows import DutyRow
from oneplan.rulebook.cycle_files import alone_rules

READ = "cycle-read"


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """What one role carries: live actions, how many are late or fall due soon, what it owes, whom it rests on."""

    role: str
    leads: int
    supports: int
    late: int
    due_soon: int
    alone: int
    owed: int
    groups: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that one role holds today, for whoever takes over."""

    role: str
    people: tuple[str, ...]
    leads: tuple[ActionRow, ...]
    supports: tuple[ActionRow, ...]
    owed: tuple[LineRow, ...]
    groups: tuple[GroupRow, ...]
    alone: LoneHolder | None
    measures: tuple[DutyRow, ...] = ()
    seats: tuple[NamedSeat, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to hand over."""
        return not (self.leads or self.supports or self.owed or self.groups or self.measures)


def workload(plan_id: str, *, viewer: Viewer, soon: date) -> tuple[RoleLoad, ...]:
    """Every role with live work, the heaviest first; ``soon`` is the last day that counts as soon."""
    rights.check(viewer, READ)
    live = _live(plan_queries.plan_tree(plan_id, viewer=viewer))
    roles = tuple(dict.fromkeys(owner.role for each in live for owner in each.owners))
    people = queries.roles_of(roles, on=viewer.on)
    owed = _owed(plan_id, viewer)
    led = Counter(each.lead.role for each in group_queries.groups(plan_id, viewer=viewer) if each.lead)
    lone = {each.role: len(each.held) for each in alone(plan_id, viewer=viewer)}
    found = []
    for role in roles:
        mine = [each for each in live if any(owner.role == role for owner in each.owners)]
        leads = [each for each in mine if _leads(each, role)]
        days = [each.due.due_on for each in mine if each.due.due_on]
        found.append(
            RoleLoad(
                role=role,
                leads=len(leads),
                supports=len(mine) - len(leads),
                late=sum(1 for day in days if day < viewer.on),
                due_soon=sum(1 for day in days if viewer.on <= day <= soon),
                alone=lone.get(role, 0),
                owed=owed[role],
                groups=led[role],
                people=tuple(name for name, _ in people.get(role, ())),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.leads - each.supports, -each.late, each.role)))


def alone(plan_id: str, *, viewer: Viewer) -> tuple[LoneHolder, ...]:
    """Every role that holds live actions with nobody beside it, those that are a risk first."""
    rights.check(viewer, READ)
    tree = plan_queries.plan_tree(plan_id, viewer=viewer)
    referred = Counter(each.to_id for each in tree.dependencies if each.to_id)
    return lone_holders((_carried(each, referred[each.id], viewer.on) for each in _live(tree)), alone_rules())


def holdings(plan_id: str, role: str, *, viewer: Viewer) -> Holdings:
    """Everything that one role holds in a plan today."""
    rights.check(viewer, READ)
    live = _live(plan_queries.plan_tree(plan_id, viewer=viewer))
    mine = [each for each in live if any(owner.role == role for owner in each.owners)]
    cycle = queries.open_cycle(plan_id, viewer=viewer)
    lines = queries.lines(cycle.id, viewer=viewer) if cycle else ()
    people = queries.roles_of((role,), on=viewer.on).get(role, ())
    return Holdings(
        role=role,
        people=tuple(name for name, _ in people),
        leads=tuple(each for each in mine if _leads(each, role)),
        supports=tuple(each for each in mine if not _leads(each, role)),
        owed=tuple(each for each in lines if role in each.roles and each.standing is not Standing.WITHDRAWN),
        groups=tuple(
            each for each in group_queries.groups(plan_id, viewer=viewer) if each.lead and each.lead.role == role
        ),
        alone=next((each for each in alone(plan_id, viewer=viewer) if each.role == role), None),
        measures=tuple(each for each in series_queries.duties().values() if each.role == role),
        seats=seats_named(role, on=viewer.on),
    )


def _live(tree: PlanTree) -> list[ActionRow]:
    return [each for each in tree.actions if each.rating.is_live and not each.is_superseded]


def _leads(row: ActionRow, role: str) -> bool:
    return any(owner.role == role and owner.part is OwnerPart.LEAD for owner in row.owners)


def _carried(row: ActionRow, referred_to: int, on: date) -> Carried:
    leads = tuple(owner.role for owner in row.owners if owner.part is OwnerPart.LEAD)
    named = tuple(owner.role for owner in row.owners)
    return Carried(row.id, row.ref, leads, named, referred_to, bool(row.due.due_on and row.due.due_on < on))


def _owed(plan_id: str, viewer: Viewer) -> Counter[str]:
    cycle = queries.open_cycle(plan_id, viewer=viewer)
    if cycle is None:
        return Counter()
    return Counter({each.role: each.waiting for each in queries.progress(cycle.id, viewer=viewer)})
