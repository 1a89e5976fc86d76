"""The values of a measure of the catalogue, wherever they come from: supplied by people, or told by another room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from oneplan.answers.series_from_rooms import ROOMS
from oneplan.core.measures.catalogue import CatalogueMeasure
from oneplan.core.measures.manual import Cycle, SeriesPeriod, Supplied, period_holding
from oneplan.records.series import queries
from oneplan.records.series.rows import DefinitionRow, DutyRow, ValueRow
from oneplan.rulebook.catalogue_files import load_series

FROM_A_ROOM = "Worked out from what is on record here"


@dataclass(frozen=True, slots=True)
class Point:
    """One value for one period and part, with where it comes from; ``first`` is what was said first, if another."""

    part: str
    period: SeriesPeriod
    value: Supplied
    source: str
    by_name: str
    note: str
    on: date | None
    at: datetime | None
    first: Supplied | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record of every series on a day, read once for all that is shown of it."""

    on: date
    values: queries.Values
    duties: Mapping[str, DutyRow]
    definitions: Mapping[str, tuple[DefinitionRow, ...]]
    told: dict[str, tuple[Point, ...]] = field(default_factory=dict)


def known_on(on: date) -> Known:
    """Everything that is on record of series."""
    return Known(on, queries.every_value(), queries.duties(), queries.definitions())


def is_told_by_a_room(measure: CatalogueMeasure) -> bool:
    """Whether the records of another room hold the measure, so that nobody needs to supply it."""
    return measure.id in ROOMS


def cycle_for(measure: CatalogueMeasure, duty: DutyRow | None) -> Cycle:
    """How often the measure is supplied here."""
    book = load_series()
    return book.cycles[duty.cycle] if duty else book.cycle_of(measure)


def points_of(measure: CatalogueMeasure, known: Known) -> tuple[Point, ...]:
    """Every value that stands, the oldest period first and the parts in their order."""
    if is_told_by_a_room(measure):
        if measure.id not in known.told:
            known.told[measure.id] = _told(measure, known.on)
        return known.told[measure.id]
    rows = known.values.get(measure.id, ())
    before = {row.id: row for row in rows}
    cycles = load_series().cycles.values()
    found = (
        Point(
            part=row.part,
            period=_period(row, measure, cycles=tuple(cycles)),
            value=row.value,
            source=row.source,
            by_name=row.by_name,
            note=row.note,
            on=row.on,
            at=row.at,
            first=_first(row, before),
        )
        for row in rows
        if row.is_standing
    )
    return tuple(sorted(found, key=lambda each: (each.period.first_day, part_place(each.part))))


def _told(measure: CatalogueMeasure, on: date) -> tuple[Point, ...]:
    cycle = load_series().cycle_of(measure)
    return tuple(
        Point(
            part="",
            period=period_holding(cycle, each.day),
            value=Supplied(each.numerator, each.denominator),
            source=FROM_A_ROOM,
            by_name="",
            note="",
            on=None,
            at=None,
        )
        for each in ROOMS[measure.id](on)
    )


def part_place(part: str) -> tuple[int, str]:
    """Where a part stands: the whole first, then groups of respondents in their order, then all others by name."""
    listed = ["", *load_series().respondents.values()]
    return (listed.index(part) if part in listed else len(listed), part)


def _period(row: ValueRow, measure: CatalogueMeasure, *, cycles: tuple[Cycle, ...]) -> SeriesPeriod:
    """The period of a value under its own cycle, which an area may since have changed."""
    own = load_series().cycle_of(measure)
    for cycle in (own, *cycles):
        if row.first_day.day == 1 and row.first_day.month in cycle.starts:
            period = period_holding(cycle, row.first_day)
            if (period.first_day, period.last_day) == (row.first_day, row.last_day):
                return period
    return SeriesPeriod(row.first_day, row.last_day, f"{row.first_day:%B %Y} to {row.last_day:%B %Y}")


def _first(row: ValueRow, rows: dict[str, ValueRow]) -> Supplied | None:
    """What was published first for the same period, where a later value took its place."""
    earliest = row
    while earliest.supersedes in rows:
        earliest = rows[earliest.supersedes]
    return None if earliest is row else earliest.value
