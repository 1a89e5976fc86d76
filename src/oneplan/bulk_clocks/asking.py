"""Which facts are meant: the conditions of core's data, asked of whole columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from oneplan.bulk_clocks.checking import BORN
from oneplan.bulk_clocks.columns import MISSING, CaseColumns, FactColumn, Flags, Numbers, day_number, day_of
from oneplan.bulk_clocks.day_tables import DayTables
from oneplan.bulk_clocks.versions import Versions
from oneplan.core.law import Unit
from oneplan.core.pathways import Rules
from oneplan.core.pathways.definitions import Asks, Condition, Edge, FactRef
from oneplan.core.pathways.facts import DetailValue
from oneplan.core.people import year_group


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of one fact's column."""

    name: str
    column: FactColumn
    rows: Numbers

    @property
    def case(self) -> Numbers:
        return self.column.case[self.rows]

    @property
    def day(self) -> Numbers:
        return self.column.day[self.rows]

    @property
    def rank(self) -> Numbers:
        return self.column.rank[self.rows]

    def only(self, these: Flags) -> Found:
        """Some of the rows."""
        return Found(self.name, self.column, self.rows[these])


class Facts:
    """The columns of all cases, read on a day of each, with every question asked of them once."""

    def __init__(self, columns: CaseColumns, as_of: Numbers, rules: Rules, tables: DayTables) -> None:
        self.columns = columns
        self.as_of = as_of
        self.rules = rules
        self.tables = tables
        self.versions = Versions(rules)
        self.words = {word: code for code, word in enumerate(columns.words)}
        self.born = self._born()
        self._asked: dict[FactRef, Found | None] = {}

    def like(self, refs: Iterable[FactRef], *, until_as_of: bool = False) -> list[Found]:
        """The facts that any of the references mean, each counted once; perhaps only those that have happened."""
        named: dict[str, list[Found]] = {}
        for ref in refs:
            if (found := self._meant(ref)) is not None:
                named.setdefault(ref.fact, []).append(found)
        every = [_joined(same) for same in named.values()]
        return [each.only(each.day <= self.as_of[each.case]) for each in every] if until_as_of else every

    def detail(self, found: Found, name: str) -> Numbers:
        """What the facts say about a detail, or the default the vocabulary gives it."""
        known = self.rules.fact(found.name).details.get(name)
        default = MISSING if known is None or known.default is None else self.number(known.default)
        values = found.column.details.get(name)
        if values is None:
            return np.full(len(found.rows), default, dtype=np.int64)
        said = values[found.rows]
        return said if default == MISSING else np.where(said == MISSING, default, said)

    def number(self, value: DetailValue) -> int:
        """A value as the columns write it; a word that no case uses gets a number of its own."""
        if isinstance(value, str):
            return self.words.setdefault(value, len(self.words))
        return day_number(value) if isinstance(value, date) else int(value)

    def holds(self, conditions: Sequence[Condition], found: Found) -> Flags:
        """Whether all conditions are true; each is asked only where those before it were."""
        held = np.ones(len(found.rows), dtype=np.bool_)
        for condition in conditions:
            held[held] = self._holds(condition, found.only(held))
        return held

    def _meant(self, ref: FactRef) -> Found | None:
        if ref not in self._asked:
            self._asked[ref] = self._ask(ref)
        return self._asked[ref]

    def _ask(self, ref: FactRef) -> Found | None:
        if (column := self.columns.facts.get(ref.fact)) is None:
            return None
        found = Found(ref.fact, column, np.arange(len(column.case)))
        if ref.any:
            found = found.only(self._any(ref.any, found))
        return found.only(self.holds(ref.when, found)) if ref.when else found

    def _any(self, conditions: Sequence[Condition], found: Found) -> Flags:
        held = np.zeros(len(found.rows), dtype=np.bool_)
        for condition in conditions:
            held[~held] = self._holds(condition, found.only(~held))
        return held

    def _holds(self, condition: Condition, found: Found) -> Flags:
        if condition.asks in _OF_THE_PERSON:
            return self._of_the_person(condition, found)
        said = self.detail(found, condition.detail)
        if condition.asks in _OF_A_NUMBER:
            threshold = self.versions.numbers(condition.parameter, found.day)
            return np.asarray((said != MISSING) & _OF_A_NUMBER[condition.asks](said, threshold))
        values = [self.number(value) for value in condition.values]
        return np.asarray(np.isin(said, values) != (condition.asks is Asks.NOT_IN), dtype=np.bool_)

    def _of_the_person(self, condition: Condition, found: Found) -> Flags:
        threshold = self.versions.numbers(condition.parameter, found.day)
        born, known = self.born[found.case], self.born[found.case] != MISSING
        held = np.zeros(len(known), dtype=np.bool_)
        held[known] = _OF_THE_PERSON[condition.asks](self, born[known], found.day[known], threshold[known])
        return held

    def _born(self) -> Numbers:
        born = np.full(self.columns.cases, MISSING, dtype=np.int64)
        if (births := self.columns.facts.get(BORN)) is not None:
            born[births.case] = births.day
        return born


def _joined(same: list[Found]) -> Found:
    """Rows that several references mean, each once and in order."""
    if len(same) == 1:
        return same[0]
    return Found(same[0].name, same[0].column, np.unique(np.concatenate([each.rows for each in same])))


def _under_age(facts: Facts, born: Numbers, day: Numbers, age: Numbers) -> Flags:
    turns = np.empty_like(born)
    for number in np.unique(age).tolist():
        these = age == number
        turns[these] = facts.tables.counted(Edge.BIRTHDAY, number, Unit.YEARS)(born[these])
    return np.asarray(day < turns)


def _in_year_group(_: Facts, born: Numbers, day: Numbers, group: Numbers) -> Flags:
    # Two days go in and few pairs of them differ, so each different pair is worked out once.
    pairs, places = np.unique(np.stack([born, day]), axis=1, return_inverse=True)
    groups = [year_group(day_of(a), day_of(b)) for a, b in pairs.T.tolist()]
    return np.asarray(np.array(groups, dtype=np.int64)[places.ravel()] >= group)


_OF_THE_PERSON: Mapping[Asks, Callable[[Facts, Numbers, Numbers, Numbers], Flags]] = {
    Asks.UNDER_AGE: _under_age,
    Asks.AT_LEAST_AGE: lambda facts, born, day, age: ~_under_age(facts, born, day, age),
    Asks.AT_LEAST_YEAR_GROUP: _in_year_group,
}

_OF_A_NUMBER: Mapping[Asks, Callable[[Numbers, Numbers], Flags]] = {
    Asks.ABOVE: lambda said, threshold: np.asarray(said > threshold),
    Asks.AT_MOST: lambda said, threshold: np.asarray(said <= threshold),
}
