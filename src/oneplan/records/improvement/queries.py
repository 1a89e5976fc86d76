"""The plan as people read it. Every question says who is asking."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Q

from oneplan.core.access import FieldClass, NotFound, Viewer
from oneplan.core.improvement.reading import OwnerPart
from oneplan.records import rights
from oneplan.records.accounts.models import RoleHeld
from oneplan.records.improvement import trees
from oneplan.records.improvement.changes import changes_since
from oneplan.records.improvement.histories import (
    evidence_of,
    history_of,
    impact_statements_of,
    links_of,
    updates_of,
)
from oneplan.records.improvement.import_queries import (
    as_reading,
    import_lines,
    import_progress,
    imports,
    plan_import,
    preview,
    stored_name,
)
from oneplan.records.improvement.models import Action, ImprovementPlan, OwnerRole, PlanKind
from oneplan.records.improvement.money import avoidance_line, cost_avoidance, plan_of_avoidance
from oneplan.records.improvement.plan_changes import changes_of
from oneplan.records.improvement.registers import (
    baseline_requests,
    plan_of_entry,
    register_entry,
    registers,
    slipping,
)
from oneplan.records.improvement.rows import (
    ActionMay,
    ActionPage,
    ActionRow,
    OwnerLoadRow,
    OwnerPage,
    PlanRow,
    PlanTree,
    PromiseRow,
    SectionPage,
)
from oneplan.records.improvement.versions import next_version_of, predecessor_of, version_report

__all__ = [
    "action",
    "as_reading",
    "avoidance_line",
    "baseline_requests",
    "changes_of",
    "changes_since",
    "cost_avoidance",
    "current_plan",
    "ids_by_key",
    "import_lines",
    "import_progress",
    "imports",
    "links_of",
    "next_version_of",
    "owner",
    "owners",
    "plan_import",
    "plan_of_action",
    "plan_of_avoidance",
    "plan_of_entry",
    "plan_tree",
    "plans",
    "predecessor_of",
    "preview",
    "promises",
    "register_entry",
    "registers",
    "revision",
    "section",
    "slipping",
    "stored_name",
    "version_report",
    "viewer_class",
    "what_may_be_done",
]


def viewer_class(viewer: Viewer) -> FieldClass:
    """The class that the viewer reads up to: with a plan's revision, the key of anything kept about a page."""
    return rights.viewer_class(viewer)


def revision(plan_id: str) -> int:
    """The plan's revision, which rises with every change to anything in it."""
    found = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).values_list("revision", flat=True)
    for number in found:
        return number
    raise NotFound("There is no such plan here.", do="Start from the list of plans.")


def plans(*, viewer: Viewer) -> tuple[PlanRow, ...]:
    """Every plan, the newest first."""
    is_public_only = _reads(viewer) is FieldClass.PUBLIC
    counted = Count("actions", filter=Q(actions__is_withdrawn=False))
    rows = ImprovementPlan.objects.filter(is_withdrawn=False).annotate(held=counted).order_by("-created_at", "-pk")
    rows = rows.select_related("mirrors", "previous_version")
    found = [trees.plan_row(row, action_count=row.held, is_public_only=is_public_only) for row in rows]
    current = next((row.id for row in found if row.kind == PlanKind.SEND), "")
    return tuple(replace(row, is_current=row.id == current) for row in found)


def current_plan(*, viewer: Viewer) -> PlanRow | None:
    """The plan that the area runs: the newest of its SEND plans; none before the first import."""
    rows = ImprovementPlan.objects.filter(is_withdrawn=False, kind=PlanKind.SEND).order_by("-created_at", "-pk")
    newest = rows.values_list("public_id", "revision").first()
    if newest is None:
        return None
    # What is read before a commit may never come true, so it is not kept.
    read = _present_plan if connection.in_atomic_block else _kept_plan
    return read(*newest, is_public_only=_reads(viewer) is FieldClass.PUBLIC)


@lru_cache(maxsize=8)
def _kept_plan(plan_id: str, revision: int, *, is_public_only: bool) -> PlanRow:
    return _present_plan(plan_id, revision, is_public_only=is_public_only)


def _present_plan(plan_id: str, revision: int, *, is_public_only: bool) -> PlanRow:
    del revision  # part of the key: the same revision is the same plan
    row = ImprovementPlan.objects.select_related("mirrors", "previous_version").get(public_id=plan_id)
    held = Action.objects.filter(plan=row, is_withdrawn=False).count()
    return replace(trees.plan_row(row, action_count=held, is_public_only=is_public_only), is_current=True)


def plan_tree(plan_id: str, *, viewer: Viewer) -> PlanTree:
    """A whole plan."""
    return trees.tree(plan_id, _reads(viewer))


def promises(plan_id: str, *, viewer: Viewer) -> tuple[PromiseRow, ...]:
    """The timeline of a plan."""
    return plan_tree(plan_id, viewer=viewer).promises


