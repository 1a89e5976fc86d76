"""Enters the figures that a plan prints, each with the line it stands in, as the baselines of its measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.series.holding import WRITE, cycle_of, duty_of, series_of
from oneplan.actions.series.supplying import Given, keep_values, standing_of
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.core.measures.manual import SeriesPeriod, Supplied, faults_of, period_holding
from oneplan.core.measures.printed import PrintedFigure
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import ImprovementPlan
from oneplan.records.series.models import PrintedBaseline
from oneplan.rulebook.catalogue_files import load_catalogue, load_series

_LONGEST_SOURCE, _LONGEST_PART = 300, 80


def enter_printed(
    *,
    plan_id: str,
    figures: Sequence[PrintedFigure],
    was_uploaded: bool = False,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The figures are the plan's printed baselines; says how many were not there before.

    Where nobody has supplied a value for that period, the printed one stands in its series, its line as source.
    """
    request = Request("enter-printed", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, WRITE)
        plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
        if plan is None:
            raise NotFound("There is no such plan here.", do="Start from the list of plans.")
        _check(figures)
        entered = [each for each in figures if _is_entered(plan, each, was_uploaded=was_uploaded, by=by, on=on)]
        details = {"entered": len(entered)}
        leaves_trace(request, viewer, acting_role=role, subject_kind="plan", subject_ids=[plan_id], details=details)
        return len(entered)

    asked = {"plan": plan_id, "figures": [asdict(each) for each in figures], "uploaded": was_uploaded}
    return int(carry_out(request, work, asked=asked) or 0)


def period_of(figure: PrintedFigure) -> SeriesPeriod:
    """The period of its measure's own cycle in which the printed day lies."""
    measure = load_catalogue().measure(figure.measure)
    return period_holding(load_series().cycle_of(measure), figure.day)


def _check(figures: Sequence[PrintedFigure]) -> None:
    faults = []
    for each in figures:
        measure = load_catalogue().measure(each.measure)
        faults += [f"{measure.title}: {fault}" for fault in faults_of(measure, Supplied(amount=each.amount))]
        if not each.text.strip():
            faults.append(f"{measure.title}: the line it stands in is missing.")
    if faults:
        raise Problem(
            f"These figures cannot be entered: {' '.join(faults)}",
            why="A baseline must be a figure that anybody can find in the plan.",
            do="Correct them and send them again.",
        )


def _is_entered(plan: ImprovementPlan, each: PrintedFigure, *, was_uploaded: bool, by: User, on: date) -> bool:
    period = period_of(each)
    row, is_new = PrintedBaseline.objects.get_or_create(
        plan=plan,
        measure=each.measure,
        part=each.part[:_LONGEST_PART],
        first_day=period.first_day,
        defaults={
            "last_day": period.last_day,
            "amount": each.amount,
            "line": each.line or None,
            "text": each.text.strip(),
            "was_uploaded": was_uploaded,
            "by": by,
            "on": on,
        },
    )
    if is_new:
        _stands_in_its_series(row, period, by=by, on=on)
    return is_new


def _stands_in_its_series(row: PrintedBaseline, period: SeriesPeriod, *, by: User, on: date) -> None:
    """The printed value, where people supply the measure, its period is over and nobody has said another."""
    measure = load_catalogue().measure(row.measure)
    if not measure.is_manual:
        return
    series = series_of(measure)
    duty = duty_of(series)
    cycle = cycle_of(measure, duty)
    is_over = period.last_day < on or (cycle.is_within and period.first_day <= on)
    if is_over and cycle.id == measure.cycle and (row.part, period.first_day) not in standing_of(series):
        where = f"{row.plan.title}, line {row.line}" if row.line else row.plan.title
        source = f"Printed in {where}"[:_LONGEST_SOURCE]
        given = Given(period.first_day, Supplied(amount=row.amount), row.part, source=source)
        keep_values(series, measure, cycle, [given], by=by, on=on)
