"""Figures as they were last reckoned, published figures and links, as frozen rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from oneplan.core.measures import Grain, Reckoned, Value
from oneplan.core.measures.published import OfficialFigure
from oneplan.records.figures.models import Figure, FigureRun, MeasureLink, PublishedFigure

_LINK_COLUMNS = (
    "id",
    "section__slug",
    "section__title",
    "action__public_id",
    "action__ref",
    "measure",
    "expected_direction",
    "why",
    "made_by__name",
)


_EXPECTED = ("acts_from", "expected_amount", "expected_by", "baseline_amount", "baseline_on", "expected_said_on")


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
    rows = MeasureLink.objects.filter(plan__public_id=plan_id, is_removed=False)
    ordered = rows.order_by("section__position", "action__position", "id")
    return tuple(_link(plan_id, *row) for row in ordered.values_list(*_LINK_COLUMNS))


def expectations_of_plan(plan_id: str) -> Mapping[int, Expectation]:
    """What is expected of each linked measure of a plan, by the link's id."""
    rows = MeasureLink.objects.filter(plan__public_id=plan_id, is_removed=False).values_list("id", *_EXPECTED)
    return {link_id: Expectation(*said) for link_id, *said in rows}


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


def _link(  # noqa: PLR0913, PLR0917 - the columns of one row, in the order in which they are read
    plan_id: str,
    link_id: int,
    section: str | None,
    section_title: str | None,
    action_id: str | None,
    action_ref: str | None,
    measure: str,
    expected_direction: str,
    why: str,
    made_by: str | None,
) -> StoredLink:
    return StoredLink(
        id=link_id,
        plan_id=plan_id,
        section=section or "",
        section_title=section_title or "",
        action_id=action_id or "",
        action_ref=action_ref or "",
        measure=measure,
        expected_direction=expected_direction,
        why=why,
        made_by=made_by or "",
        is_proposed=made_by is None,
    )