def section(plan_id: str, slug: str, *, viewer: Viewer) -> SectionPage:
    """One section with everything in it."""
    ceiling = _reads(viewer)
    tree = trees.tree(plan_id, ceiling)
    place = next((at for at, row in enumerate(tree.sections) if row.slug == slug), None)
    if place is None:
        raise NotFound("There is no such section in this plan.", do="Start from the plan.")
    row = tree.sections[place]
    actions = tuple(action for action in tree.actions if action.section_slug == slug)
    refs = {action.ref for action in actions}
    return SectionPage(
        plan=tree.plan,
        priority=next((each for each in tree.priorities if each.number == row.priority), None),
        section=row,
        children=tuple(each for each in tree.sections if each.parent == slug),
        actions=actions,
        areas=tuple(each for each in tree.areas if each.section == slug),
        measures=tuple(each for each in tree.measures if each.section == slug),
        impacts=tuple(each for each in tree.impacts if each.section == slug),
        updates=() if ceiling is FieldClass.PUBLIC else updates_of(plan_id, section_slug=slug),
        dependencies=tuple(each for each in tree.dependencies if each.from_section == slug or each.from_ref in refs),
        before=tree.sections[place - 1] if place else None,
        after=next(iter(tree.sections[place + 1 :]), None),
    )


def action(plan_id: str, action_id: str, *, viewer: Viewer) -> ActionPage:
    """One action with all that happened to it."""
    ceiling = _reads(viewer)
    tree = trees.tree(plan_id, ceiling)
    place = next((at for at, row in enumerate(tree.actions) if row.id == action_id), None)
    if place is None:
        raise NotFound("There is no such action in this plan.", do="Start from the plan.")
    row = tree.actions[place]
    is_hidden = ceiling is FieldClass.PUBLIC
    return ActionPage(
        plan=tree.plan,
        section=next((each for each in tree.sections if each.slug == row.section_slug), None),
        action=row,
        history=() if is_hidden else history_of(action_id),
        updates=() if is_hidden else updates_of(plan_id, action_id=action_id),
        evidence=() if is_hidden else evidence_of(action_id),
        impact_statements=() if is_hidden else impact_statements_of(action_id),
        depends_on=tuple(each for each in tree.dependencies if each.from_ref == row.ref),
        depended_on_by=tuple(each for each in tree.dependencies if each.to_id == row.id),
        before=tree.actions[place - 1] if place else None,
        after=next(iter(tree.actions[place + 1 :]), None),
        may=what_may_be_done(row, viewer),
    )


def what_may_be_done(row: ActionRow, viewer: Viewer) -> ActionMay:
    """What the viewer may do to an action."""
    roles = [owner.role for owner in row.owners]

    def may(permission: str) -> bool:
        return rights.may(viewer, permission, owner_roles=roles)

    return ActionMay(
        rate=may("action-rate"),
        redate=may("action-redate"),
        reown=may("action-reown"),
        update=may("action-update"),
        evidence=may("evidence-add"),
        impact=may("impact-state"),
    )


def plan_of_action(action_id: str) -> str:
    """The id of the plan that an action belongs to."""
    for plan_id in Action.objects.filter(public_id=action_id).values_list("plan__public_id", flat=True):
        return plan_id
    raise NotFound("There is no such action here.", do="Start from the plan.")


def ids_by_key(plan_id: str) -> dict[str, str]:
    """The public id of each action of a plan by its key."""
    rows = Action.objects.filter(plan__public_id=plan_id, is_withdrawn=False)
    return dict(rows.values_list("key", "public_id"))


def owners(plan_id: str, *, viewer: Viewer) -> tuple[OwnerLoadRow, ...]:
    """Every role that owns an action, the one that carries most first."""
    tree = plan_tree(plan_id, viewer=viewer)
    slugs = dict(OwnerRole.objects.filter(plan__public_id=plan_id).values_list("name", "slug"))
    names = dict.fromkeys(owner.role for row in tree.actions for owner in row.owners)
    loads = [_load(name, slugs[name], tree.actions) for name in names]
    return tuple(sorted(loads, key=lambda load: (-load.lead_count - load.support_count, load.role)))


def owner(plan_id: str, slug: str, *, viewer: Viewer) -> OwnerPage:
    """One role's load; names of people only for those inside the partnership."""
    load = next((each for each in owners(plan_id, viewer=viewer) if each.slug == slug), None)
    if load is None:
        raise NotFound("No role of that name owns an action.", do="Start from the list of owners.")
    tree = plan_tree(plan_id, viewer=viewer)
    is_hidden = _reads(viewer) is FieldClass.PUBLIC
    return OwnerPage(
        plan=tree.plan,
        owner=load,
        actions=tuple(row for row in tree.actions if _is_owned(row, load.role)),
        people=() if is_hidden else _people(load.role, viewer.on),
    )


def _load(name: str, slug: str, actions: tuple[ActionRow, ...]) -> OwnerLoadRow:
    mine = [row for row in actions if _is_owned(row, name)]
    live = [row for row in mine if row.rating.is_live and not row.is_superseded]
    leads = sum(1 for row in mine if any(o.role == name and o.part is OwnerPart.LEAD for o in row.owners))
    return OwnerLoadRow(
        role=name,
        slug=slug,
        lead_count=leads,
        support_count=len(mine) - leads,
        live_count=len(live),
        rating_counts=dict(Counter(row.rating.value for row in mine)),
        next_due_on=min((row.due.due_on for row in live if row.due.due_on), default=None),
    )


def _people(owner_role: str, on: date) -> tuple[str, ...]:
    held = RoleHeld.objects.filter(owner_role=owner_role, user__is_active=True, first_day__lte=on)
    held = held.filter(Q(last_day__isnull=True) | Q(last_day__gte=on))
    return tuple(held.order_by("user__name").values_list("user__name", flat=True).distinct())


def _is_owned(row: ActionRow, role: str) -> bool:
    return any(each.role == role for each in row.owners)


def _reads(viewer: Viewer) -> FieldClass:
    rights.check(viewer, "plan-read")
    return rights.viewer_class(viewer)
