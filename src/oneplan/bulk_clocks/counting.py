"""An amount counted from many days at once, each by the law of its own day and on its own setting's calendar."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from oneplan.bulk_clocks.asking import Facts
from oneplan.bulk_clocks.columns import MISSING, NO_SETTING, Flags, Numbers
from oneplan.bulk_clocks.day_tables import Uncounted
from oneplan.core.calendar import YearlyPeriod
from oneplan.core.law import Amount, Unit
from oneplan.core.pathways import Clock
from oneplan.core.pathways.counting import COUNTED
from oneplan.core.pathways.definitions import Edge, Limb
from oneplan.core.pathways.working import UNCOUNTED

_MOST_SETTINGS = 1 << 32


class Counting:
    """The arithmetic of limbs. Every number and every day comes from the rulebook through core."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tables = facts.tables
        self.versions = facts.versions

    def reach(
        self, clock: Clock, limb: Limb, basis: Numbers, law_day: Numbers, case: Numbers, less: Numbers
    ) -> Numbers:
        """The day of a limb from each basis; missing where a calendar does not reach."""
        if limb.edge is Edge.ITSELF:
            return basis
        if limb.edge is Edge.DAY_AFTER:
            return self.tables.day_after()(basis)
        if limb.edge is Edge.LEAVING_DATE:
            return self._leaving(clock, basis, law_day)
        if limb.edge in COUNTED:
            return self._counted(limb, basis, law_day, self._settings(limb, case), less)
        return self._in_year(limb, basis, law_day)

    def roll(self, raw: Numbers, law_day: Numbers) -> Numbers:
        """Raw limits for starting an appeal, rolled as the Tribunal's rules say."""
        out = np.full(len(raw), MISSING, dtype=np.int64)
        for uncounted, these in self._uncounted(law_day):
            out[these] = self.tables.tribunal_start(uncounted)(raw[these])
        return out

    def _settings(self, limb: Limb, case: Numbers) -> Numbers:
        if self.facts.rules.parameter(limb.parameter).unit is Unit.SCHOOL_DAYS:
            return self.facts.columns.settings[case]
        return np.full(len(case), NO_SETTING, dtype=np.int64)

    def _counted(self, limb: Limb, basis: Numbers, law_day: Numbers, settings: Numbers, less: Numbers) -> Numbers:
        out = np.full(len(basis), MISSING, dtype=np.int64)
        unit = self.facts.rules.parameter(limb.parameter).unit
        numbers = np.maximum(1, self.versions.numbers(limb.parameter, law_day) - less)
        apart = self._uncounted(law_day) if limb.skip_tribunal_days else _all_alike(len(basis))
        for uncounted, these in apart:
            pairs = numbers * _MOST_SETTINGS + settings
            for pair in np.unique(pairs[these]).tolist():
                number, setting = divmod(pair + 1, _MOST_SETTINGS)
                mine = these & (pairs == pair)
                table = self.tables.counted(limb.edge, number, unit, setting=setting - 1, uncounted=uncounted)
                out[mine] = table(basis[mine])
        return out

    def _in_year(self, limb: Limb, basis: Numbers, law_day: Numbers) -> Numbers:
        out = np.full(len(basis), MISSING, dtype=np.int64)
        for amount, these in self.versions.apart(limb.parameter, law_day):
            out[these] = self.tables.in_year(limb.edge, _words(amount))(basis[these])
        return out

    def _leaving(self, clock: Clock, basis: Numbers, law_day: Numbers) -> Numbers:
        out = np.full(len(basis), MISSING, dtype=np.int64)
        for starts, some in self.versions.apart(clock.parameters["school_year"], law_day):
            for month, these in self.versions.apart(clock.parameters["month"], law_day):
                table = self.tables.leaving(_words(starts)[0], int(_words(month)[0]))
                out[some & these] = table(basis[some & these])
        return out

    def _uncounted(self, law_day: Numbers) -> Iterator[tuple[Uncounted, Flags]]:
        """The stretches of the year that do not count for the Tribunal, by the days on which that is the law."""
        christmas, august = UNCOUNTED
        for first, some in self.versions.apart(christmas, law_day):
            for second, these in self.versions.apart(august, law_day):
                yield (YearlyPeriod(*_words(first)), YearlyPeriod(*_words(second))), some & these


def _all_alike(length: int) -> Iterator[tuple[Uncounted, Flags]]:
    yield (), np.ones(length, dtype=np.bool_)


def _words(amount: Amount) -> tuple[str, ...]:
    return amount if isinstance(amount, tuple) else (str(amount),)
