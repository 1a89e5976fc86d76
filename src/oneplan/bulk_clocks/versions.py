"""Which value of a parameter is law on each of many days."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from oneplan.bulk_clocks.columns import Flags, Numbers, day_number, day_of
from oneplan.core.law import Amount, Parameter, Status, Value
from oneplan.core.pathways import Rules


class Versions:
    """The values of every parameter by their first days."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def in_force(self, name: str, days: Numbers) -> Flags:
        """Whether there is law on each day."""
        parameter = self._rules.parameter(name)
        ends = np.array([True, *(value.amount is None for value in _known(parameter))])
        return np.asarray(~ends[_places(parameter, days)])

    def apart(self, name: str, days: Numbers) -> Iterator[tuple[Amount, Flags]]:
        """Each value that is law on any of the days, with the days on which it is.

        A day without law raises core's own refusal, which names the parameter and the day.
        """
        parameter = self._rules.parameter(name)
        if len(without := days[~self.in_force(name, days)]):
            parameter.as_of(day_of(int(without[0])))
        places, known = _places(parameter, days), _known(parameter)
        for place in np.unique(places).tolist():
            amount = known[place - 1].amount
            assert amount is not None  # a day without law has been refused
            yield amount, np.asarray(places == place)

    def numbers(self, name: str, days: Numbers) -> Numbers:
        """The value on each day as a whole number."""
        found = np.zeros(len(days), dtype=np.int64)
        for amount, these in self.apart(name, days):
            assert isinstance(amount, int)  # the rulebook's check gives numbers only to parameters that count
            found[these] = amount
        return found


def _known(parameter: Parameter) -> list[Value]:
    return [value for value in parameter.values if value.status is not Status.EXPECTED]


def _places(parameter: Parameter, days: Numbers) -> Numbers:
    """How many values had begun by each day."""
    firsts = np.array([day_number(value.first_day) for value in _known(parameter)], dtype=np.int64)
    return np.searchsorted(firsts, days, side="right")
