"""Keeps values that people supply: all of them or none, each for its period, with the first one always kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.series.holding import by_hand, cycle_of, duty_of, may_supply, series_of
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.core.measures.catalogue import CatalogueMeasure
from oneplan.core.measures.manual import Cycle, Supplied, faults_of, period_at
from oneplan.records.accounts.models import User
from oneplan.records.series.models import ManualSeries, SuppliedValue

_LONGEST_NOTE, _LONGEST_SOURCE, _LONGEST_PART = 500, 300, 80


@dataclass(frozen=True, slots=True)
class Given:
    """A value for one period; a correction says in its note why it differs from what stood before."""

    first_day: date
    value: Supplied
    part: str = ""
    note: str = ""
    source: str = ""


def supply(*, measure: str, given: Sequence[Given], by: User, on: date, request_key: str = "", route: str = "") -> int:
    """The values are kept, all or none; says how many were new or corrected. What stood before is kept beneath.

    Raises Problem, which names every fault, for a value that cannot be, for a period that is not over or is given
    twice, and for a correction without a reason.
    """
    request = Request("supply-series", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        held = by_hand(measure)
        series = series_of(held)
        duty = duty_of(series)
        role = may_supply(viewer, held, duty)
        kept = keep_values(series, held, cycle_of(held, duty), given, by=by, on=on)
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="series",
            subject_ids=[measure],
            details={"periods": [each.first_day.isoformat() for each in kept], "values": len(kept)},
        )
        return len(kept)

    asked = {"measure": measure, "given": [asdict(each) for each in given]}
    return int(carry_out(request, work, asked=asked) or 0)


def supply_many(
    *, given: Mapping[str, Sequence[Given]], by: User, on: date, request_key: str = "", route: str = ""
) -> int:
    """The values of several measures are kept, all or none; says how many were new or corrected."""
    request = Request("supply-sheet", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        count = 0
        for measure, rows in sorted(given.items()):
            held = by_hand(measure)
            series = series_of(held)
            duty = duty_of(series)
            role = may_supply(viewer, held, duty)
            kept = keep_values(series, held, cycle_of(held, duty), rows, by=by, on=on)
            leaves_trace(
                request,
                viewer,
                acting_role=role,
                subject_kind="series",
                subject_ids=[measure],
                details={"values": len(kept)},
            )
            count += len(kept)
        return count

    asked = {name: [asdict(each) for each in rows] for name, rows in given.items()}
    return int(carry_out(request, work, asked=asked) or 0)


def faults_of_one(*, measure: str, given: Given, viewer: Viewer) -> tuple[str, ...]:
    """What would keep one value from being kept, in words; nothing is written."""
    try:
        held = by_hand(measure)
        series = ManualSeries.objects.filter(measure=held.id, area="").first()
        duty = duty_of(series) if series else None
        may_supply(viewer, held, duty)
    except Problem as problem:
        return (problem.what,)
    standing = standing_of(series) if series else {}
    return faults_among(held, cycle_of(held, duty), [given], standing, on=viewer.on)


def take_back(*, value_id: str, why: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """A value that should never have been there stands no more; it stays in the history with the reason."""
    request = Request("take-back-series", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row = SuppliedValue.objects.select_related("series").filter(public_id=value_id).first()
        if row is None or row.is_withdrawn or row.superseded_by.exists():
            raise NotFound("There is no such value here any more.", do="Open the measure again to see what stands.")
        held = by_hand(row.series.measure)
        series = series_of(held)
        role = may_supply(viewer, held, duty_of(series))
        if not why.strip():
            raise Problem("Say why the value is taken back.", why="Others may have used it.", do="Write one sentence.")
        _kept(series, row, Given(row.first_day, Supplied(), row.part, why), by=by, on=on, is_withdrawn=True)
        leaves_trace(request, viewer, acting_role=role, subject_kind="series", subject_ids=[series.measure])
        return series.measure

    return str(carry_out(request, work, asked={"value": value_id, "why": why}))


def keep_values(
    series: ManualSeries, measure: CatalogueMeasure, cycle: Cycle, given: Sequence[Given], *, by: User, on: date
) -> list[SuppliedValue]:
    """Values of one series that pass every check are written; those that say what stands already are left out."""
    standing = standing_of(series)
    faults = faults_among(measure, cycle, given, standing, on=on)
    if faults:
        many = f"{len(faults)} values cannot" if len(faults) > 1 else "One value cannot"
        raise Problem(f"{many} be kept. {' '.join(faults)}", why="All are kept or none.", do="Correct and send again.")
    kept = []
    for each in given:
        row = standing.get((each.part, each.first_day))
        if row is None or value_of(row) != each.value:
            kept.append(_kept(series, row, each, by=by, on=on, last_day=period_at(cycle, each.first_day).last_day))
    return kept


def faults_among(
    measure: CatalogueMeasure,
    cycle: Cycle,
    given: Sequence[Given],
    standing: dict[tuple[str, date], SuppliedValue],
    *,
    on: date,
) -> tuple[str, ...]:
    """What is wrong with values of one series, each said with its period."""
    found: list[str] = []
    seen: set[tuple[str, date]] = set()
    for each in given:
        try:
            period = period_at(cycle, each.first_day)
        except Problem as problem:
            found.append(f"{problem.what} {problem.do}")
            continue
        said = f"{period.label}{', ' + each.part if each.part else ''}"
        faults = list(faults_of(measure, each.value))
        if period.first_day > on:
            faults.append("The period has not begun.")
        elif period.last_day >= on and not cycle.is_within:
            faults.append("The period is not over.")
        if (each.part, each.first_day) in seen:
            faults.append("It is given twice.")
        seen.add((each.part, each.first_day))
        row = standing.get((each.part, each.first_day))
        if row is not None and value_of(row) != each.value and not each.note.strip():
            faults.append(f"Another value stands there, supplied by {row.by.name}: say why it changes.")
        found += [f"{said}: {fault}" for fault in faults]
    return tuple(found)


def standing_of(series: ManualSeries) -> dict[tuple[str, date], SuppliedValue]:
    """The values that stand, by part and first day."""
    rows = SuppliedValue.objects.filter(series=series, superseded_by__isnull=True, is_withdrawn=False)
    return {(row.part, row.first_day): row for row in rows.select_related("by").order_by("id")}


def value_of(row: SuppliedValue) -> Supplied:
    """The numbers of a stored value."""
    return Supplied(row.numerator, row.denominator, row.amount, row.sample)


def _kept(
    series: ManualSeries,
    before: SuppliedValue | None,
    given: Given,
    *,
    by: User,
    on: date,
    last_day: date | None = None,
    is_withdrawn: bool = False,
) -> SuppliedValue:
    if last_day is None:
        last_day = before.last_day if before else given.first_day
    return SuppliedValue.objects.create(
        series=series,
        part=given.part.strip()[:_LONGEST_PART],
        first_day=given.first_day,
        last_day=last_day,
        numerator=given.value.numerator,
        denominator=given.value.denominator,
        amount=given.value.amount,
        sample=given.value.sample,
        note=given.note.strip()[:_LONGEST_NOTE],
        source=given.source.strip()[:_LONGEST_SOURCE],
        by=by,
        on=on,
        supersedes=before,
        is_withdrawn=is_withdrawn,
    )
