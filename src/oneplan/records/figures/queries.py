"""Figures as they were last reckoned, published figures and links, as frozen rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from oneplan.core.measures import Grain, Reckoned, Value
from oneplan.core.measures.published import OfficialFigure
from oneplan.records.figures.models import Figure, FigureRun, MeasureLink, PublishedFigure


@dataclass(frozen=True, slots=True)
class RunRow:
    """One reckoning of every figure."""

    id: int
    as_of: date
    facts_key: str
    rulebook_hash: str
    made_at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class StoredLink:
    """One link as it is kept."""

    id: int
    plan_id: str
    section: str
    section_title: str
    action_id: str
    action_ref: str
    measure: str
    expected_direction: str
    why: str
    made_by: str
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of a linked measure: from which day, how far, by when, and when that was written down."""

    acts_from: date | None
    amount: Decimal | None
    by: date | None
    baseline: Decimal | None
    baseline_on: date | None
    said_on: date | None


def newest_run() -> RunRow | None:
    """The newest reckoning, or none before the first."""
    found = FigureRun.objects.order_by("-id").first()
    return _run(found) if found else None


def runs() -> tuple[RunRow, ...]:
    """Every reckoning that is kept, the newest first."""
    return tuple(_run(each) for each in FigureRun.objects.order_by("-id"))


def figures_of(run_id: int) -> tuple[Reckoned, ...]:
    """Every figure of one reckoning."""
    return tuple(_reckoned(each) for each in Figure.objects.filter(run=run_id).order_by("id"))


def earlier_headlines(measure: str) -> tuple[Reckoned, ...]:
    """The values of a measure on the days it was reckoned before, the oldest first and the last said of each day."""
    rows = Figure.objects.filter(measure=measure, grain=Grain.DAY.value, split="").order_by("period_last", "run_id")
    return tuple({each.period_last: _reckoned(each) for each in rows}.values())


def published(series: Iterable[str]) -> tuple[OfficialFigure, ...]:
    """The official figures of these series that were loaded."""
    rows = PublishedFigure.objects.filter(series__in=list(series), value__isnull=False)
    return tuple(
        OfficialFigure(each.area, each.level, each.year, each.series, each.value or 0.0, each.source)
        for each in rows.order_by("area", "year", "series")
    )


def links_of_plan(plan_id: str) -> tuple[StoredLink, ...]:
    """The links of a plan that were not taken away."""
    rows = MeasureLink.objects.filter(plan__public_id=plan_id, is_removed=False).select_related(
        "plan", "section", "action", "made_by"
    )
    return tuple(_link(each) for each in rows.order_by("section__position", "action__position", "id"))


def expectations_of_plan(plan_id: str) -> Mapping[int, Expectation]:
    """What is expected of each linked measure of a plan, by the link's id."""
    rows = MeasureLink.objects.filter(plan__public_id=plan_id, is_removed=False)
    return {
        row.pk: Expectation(
            row.acts_from,
            row.expected_amount,
            row.expected_by,
            row.baseline_amount,
            row.baseline_on,
            row.expected_said_on,
        )
        for row in rows
    }


def _run(row: FigureRun) -> RunRow:
    return RunRow(row.pk, row.as_of, row.facts_key, row.rulebook_hash, row.made_at, row.seconds)


def _reckoned(row: Figure) -> Reckoned:
    return Reckoned(
        area="",
        measure=row.measure,
        grain=Grain(row.grain),
        first_day=row.period_first,
        last_day=row.period_last,
        split=row.split,
        part=row.part,
        value=Value(row.numerator, row.denominator),
    )


def _link(row: MeasureLink) -> StoredLink:
    section, action = row.section, row.action
    return StoredLink(
        id=row.pk,
        plan_id=row.plan.public_id,
        section=section.slug if section else "",
        section_title=section.title if section else "",
        action_id=action.public_id if action else "",
        action_ref=action.ref if action else "",
        measure=row.measure,
        expected_direction=row.expected_direction,
        why=row.why,
        made_by=row.made_by.name if row.made_by else "",
        is_proposed=row.made_by_id is None,
    )
