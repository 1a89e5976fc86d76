"""A whole plan in a handful of queries, kept while nothing in it changes."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from django.db import connection

from oneplan.core.access import FieldClass, NotFound
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import LineFate, Owner
from oneplan.records.improvement.models import (
    Action,
    ActionOwner,
    AreaForImprovement,
    Dependency,
    ImpactLine,
    ImportLine,
    ImprovementPlan,
    MeasureLine,
    PlanImport,
    Priority,
    Promise,
    RatingKeyEntry,
    Section,
)
from oneplan.records.improvement.models.plan_import import ImportState
from oneplan.records.improvement.projection import action_row, owner_of
from oneplan.records.improvement.rows import (
    ActionRow,
    DependencyRow,
    KeyRow,
    MeasureRow,
    PlanRow,
    PlanTree,
    PriorityRow,
    PromiseRow,
    SectionRow,
    StatementRow,
)


def find_plan(plan_id: str) -> ImprovementPlan:
    """The plan with this id; raises NotFound."""
    plans = ImprovementPlan.objects.select_related("mirrors", "previous_version")
    plan = plans.filter(public_id=plan_id, is_withdrawn=False).first()
    if plan is None:
        raise NotFound("There is no such plan here.", do="Start from the list of plans.")
    return plan


def tree(plan_id: str, ceiling: FieldClass) -> PlanTree:
    """The plan as a reader up to this class sees it."""
    revision = find_plan(plan_id).revision
    if connection.in_atomic_block:  # what is read before a commit may never come true, so it is not kept
        return _build(plan_id, ceiling)
    return _kept(plan_id, revision, ceiling)


@lru_cache(maxsize=8)
def _kept(plan_id: str, revision: int, ceiling: FieldClass) -> PlanTree:
    del revision  # part of the key: the same revision is the same plan
    return _build(plan_id, ceiling)


def _build(plan_id: str, ceiling: FieldClass) -> PlanTree:
    plan = find_plan(plan_id)
    is_public_only = ceiling is FieldClass.PUBLIC
    actions = actions_of(plan, is_public_only=is_public_only)
    counts: dict[str, int] = defaultdict(int)
    for action in actions:
        counts[action.section_slug] += 1
    return PlanTree(
        plan=plan_row(plan, action_count=len(actions), is_public_only=is_public_only),
        priorities=tuple(PriorityRow(row.number, row.title) for row in Priority.objects.filter(plan=plan)),
        sections=_sections(plan, counts),
        actions=actions,
        key=tuple(
            KeyRow(row.word, row.meaning, Rating(row.rating)) for row in RatingKeyEntry.objects.filter(plan=plan)
        ),
        areas=_statements(AreaForImprovement, plan),
        measures=tuple(
            MeasureRow(row.section.slug if row.section else "", row.text, row.measure, row.pk)
            for row in MeasureLine.objects.filter(plan=plan, is_withdrawn=False).select_related("section")
        ),
        impacts=_statements(ImpactLine, plan),
        promises=promises_of(plan),
        dependencies=dependencies_of(plan),
        review_count=0 if is_public_only else _review_count(plan),
    )


def plan_row(plan: ImprovementPlan, *, action_count: int, is_public_only: bool) -> PlanRow:
    """The plan by itself, with the document it was last read from."""
    last = None if is_public_only else _last_import(plan)
    return PlanRow(
        id=plan.public_id,
        title=plan.title,
        ratings_as_at=plan.ratings_as_at,
        revision=plan.revision,
        action_count=action_count,
        source_name=last.document.name if last else "",
        applied_at=last.applied_at if last else None,
        kind=plan.kind,
        year=plan.year,
        mirrors=plan.mirrors.public_id if plan.mirrors else "",
        previous=plan.previous_version.public_id if plan.previous_version else "",
    )


def actions_of(plan: ImprovementPlan, *, is_public_only: bool) -> tuple[ActionRow, ...]:
    """Every action that stands, in the order of the document."""
    owners: dict[int, list[Owner]] = defaultdict(list)
    held = ActionOwner.objects.filter(action__plan=plan).select_related("owner_role").order_by("action_id", "position")
    for row in held:
        owners[row.action_id].append(owner_of(row))
    actions = Action.objects.filter(plan=plan, is_withdrawn=False).select_related("section")
    return tuple(action_row(row, tuple(owners[row.pk]), is_public_only=is_public_only) for row in actions)


def promises_of(plan: ImprovementPlan) -> tuple[PromiseRow, ...]:
    """The timeline, in order."""
    return tuple(
        PromiseRow(row.period, row.number, row.text, row.is_achieved, row.period_ends_on)
        for row in Promise.objects.filter(plan=plan)
    )


def dependencies_of(plan: ImprovementPlan) -> tuple[DependencyRow, ...]:
    """Every cross-reference of the plan."""
    rows = Dependency.objects.filter(plan=plan).select_related("from_action", "from_section", "to_action")
    return tuple(
        DependencyRow(
            from_ref=row.from_action.ref if row.from_action else "",
            from_section=row.from_section.slug if row.from_section else "",
            written=row.written,
            to_ref=row.to_action.ref if row.to_action else "",
            to_id=row.to_action.public_id if row.to_action else "",
            from_id=row.from_action.public_id if row.from_action else "",
            kind=row.kind,
            why=row.why,
            is_made_here=row.is_made_here,
        )
        for row in rows
    )


def _sections(plan: ImprovementPlan, counts: dict[str, int]) -> tuple[SectionRow, ...]:
    rows = Section.objects.filter(plan=plan, is_withdrawn=False).select_related("priority", "parent")
    return tuple(
        SectionRow(
            number=row.number,
            slug=row.slug,
            title=row.title,
            priority=row.priority.number if row.priority else 0,
            parent=row.parent.slug if row.parent else "",
            must_improve=row.must_improve,
            action_count=counts.get(row.slug, 0),
        )
        for row in rows
    )


def _statements(model: type[AreaForImprovement | ImpactLine], plan: ImprovementPlan) -> tuple[StatementRow, ...]:
    rows = model.objects.filter(plan=plan, is_withdrawn=False).select_related("section")
    return tuple(StatementRow(row.section.slug if row.section else "", row.text, row.pk) for row in rows)


def _last_import(plan: ImprovementPlan) -> PlanImport | None:
    applied = PlanImport.objects.filter(plan=plan, state=ImportState.APPLIED).select_related("document")
    # Every page asks this; the whole reading, which is large, is not what it asks for.
    return applied.defer("reading", "before", "findings").order_by("-applied_at").first()


def _review_count(plan: ImprovementPlan) -> int:
    last = _last_import(plan)
    if last is None:
        return 0
    return ImportLine.objects.filter(plan_import=last, fate=LineFate.REVIEW, decision="").count()
