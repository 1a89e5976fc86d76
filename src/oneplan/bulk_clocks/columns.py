"""Facts of many cases as columns of whole numbers, ready to be gathered and compared all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from oneplan.core.kernel import Problem
from oneplan.core.pathways import DetailType, Fact, Rules
from oneplan.core.pathways.facts import DetailValue

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

EPOCH = date(1970, 1, 1)
# The missing value of every column; read as a day it is NumPy's “not a time”.
MISSING = int(np.datetime64("NaT", "D").astype(np.int64))
NO_SETTING = -1


def day_number(day: date) -> int:
    """A day as the number that ``datetime64[D]`` gives it."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day that a number stands for."""
    return EPOCH + timedelta(days=number)


def as_days(numbers: Numbers) -> npt.NDArray[np.datetime64]:
    """Numbers read as days, without copying."""
    return numbers.view("datetime64[D]")


@dataclass(frozen=True, slots=True)
class FactColumn:
    """Every fact of one name: whose it is, on which day, its place among all facts, and what it says."""

    case: Numbers
    day: Numbers
    rank: Numbers
    details: Mapping[str, Numbers]


@dataclass(frozen=True, slots=True)
class CaseColumns:
    """The facts of many cases, sorted by case and day; the setting of each case, if it has one."""

    cases: int
    facts: Mapping[str, FactColumn]
    settings: Numbers
    words: tuple[str, ...]

    def facts_of(self, case: int, names: Iterable[str], rules: Rules) -> dict[Fact, tuple[str, int]]:
        """One case's facts of some names as core knows them, each with the column and row it came from."""
        found = {}
        for name in names:
            if (column := self.facts.get(name)) is None:
                continue
            kinds = {each.name: each.type for each in rules.fact(name).details.values() if each.name in column.details}
            first, last = np.searchsorted(column.case, [case, case + 1])
            for row in range(int(first), int(last)):
                numbers = {detail: int(column.details[detail][row]) for detail in kinds}
                said = {each: self._value(number, kinds[each]) for each, number in numbers.items() if number != MISSING}
                found[Fact(name, day_of(int(column.day[row])), said)] = (name, row)
        return found

    def _value(self, number: int, kind: DetailType) -> DetailValue:
        match kind:
            case DetailType.NUMBER:
                return number
            case DetailType.YES_NO:
                return bool(number)
            case DetailType.DATE:
                return day_of(number)
            case _:
                return self.words[number]


class _Writer:
    """Collects facts name by name, then hands over columns."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self.details: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        self.written = 0

    def add(self, case: int, fact: Fact) -> None:
        rows = self.rows[fact.name]
        for detail, value in fact.details.items():
            self.details[fact.name][detail][len(rows)] = self.number(value)
        rows.append((case, day_number(fact.on), self.written))
        self.written += 1

    def number(self, value: DetailValue) -> int:
        if isinstance(value, date):
            return day_number(value)
        if isinstance(value, str):
            return self.words.setdefault(value, len(self.words))
        return int(value)

    def column(self, name: str) -> FactColumn:
        table = np.array(self.rows[name], dtype=np.int64)
        details = {}
        for detail, values in self.details[name].items():
            details[detail] = np.full(len(table), MISSING, dtype=np.int64)
            details[detail][list(values)] = list(values.values())
        return FactColumn(table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy(), details)


def columns_from_cases(cases: Iterable[Iterable[Fact]], settings: Sequence[int | None] | None = None) -> CaseColumns:
    """Columns from whole cases, each fact counted once; a setting is the place of its calendar in the list given."""
    writer, number = _Writer(), 0
    for case, facts in enumerate(cases):
        for fact in sorted(set(facts), key=lambda each: each.order):
            writer.add(case, fact)
        number = case + 1
    places = [NO_SETTING if place is None else place for place in settings or [None] * number]
    if len(places) != number:
        raise Problem(
            f"There are {number} cases and {len(places)} settings.",
            why="School days are counted on the calendar of the case's own setting.",
            do="Give one setting, or none, for each case.",
        )
    return CaseColumns(
        number,
        {name: writer.column(name) for name in writer.rows},
        np.array(places, dtype=np.int64),
        tuple(writer.words),
    )


def columns_from_days(days: Mapping[str, npt.NDArray[np.datetime64]]) -> CaseColumns:
    """Columns from one day per fact and case, for facts that say nothing more; “not a time” where there is none."""
    lengths = {len(each) for each in days.values()}
    if len(lengths) != 1:
        raise Problem(
            f"The columns have {len(lengths)} different lengths.",
            why="Each row is one case.",
            do="Give every fact a column of the same length, with no day where it did not happen.",
        )
    number = lengths.pop()
    facts = {}
    for place, name in enumerate(sorted(days)):
        every = days[name].astype("datetime64[D]").view(np.int64)
        case = np.flatnonzero(every != MISSING)
        # Rank puts a case's facts in order of day and then of name, as core does.
        facts[name] = FactColumn(case, every[case], (case << 40) + (every[case] << 10) + place, {})
    return CaseColumns(number, facts, np.full(number, NO_SETTING, dtype=np.int64), ())
