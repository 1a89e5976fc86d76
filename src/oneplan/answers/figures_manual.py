"""A measure of the catalogue in the shapes of any other figure: what was supplied, by whom, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from oneplan.answers.figures_rows import (
    Breakdown,
    FigureLine,
    FigureView,
    MeasureWords,
    PartValue,
    PeriodValue,
    ShownValue,
)
from oneplan.answers.series_change import Movement, movement_of
from oneplan.answers.series_shown import shown_values
from oneplan.answers.series_values import FROM_A_ROOM, Known, Point, cycle_for, is_told_by_a_room, part_place, points_of
from oneplan.core.measures.catalogue import CatalogueMeasure
from oneplan.core.measures.manual import Cycle, SeriesPeriod, periods_until
from oneplan.core.measures.profiles import Profile
from oneplan.records.series.rows import DefinitionRow, DutyRow
from oneplan.rulebook.catalogue_files import load_catalogue

_MONTHS_OF_A_YEAR = 12
_SPLIT = "part"
Shown = Mapping[tuple[str, date], ShownValue]


@dataclass(frozen=True, slots=True)
class _Held:
    """Everything one measure is shown from."""

    measure: CatalogueMeasure
    cycle: Cycle
    duty: DutyRow | None
    points: tuple[Point, ...]
    breaks: tuple[DefinitionRow, ...]
    on: date

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(sorted({each.part for each in self.points}, key=part_place))

    @property
    def headline(self) -> tuple[Point, ...]:
        """The values of the part that is shown first: the whole, or the first group where groups are kept apart."""
        first = self.parts[0] if self.parts else ""
        return tuple(each for each in self.points if each.part == first)


def served_by(measure_id: str) -> str:
    """The id under which a measure is served: a catalogue number that the records reckon leads to its definition."""
    found = load_catalogue().by_id.get(measure_id)
    return found.computed[0] if found is not None and found.computed else measure_id


def is_by_hand(measure_id: str) -> bool:
    """Whether a measure is of the catalogue and not reckoned from the records."""
    found = load_catalogue().by_id.get(measure_id)
    return found is not None and found.is_manual


def manual_figure(measure_id: str, *, profile: Profile, known: Known) -> FigureView:
    """One measure with everything that is known of it; without a value it says who owes one and by when."""
    held = _held(measure_id, known)
    shown = shown_values(held.measure, held.points, profile)
    movement = movement_of(held.measure, held.headline, shown, held.breaks)
    periods = tuple(_period_value(each, shown, held) for each in held.headline)
    newest = periods[-1] if periods else None
    last = held.headline[-1] if held.headline else None
    period = newest or _awaited(held)
    is_yearly = held.cycle.each_year == 1
    return FigureView(
        measure=measure_words_of(held.measure, last),
        period=_with_part(period.label, last),
        first_day=period.first_day,
        last_day=period.last_day,
        value=period.value,
        change=movement.change if newest else "",
        change_says=movement.says if newest else "",
        years=periods if is_yearly else (),
        months=() if is_yearly else periods,
        chart=movement.chart,
        comparators=(),
        breakdowns=_breakdowns(held, shown),
        profile=profile.id,
        profile_title=profile.title,
        profile_says=profile.says,
        as_of=last.on if last and last.on else known.on,
        computed_at=last.at if last and last.at else datetime.combine(known.on, time.min).astimezone(),
        rulebook_hash="",
        can_open_cases=False,
        caveats=_caveats(held, movement),
        is_monthly=held.cycle.each_year == _MONTHS_OF_A_YEAR,
        is_by_hand=True,
        meaning_changed=tuple(each.first_day for each in held.breaks),
    )


def manual_line(measure_id: str, *, profile: Profile, known: Known) -> FigureLine:
    """One measure in a list, with the value before and the word for how it moves."""
    held = _held(measure_id, known)
    shown = shown_values(held.measure, held.points, profile)
    movement = movement_of(held.measure, held.headline, shown, held.breaks)
    periods = [_period_value(each, shown, held) for each in held.headline]
    last = held.headline[-1] if held.headline else None
    newest = periods[-1] if periods else _awaited(held)
    before = [each for each in periods[:-1] if each.value.is_shown]
    return FigureLine(
        measure=measure_words_of(held.measure, last),
        period=_with_part(newest.label, last),
        value=newest.value,
        before=before[-1] if before else None,
        change=movement.change if periods else "",
        change_says=movement.says if periods else "",
        series=tuple(each.value.amount for each in periods),
    )


def with_values(known: Known) -> tuple[CatalogueMeasure, ...]:
    """The measures kept by hand that have a value, in the order of the catalogue."""
    return tuple(
        each
        for each in load_catalogue().measures
        if each.is_manual and (each.id in known.values or is_told_by_a_room(each)) and points_of(each, known)
    )


def measure_words_of(measure: CatalogueMeasure, last: Point | None = None) -> MeasureWords:
    """A measure as a page explains it; its source says by whom the newest value was supplied."""
    return MeasureWords(
        id=measure.id,
        catalogue=(measure.id,),
        title=measure.title,
        group=measure.group,
        definition=measure.definition,
        numerator=measure.numerator,
        denominator=measure.denominator,
        unit=measure.unit,
        direction=measure.direction.value,
        kind=measure.kind.value,
        source=_source(measure, last),
        status=measure.status.value,
        checked_on=measure.checked_on,
        note="",
        law=(),
    )


def owed_says(measure: CatalogueMeasure, duty: DutyRow | None, cycle: Cycle, *, on: date) -> str:
    """That nobody has supplied a measure yet, who should and by when."""
    who = duty.who if duty else measure.supplier
    days = duty.due_days if duty else cycle.due_days
    period = periods_until(cycle, on, 1)[0]
    due = period.due_on(days)
    was = "was due" if due < on else "due"
    return f"Nobody has supplied this yet: {who}, {was} {due.day} {due:%B %Y} for {period.label}."


def _held(measure_id: str, known: Known) -> _Held:
    measure = load_catalogue().measure(measure_id)
    duty = known.duties.get(measure_id)
    return _Held(
        measure=measure,
        cycle=cycle_for(measure, duty),
        duty=duty,
        points=points_of(measure, known),
        breaks=known.definitions.get(measure_id, ()),
        on=known.on,
    )


def _period_value(point: Point, shown: Shown, held: _Held) -> PeriodValue:
    return PeriodValue(
        first_day=point.period.first_day,
        last_day=point.period.last_day,
        label=point.period.label,
        value=shown[point.part, point.period.first_day],
        is_whole=point.period.last_day < held.on or held.cycle.is_within,
    )


def _awaited(held: _Held) -> PeriodValue:
    """The period for which a value should be there, with the words that it is not."""
    period: SeriesPeriod = periods_until(held.cycle, held.on, 1)[0]
    if is_told_by_a_room(held.measure):
        says = "Nothing is on record yet from which it could be worked out."
    else:
        says = owed_says(held.measure, held.duty, held.cycle, on=held.on)
    value = ShownValue("", None, None, None, "none", says)
    return PeriodValue(period.first_day, period.last_day, period.label, value)


def _breakdowns(held: _Held, shown: Shown) -> tuple[Breakdown, ...]:
    apart = [each for each in held.points if each.part]
    if not apart:
        return ()
    newest = max(each.period for each in apart)
    rows = [each for each in apart if each.period.first_day == newest.first_day]
    parts = tuple(PartValue(each.part, each.part, shown[each.part, each.period.first_day]) for each in rows)
    title = "Group" if "respondent" in held.measure.splits else "Part"
    return (Breakdown(_SPLIT, title, newest.label, parts),)


def _with_part(label: str, point: Point | None) -> str:
    return f"{label}, {point.part[:1].lower()}{point.part[1:]}" if point and point.part else label


def _source(measure: CatalogueMeasure, last: Point | None) -> str:
    if is_told_by_a_room(measure):
        return f"{FROM_A_ROOM}: {measure.source[:1].lower()}{measure.source[1:]}."
    if last is None or last.on is None:
        return f"{measure.source}. Supplied by hand."
    said = f"Supplied by {last.by_name} on {last.on.day} {last.on:%B %Y}."
    return f"{said} {last.source or measure.source}."


def _caveats(held: _Held, movement: Movement) -> tuple[str, ...]:
    corrected: Sequence[Point] = [each for each in held.headline if each.first is not None]
    words = [
        f"{each.period.label} was corrected; what was published first is kept in its history." for each in corrected
    ]
    pairs = [load_catalogue().measure(name).title for name in held.measure.read_with]
    if pairs:
        words.append(f"Read it beside: {'; '.join(pairs)}.")
    return (*movement.caveats, *words)
