"""What the area knows of need, its documents, agreements and advice, as pages ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from oneplan.answers.evaluation_records import figure_for
from oneplan.core.access import Viewer
from oneplan.core.calendar.arithmetic import months_after
from oneplan.records import rights
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.improvement.rows import PlanTree
from oneplan.records.strategy import queries
from oneplan.records.strategy.rows import AgreementRow, DocumentRow, FactRow, ProgrammeRow
from oneplan.rulebook.evaluation_files import strategy_words

READ, WRITE, SIGN_OFF = "strategy-read", "strategy-write", "strategy-sign-off"


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with its age, and the present value beside the one it cited."""

    row: FactRow
    is_stale: bool
    now: str
    now_period: str
    has_moved: bool


@dataclass(frozen=True, slots=True)
class PriorityFacts:
    """A priority with the facts that are reasons for it, the oldest first."""

    number: int
    title: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class KnownView:
    """What we know, by priority; those that a newer fact replaced stand apart."""

    priorities: tuple[PriorityFacts, ...]
    replaced: tuple[FactView, ...]
    facts: int
    stale: int
    bare_sections: tuple[tuple[str, str], ...]
    has_plan: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """Documents, and which of them are past or near their review day."""

    documents: tuple[DocumentRow, ...]
    overdue: frozenset[str]
    near: frozenset[str]
    on_their_way: int
    may_write: bool
    may_sign: bool


@dataclass(frozen=True, slots=True)
class AgreementsView:
    """The register of data sharing agreements, and how many are current (measure M141)."""

    agreements: tuple[AgreementRow, ...]
    current: frozenset[str]
    near: frozenset[str]
    needed: int
    may_write: bool


@dataclass(frozen=True, slots=True)
class AdviceView:
    """Programmes and advisers with how their recommendations stand."""

    programmes: tuple[ProgrammeRow, ...]
    counts: tuple[tuple[str, int], ...]
    may_write: bool
    may_act: bool


def known(*, viewer: Viewer) -> KnownView:
    """What we know of need, by the plan's priorities."""
    rights.check(viewer, READ)
    plan = plan_queries.current_plan(viewer=viewer)
    tree = plan_queries.plan_tree(plan.id, viewer=viewer) if plan else None
    rows = queries.facts(plan.id, viewer=viewer) if plan else ()
    views = [fact_view(each, viewer=viewer) for each in rows]
    live = [each for each in views if not each.row.superseded_by]
    return KnownView(
        priorities=_by_priority(tree, live),
        replaced=tuple(each for each in views if each.row.superseded_by),
        facts=len(live),
        stale=sum(1 for each in live if each.is_stale),
        bare_sections=_bare(tree, live),
        has_plan=tree is not None,
        may_write=rights.may(viewer, WRITE),
    )


def fact_view(row: FactRow, *, viewer: Viewer) -> FactView:
    """A fact as this reader sees it today."""
    now = figure_for(row.measure, viewer=viewer) if row.measure else None
    words = now.value.words if now else ""
    return FactView(
        row=row,
        is_stale=row.dated_on <= months_after(viewer.on, -strategy_words().stale_months),
        now=words,
        now_period=now.period if now and words else "",
        has_moved=bool(words) and words != row.cited_words,
    )


def documents(*, viewer: Viewer) -> DocumentsView:
    """Every strategy, policy and guidance with where it stands."""
    rows = queries.documents(viewer=viewer)
    days = {each.id: version.review_on for each in rows if (version := each.in_force)}
    return DocumentsView(
        documents=rows,
        overdue=frozenset(name for name, day in days.items() if day and day < viewer.on),
        near=frozenset(name for name, day in days.items() if _is_near(day, viewer.on)),
        on_their_way=sum(1 for each in rows if each.coming),
        may_write=rights.may(viewer, WRITE),
        may_sign=rights.may(viewer, SIGN_OFF),
    )


def agreements(*, viewer: Viewer) -> AgreementsView:
    """The register of data sharing agreements."""
    rows = queries.agreements(viewer=viewer)
    return AgreementsView(
        agreements=rows,
        current=frozenset(each.id for each in rows if each.is_current(viewer.on)),
        near=frozenset(each.id for each in rows if not each.ended_on and _is_near(each.review_on, viewer.on)),
        needed=sum(1 for each in rows if not each.ended_on),
        may_write=rights.may(viewer, WRITE),
    )


def advice(*, viewer: Viewer) -> AdviceView:
    """Programmes and advisers, and how what they recommended stands."""
    rows = queries.programmes(viewer=viewer)
    states = [each.state for row in rows for each in row.recommendations]
    may_write = rights.may(viewer, WRITE)
    return AdviceView(
        programmes=rows,
        counts=tuple((each.title, states.count(each.id)) for each in strategy_words().recommendations),
        may_write=may_write,
        may_act=may_write and rights.may(viewer, "plan-edit"),
    )


def _is_near(day: date | None, on: date) -> bool:
    return day is not None and on <= day <= on + timedelta(days=strategy_words().near_days)


def _by_priority(tree: PlanTree | None, facts: list[FactView]) -> tuple[PriorityFacts, ...]:
    if tree is None:
        return ()
    groups = [
        PriorityFacts(
            each.number,
            each.title,
            tuple(fact for fact in facts if any(place.priority == each.number for place in fact.row.places)),
        )
        for each in tree.priorities
    ]
    placed = {fact.row.id for group in groups for fact in group.facts}
    others = tuple(each for each in facts if each.row.id not in placed)
    return (*groups, PriorityFacts(0, "No priority", others)) if others else tuple(groups)


def _bare(tree: PlanTree | None, facts: list[FactView]) -> tuple[tuple[str, str], ...]:
    """Sections that no fact about need is given as a reason for."""
    if tree is None:
        return ()
    told = {place.slug for fact in facts for place in fact.row.places if place.slug}
    return tuple((each.title, each.slug) for each in tree.sections if each.slug not in told and not each.parent)
