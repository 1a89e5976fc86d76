"""The numbers of one run as the tables that a reader could lay side by side, for suppression to look at together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from oneplan.core.measures.definitions import Grain, Kind, Measure, Shape, Split
from oneplan.core.measures.profiles import Profile
from oneplan.core.measures.suppression import Sum, Tables, hidden_cells
from oneplan.core.measures.values import Reckoned


def whole_of(measure: Measure, each: Reckoned) -> Hashable:
    """The cell of a figure's whole; measures that count the same rows share it."""
    return ("whole", measure.whole, *_place(measure, each))


def met_of(measure: Measure, each: Reckoned) -> Hashable:
    """The cell of a figure's numerator, where that is a part of its whole."""
    return ("met", measure.id, *_place(measure, each))


def tables_of(figures: Iterable[Reckoned], measures: Mapping[str, Measure], splits: Mapping[str, Split]) -> Tables:
    """Every count of people in a run and how they add up: parts to wholes, months to years, met and not met."""
    held = [
        (measures[each.measure], each)
        for each in figures
        if each.measure in measures and measures[each.measure].is_about_people
    ]
    builder = _Builder(frozenset(name for name, split in splits.items() if split.is_trait))
    for measure, each in held:
        builder.add(measure, each)
    builder.add_splits(held)
    builder.add_years(held)
    builder.add_inner(held, measures)
    builder.add_waiting(held, measures)
    return builder.tables()


def hidden_of(tables: Tables, profile: Profile) -> frozenset[Hashable]:
    """The cells of a run that a profile hides."""
    return hidden_cells(tables, profile)


class _Builder:
    """Collects cells and sums; an unsaid cell is one that nobody prints and anybody can reckon."""

    def __init__(self, traits: frozenset[str]) -> None:
        self._traits = traits
        self._counts: dict[Hashable, int] = {}
        self._sums: list[Sum] = []
        self._unsaid: set[Hashable] = set()
        self._alike: set[Sum] = set()

    def tables(self) -> Tables:
        return Tables(self._counts, tuple(self._sums), frozenset(self._unsaid), frozenset(self._alike))

    def add(self, measure: Measure, each: Reckoned) -> None:
        top, bottom = each.value.numerator, each.value.denominator
        whole = whole_of(measure, each)
        if measure.kind in (Kind.COUNT, Kind.MIX, Kind.GROWTH):
            self._count(whole, top)
        elif measure.kind is Kind.MEAN:
            self._count(whole, bottom)
        elif measure.kind is Kind.SHARE and top is not None and bottom is not None:
            self._count(whole, bottom)
            self._count(met_of(measure, each), top)
            self._rest(whole, (met_of(measure, each),), ("not met", measure.id, *_place(measure, each)))

    def add_splits(self, held: list[tuple[Measure, Reckoned]]) -> None:
        """The parts of a split add to its whole: an empty part is a nought, and takes part in the sum."""
        parts: dict[tuple[Hashable, Hashable, str, bool], list[Hashable]] = defaultdict(list)
        for measure, each in held:
            if not each.split:
                continue
            plain = _plain(each)
            parts[whole_of(measure, plain), measure.id, each.split, False].append(whole_of(measure, each))
            if measure.kind is Kind.SHARE:
                parts[met_of(measure, plain), measure.id, each.split, True].append(met_of(measure, each))
        for (whole, _, split, is_met), cells in parts.items():
            total = Sum(whole, tuple(dict.fromkeys(cells)))
            if whole in self._counts and sum(self._counts[cell] for cell in total.parts) == self._counts[whole]:
                self._sums.append(total)
                if split in self._traits and not is_met:
                    self._alike.add(total)

    def add_years(self, held: list[tuple[Measure, Reckoned]]) -> None:
        """Months add to their year; what the months shown leave of a year is an unsaid rest."""
        months: dict[tuple[str, int, str, str], list[Reckoned]] = defaultdict(list)
        for _, each in held:
            if each.grain is Grain.MONTH:
                months[each.measure, each.first_day.year, each.split, each.part].append(each)
        for measure, each in held:
            if each.grain is not Grain.YEAR or measure.shape is not Shape.FLOW:
                continue
            found = months.get((each.measure, each.first_day.year, each.split, each.part), [])
            self._rest_of_year(whole_of(measure, each), [whole_of(measure, month) for month in found], each)
            if measure.kind is Kind.SHARE:
                self._rest_of_year(met_of(measure, each), [met_of(measure, month) for month in found], each)

    def add_inner(self, held: list[tuple[Measure, Reckoned]], measures: Mapping[str, Measure]) -> None:
        """A measure that is part of another tells, by the difference, how many rows lie between the two."""
        for measure, each in held:
            outer = measures.get(measure.part_of)
            if outer is None:
                continue
            for cell, around in ((whole_of, whole_of(outer, each)), (met_of, met_of(outer, each))):
                inner = cell(measure, each)
                if inner in self._counts and around in self._counts:
                    self._rest(around, (inner,), ("between", inner))

    def add_waiting(self, held: list[tuple[Measure, Reckoned]], measures: Mapping[str, Measure]) -> None:
        """What was counted and what still waits tell, by the difference, how many were decided otherwise."""
        for measure, each in held:
            waited_on = measures.get(measure.waits_on)
            if waited_on is None or waited_on.id == measure.id:
                continue
            whole, met, waiting = whole_of(measure, each), met_of(measure, each), met_of(waited_on, each)
            if all(cell in self._counts for cell in (whole, met, waiting)):
                self._rest(whole, (met, waiting), ("decided otherwise", met))

    def _count(self, cell: Hashable, number: int | None) -> None:
        if number is not None:
            self._counts[cell] = number

    def _rest_of_year(self, year: Hashable, months: list[Hashable], each: Reckoned) -> None:
        known = tuple(dict.fromkeys(month for month in months if month in self._counts))
        if known and year in self._counts:
            self._rest(year, known, ("rest of the year", year, each.first_day))

    def _rest(self, whole: Hashable, parts: tuple[Hashable, ...], rest: Hashable) -> None:
        left = self._counts[whole] - sum(self._counts[part] for part in parts)
        if left < 0:
            return
        self._counts[rest] = left
        # An empty rest is known to be empty only to whoever knows all the rest, so it takes part like any other.
        if left:
            self._unsaid.add(rest)
            self._sums.append(Sum(whole, (*parts, rest)))
        else:
            self._sums.append(Sum(whole, parts))


def _place(measure: Measure, each: Reckoned) -> tuple[Hashable, ...]:
    # A stock at the end of a month is the same number whether a month, a year or a day is asked about.
    when: tuple[Hashable, ...] = (each.last_day,) if measure.shape is Shape.STOCK else (each.grain, each.first_day)
    return (*when, each.split, each.part)


def _plain(each: Reckoned) -> Reckoned:
    return Reckoned(each.area, each.measure, each.grain, each.first_day, each.last_day, "", "", each.value)
