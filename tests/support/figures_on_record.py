"""Figures as a reckoning leaves them, made by hand: some months, some years, some parts, and links to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from oneplan.core.calendar.arithmetic import months_after
from oneplan.records.figures.models import Figure, FigureRun, MeasureLink
from oneplan.records.improvement.models import ImprovementPlan, Section

TIMELY, OVERDUE, NEEDS = "plans-in-20-weeks", "assessments-overdue", "primary-need-mix"
# Of forty plans a month, so many were on time; the last months signal that something has changed.
ON_TIME = (17, 20, 18, 19, 21, 18, 20, 19, 17, 20, 18, 19, 20, 18, 19, 17, 20, 19, 18, 20, 30, 31, 33, 34)
A_MONTH = 40
BY_NEED = {"ASD": 310, "SEMH": 204, "SLCN": 188, "HI": 3, "VI": 41, "PD": 52}


def figures_on_record(as_of: date) -> FigureRun:
    """A run with a share by month and by year, a share of today, and a mix with a part that is too small to show."""
    run = FigureRun.objects.create(as_of=as_of, facts_key="by-hand", rulebook_hash="0" * 64)
    Figure.objects.bulk_create([*_months(run, as_of), *_years(run, as_of), *_today(run, as_of)])
    return run


def linked(measure: str, section: Section, *, by: object = None, why: str = "") -> MeasureLink:
    """A link from a section; without a person it is one that words alone have matched."""
    return MeasureLink.objects.create(plan=section.plan, section=section, measure=measure, made_by=by, why=why)


def linked_to_everything(plan: ImprovementPlan, measures: Iterable[str]) -> None:
    """Every section of a plan is linked to a measure by words, one after the other."""
    names = list(measures)
    for place, section in enumerate(plan.sections.all()):
        linked(names[place % len(names)], section, why="The plan’s own line speaks of it.")


def _months(run: FigureRun, as_of: date) -> Iterator[Figure]:
    this_month = as_of.replace(day=1)
    for back, on_time in enumerate(reversed(ON_TIME), start=1):
        first = months_after(this_month, -back)
        yield _figure(run, TIMELY, "month", first, months_after(first, 1) - timedelta(days=1), on_time, A_MONTH)


def _years(run: FigureRun, as_of: date) -> Iterator[Figure]:
    for back, on_time in ((1, 236), (2, 219)):
        year = as_of.year - back
        yield _figure(run, TIMELY, "year", date(year, 1, 1), date(year, 12, 31), on_time, 480)


def _today(run: FigureRun, as_of: date) -> Iterator[Figure]:
    yield _figure(run, OVERDUE, "day", as_of, as_of, 31, 214)
    whole = sum(BY_NEED.values())
    yield _figure(run, NEEDS, "day", as_of, as_of, whole, whole)
    for part, number in BY_NEED.items():
        yield _figure(run, NEEDS, "day", as_of, as_of, number, whole, split="primary-need", part=part)


def _figure(  # noqa: PLR0913 - the columns of one row
    run: FigureRun,
    measure: str,
    grain: str,
    first: date,
    last: date,
    numerator: int,
    denominator: int,
    *,
    split: str = "",
    part: str = "",
) -> Figure:
    return Figure(
        run=run,
        measure=measure,
        grain=grain,
        period_first=first,
        period_last=last,
        split=split,
        part=part,
        numerator=numerator,
        denominator=denominator,
    )
