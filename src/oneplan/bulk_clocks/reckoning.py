"""How each day is reached, for every opening of a clock at once: limbs, their combination, and dates set instead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oneplan.bulk_clocks.asking import Facts
from oneplan.bulk_clocks.bases import Bases
from oneplan.bulk_clocks.columns import MISSING, Flags, Numbers
from oneplan.bulk_clocks.combining import KNOWN, NOTHING, UNREACHED, Reached, combine
from oneplan.bulk_clocks.counting import Counting
from oneplan.bulk_clocks.ends import moment
from oneplan.bulk_clocks.opening import Opened, follow_clock, joined, open_clock
from oneplan.core.pathways import Clock, Role
from oneplan.core.pathways.definitions import Combine, FactRef, Limb


@dataclass(frozen=True, slots=True)
class Worked:
    """The openings of a clock, the day of each, and whether the clock has anything to say of it."""

    opened: Opened
    due: Numbers
    applies: Flags


class Reckoning:
    """Every clock opened once and every day worked out once, for all cases together."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.counting = Counting(facts)
        self._opened: dict[int, Opened] = {}
        self._worked: dict[int, Worked] = {}
        self._answered: dict[str, Worked] = {}

    def opened(self, clock: Clock) -> Opened:
        """Every time a clock was opened, in any case."""
        if id(clock) not in self._opened:
            self._opened[id(clock)] = self._open(clock)
        return self._opened[id(clock)]

    def worked(self, clock: Clock) -> Worked:
        """The day of each opening of a clock."""
        if id(clock) not in self._worked:
            self._worked[id(clock)] = self._work_out(clock)
        return self._worked[id(clock)]

    def answered(self, output: str) -> Worked:
        """Every opening of every clock that gives an output, in the order of the clocks."""
        if output not in self._answered:
            clocks = [self.worked(clock) for clock in self.facts.rules.outputs[output]]
            self._answered[output] = Worked(
                joined([each.opened for each in clocks]),
                np.concatenate([each.due for each in clocks]),
                np.concatenate([each.applies for each in clocks]),
            )
        return self._answered[output]

    def _open(self, clock: Clock) -> Opened:
        if not clock.follows:
            return open_clock(self.facts, clock)
        leaders = [self.opened(each) for each in self.facts.rules.outputs[clock.follows]]
        return follow_clock(self.facts, clock, joined(leaders))

    def _work_out(self, clock: Clock) -> Worked:
        opened = self.opened(clock)
        due = np.full(len(opened.case), MISSING, dtype=np.int64)
        applies = np.ones(len(opened.case), dtype=np.bool_)
        if clock.role in (Role.LIMIT, Role.DAY) and len(due):
            asked = np.logical_and.reduce([applies, *(self._has(name)[opened.case] for name in clock.needs)])
            places = np.flatnonzero(asked)
            due[places], applies[places] = Limbs(self, clock, opened.only(places)).work_out()
        return Worked(opened, due, applies)

    def _has(self, name: str) -> Flags:
        has = np.zeros(self.facts.columns.cases, dtype=np.bool_)
        if (column := self.facts.columns.facts.get(name)) is not None:
            has[column.case] = True
        return has


class Limbs:
    """The arithmetic of every opening of one clock."""

    def __init__(self, reckoning: Reckoning, clock: Clock, opened: Opened) -> None:
        self.facts = reckoning.facts
        self.counting = reckoning.counting
        self.reckoning = reckoning
        self.clock = clock
        self.opened = opened
        self.law_day = self.facts.as_of[opened.case] if clock.law_by_as_of else opened.day
        self.found = opened.found(self.facts)

    def work_out(self) -> tuple[Numbers, Flags]:
        """The day of each opening, and whether there is anything to say of it."""
        applying = self._applying()
        due, applies = combine(self.clock.combine, [self._reach(*each) for each in applying], len(self.opened.case))
        if self.clock.roll_tribunal_start:
            known = due != MISSING
            due[known] = self.counting.roll(due[known], self.law_day[known])
        if self.clock.date_set_by:
            self._set_dates(due)
        return due, applies

    def _applying(self) -> list[tuple[Limb, Flags]]:
        """Each limb with the openings to which it applies."""
        applying = [(limb, self._holds(limb)) for limb in self.clock.limbs]
        if self.clock.while_in_force:
            in_force = np.ones(len(self.law_day), dtype=np.bool_)
            for limb, these in applying:
                in_force &= ~these | self.facts.versions.in_force(limb.parameter, self.law_day)
            applying = [(limb, these & in_force) for limb, these in applying]
        return _first_only(applying) if self.clock.combine is Combine.ONLY else applying

    def _holds(self, limb: Limb) -> Flags:
        held = np.ones(len(self.law_day), dtype=np.bool_)
        for found, places in self.found if limb.when else ():
            held[places] = self.facts.holds(limb.when, found)
        return held

    def _reach(self, limb: Limb, these: Flags) -> Reached:
        day, state = np.full(len(these), MISSING, dtype=np.int64), np.full(len(these), NOTHING, dtype=np.int64)
        places = np.flatnonzero(these)
        basis, state[places] = Bases(self.reckoning, self.clock, self.opened, self.found).of(limb, places)
        known = state[places] == KNOWN
        places, basis = places[known], basis[known]
        less = self._less(limb)[places]
        day[places] = self.counting.reach(
            self.clock, limb, basis, law_day=self.law_day[places], case=self.opened.case[places], less=less
        )
        state[places[day[places] == MISSING]] = UNREACHED
        return Reached(limb, these, day, state)

    def _less(self, limb: Limb) -> Numbers:
        """What a detail of the starting fact takes off the number."""
        less = np.zeros(len(self.law_day), dtype=np.int64)
        for found, places in self.found if limb.less_detail else ():
            said = self.facts.detail(found, limb.less_detail)
            less[places] = np.where(said == MISSING, 0, said)
        return less

    def _set_dates(self, due: Numbers) -> None:
        """A date that the Tribunal directed, or the parties agreed, in place of the limit."""
        for found in self.facts.like([FactRef(self.clock.date_set_by)], until_as_of=True):
            said = found.only(self.facts.detail(found, "limit") == self.facts.number(self.clock.output))
            moments = moment(said.case, said.day)
            place = np.searchsorted(moments, moment(self.opened.case, self.opened.next), side="left") - 1
            mine = np.flatnonzero(place >= 0)
            mine = mine[moments[place[mine]] >= moment(self.opened.case, self.opened.day)[mine]]
            set_on = self.facts.detail(said, "due_on")[place[mine]]
            due[mine] = np.where(set_on == MISSING, due[mine], set_on)


def _first_only(applying: list[tuple[Limb, Flags]]) -> list[tuple[Limb, Flags]]:
    """Each limb only where none before it applies."""
    taken = np.zeros(len(applying[0][1]), dtype=np.bool_)
    out = []
    for limb, these in applying:
        out.append((limb, these & ~taken))
        taken |= these
    return out
