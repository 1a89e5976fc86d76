"""Measures of how the partnership runs, told by its own cycles and meetings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Min, QuerySet

from oneplan.core.measures.manual import SeriesPeriod, periods_until
from oneplan.records.delivery.models import Commission
from oneplan.records.governance.models import Attendance, Paper
from oneplan.records.governance.models.meeting import HELD
from oneplan.records.governance.quorums import DEPUTY, PRESENT
from oneplan.rulebook.catalogue_files import load_catalogue, load_series

BOARD = "partnership-board"
_PERIODS = 6
Told = tuple[date, Decimal, Decimal]


def updates_on_time(on: date) -> Sequence[Told]:
    """M001: of the updates asked for in rounds that are locked, those that came by their day, by reply-by day."""
    rows = Commission.objects.filter(is_withdrawn=False, cycle__lock__isnull=False)
    first = rows.annotate(first=Min("replies__on")).values_list("cycle__reply_by", "first")
    return _by_period("M001", on, ((by, came is not None and came <= by) for by, came in first))


def seats_filled(on: date) -> Sequence[Told]:
    """M208: of the seats of the partnership board, those that somebody took at its meetings."""
    rows = Attendance.objects.filter(meeting__body__kind=BOARD, meeting__state=HELD).exclude(presence="")
    taken = rows.values_list("meeting__meets_on", "presence")
    return _by_period("M208", on, ((day, presence in {PRESENT, DEPUTY}) for day, presence in taken))


def papers_with_lived_experience(on: date) -> Sequence[Told]:
    """M209: of the papers before the partnership board, those that carry what children or families said."""
    rows: QuerySet[Paper] = Paper.objects.filter(item__meeting__body__kind=BOARD, item__meeting__state=HELD)
    return _by_period("M209", on, rows.values_list("item__meeting__meets_on", "has_lived_experience"))


def _by_period(measure: str, on: date, rows: Iterable[tuple[date, bool]]) -> list[Told]:
    every = list(rows)
    cycle = load_series().cycle_of(load_catalogue().measure(measure))
    found = []
    for period in periods_until(cycle, on, _PERIODS):
        held = [is_met for day, is_met in every if _holds(period, day)]
        if held:
            found.append((period.first_day, Decimal(sum(held)), Decimal(len(held))))
    return found


def _holds(period: SeriesPeriod, day: date) -> bool:
    return period.first_day <= day <= period.last_day


TOLD: dict[str, Callable[[date], Sequence[Told]]] = {
    "M001": updates_on_time,
    "M208": seats_filled,
    "M209": papers_with_lived_experience,
}
