"""Conditions, spans and parts as column expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from oneplan.core.kernel import Problem
from oneplan.core.law import Parameter, Status
from oneplan.core.measures import AnyOf, Condition, Span, Split, Test


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question needs to know besides the row: the day of reading, the numbers from law, the ways to split."""

    on: date
    parameters: Mapping[str, Parameter] = field(hash=False)
    splits: Mapping[str, Split] = field(default_factory=dict, hash=False)

    def holds(self, conditions: Iterable[Condition | AnyOf], table: Table) -> BooleanValue:
        """Whether all conditions hold of a row, to filter by; what cannot be known is null and does not hold.

        No condition is turned round once it is written, so null never becomes true; left as it is, an engine may skip
        whole blocks of rows by it.
        """
        asked = [self._entry(each, table) for each in conditions]
        return reduce(lambda one, other: one & other, asked) if asked else ibis.literal(value=True)

    def days(self, span: Span, table: Table) -> IntegerValue:
        """The days of a span, for each row."""
        last = table[span.to] if span.to else ibis.literal(self.on, "date")
        return last.delta(table[span.since], unit="day")

    def part(self, split: Split, table: Table) -> StringValue:
        """The part of a split that a row falls in."""
        if not split.bands:
            # An empty word and none both mean that nothing is recorded.
            return table[split.column].cast("string").nullif("").fill_null(split.unknown)
        age = self._age(table[split.column])
        branches = [(age.between(first, last), part) for part, (first, last) in split.bands.items()]
        return ibis.cases(*branches, else_=split.unknown)

    def _entry(self, entry: Condition | AnyOf, table: Table) -> BooleanValue:
        if isinstance(entry, AnyOf):
            return reduce(lambda one, other: one | other, [self._condition(each, table) for each in entry.conditions])
        return self._condition(entry, table)

    def _condition(self, condition: Condition, table: Table) -> BooleanValue:  # noqa: PLR0911 - one for each test
        column = table[condition.column]
        match condition.test:
            case Test.IS:
                return column.isin(condition.values)
            case Test.KNOWN:
                return column.notnull()
            case Test.UNKNOWN:
                return column.isnull()
            case Test.TRUE:
                return column
            case Test.NOT_TRUE:
                return ~column.fill_null(False)
            case Test.NONE_OF_IT:
                return column == 0
            case Test.BEFORE_THE_DAY:
                return column < ibis.literal(self.on, "date")
            case Test.NOT_BEFORE:
                return column >= table[condition.since]
            case Test.WITHIN:
                passed = column.delta(table[condition.since], unit="day")
                return passed <= self._limit(condition.limit, table[condition.since])

    def _limit(self, name: str, since: ibis.Value) -> IntegerValue:
        """The days that law gives, by the law in force on the day the time began; none where none was."""
        parameter = self.parameters.get(name)
        if parameter is None:
            raise Problem(f"The rulebook holds no {name}.", do="Name a number from law that it holds.")
        known = [value for value in parameter.values if value.status is not Status.EXPECTED]
        branches = [
            (since >= ibis.literal(value.first_day, "date"), ibis.literal(value.amount, "int64"))
            for value in reversed(known)
        ]
        return ibis.cases(*branches, else_=ibis.null("int64"))

    def _age(self, born: ibis.Value) -> IntegerValue:
        passed = self.on.month * 100 + self.on.day
        had_no_birthday = (born.month() * 100 + born.day()) > passed
        return self.on.year - born.year() - had_no_birthday.cast("int32")
