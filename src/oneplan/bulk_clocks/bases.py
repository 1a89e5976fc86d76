"""The day that each limb starts from: the start itself, one of its details, another fact or another output."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from oneplan.bulk_clocks.asking import Found
from oneplan.bulk_clocks.columns import MISSING, Flags, Numbers
from oneplan.bulk_clocks.combining import KNOWN, NOTHING, UNREACHED
from oneplan.bulk_clocks.ends import NEVER, NOBODY, SPAN, moment
from oneplan.bulk_clocks.opening import Opened
from oneplan.core.pathways import Clock
from oneplan.core.pathways.definitions import FactRef, Limb, Which

if TYPE_CHECKING:
    from oneplan.bulk_clocks.reckoning import Reckoning

Basis = tuple[Numbers, Numbers]


class Bases:
    """Where the limbs of one clock start, for some of its openings."""

    def __init__(
        self, reckoning: Reckoning, clock: Clock, opened: Opened, found: Sequence[tuple[Found, Numbers]]
    ) -> None:
        self.reckoning = reckoning
        self.facts = reckoning.facts
        self.clock = clock
        self.opened = opened
        self.found = found

    def of(self, limb: Limb, places: Numbers) -> Basis:
        """The day each limb starts from, and whether there is one."""
        if limb.from_detail:
            return _known_or(NOTHING, self._from_detail(limb.from_detail)[places])
        if not limb.source:
            return _known_or(NOTHING, self.opened.day[places])
        mine = self.opened.only(places)
        if limb.source in self.facts.rules.outputs:
            return self._from_output(limb.source, mine)
        return _known_or(NOTHING, self._from_fact(limb, mine))

    def _from_detail(self, detail: str) -> Numbers:
        days = np.full(len(self.opened.case), MISSING, dtype=np.int64)
        for found, places in self.found:
            days[places] = self.facts.detail(found, detail)
        return days

    def _from_fact(self, limb: Limb, opened: Opened) -> Numbers:
        days = np.full(len(opened.case), MISSING, dtype=np.int64)
        for found in self.facts.like([FactRef(limb.source, when=limb.where)]):
            if len(found.rows):
                place = _WHICH[limb.which](moment(found.case, found.day), opened)
                days[place >= 0] = found.day[place[place >= 0]]
        return days

    def _from_output(self, output: str, mine: Opened) -> Basis:
        """The day of the opening that the same fact made, or of the latest that was open when this began."""
        theirs = self.reckoning.answered(output)
        place = _same_start(theirs.opened, mine)
        missing = np.flatnonzero(place < 0)
        place[missing] = _latest_open(theirs.opened, mine.only(missing))
        there = place >= 0
        days, state = np.full(len(place), MISSING, dtype=np.int64), np.full(len(place), NOTHING, dtype=np.int64)
        days[there] = theirs.due[place[there]]
        state[there] = np.where(theirs.applies[place[there]], UNREACHED, NOTHING)
        state[days != MISSING] = KNOWN
        return days, state


def _known_or(otherwise: int, days: Numbers) -> Basis:
    return days, np.where(days == MISSING, otherwise, KNOWN)


def _same_start(theirs: Opened, mine: Opened) -> Numbers:
    """The last opening that the same fact made; nobody's if it made none."""
    if not len(theirs.case):
        return np.full(len(mine.case), NOBODY, dtype=np.int64)
    order = np.argsort(theirs.rank, kind="stable")
    ranks = theirs.rank[order]
    at = np.searchsorted(ranks, mine.rank, side="right") - 1
    return np.where((at >= 0) & (ranks[at] == mine.rank), order[at], NOBODY)


def _latest_open(theirs: Opened, mine: Opened) -> Numbers:
    """The opening with the latest start, of those begun by a day and not ended before it."""
    place = np.full(len(mine.case), NOBODY, dtype=np.int64)
    when = moment(theirs.case, theirs.day)
    order = np.argsort(when, kind="stable")
    when = when[order]
    at = np.searchsorted(when, moment(mine.case, mine.day), side="right") - 1
    waiting = np.arange(len(at))
    while len(waiting := waiting[at[waiting] >= 0]):
        waiting = waiting[theirs.case[order[at[waiting]]] == mine.case[waiting]]
        still_open = theirs.ended[order[at[waiting]]] >= mine.day[waiting]
        place[waiting[still_open]] = order[at[waiting[still_open]]]
        waiting = waiting[~still_open]
        at[waiting] -= 1
    return place


def _if(there: Flags, places: Numbers) -> Numbers:
    return np.where(there, places, NOBODY)


def _last_until(facts: Numbers, opened: Opened, since: Numbers) -> Numbers:
    """The last fact on or before the start, if it is later than a day."""
    at = np.searchsorted(facts, moment(opened.case, opened.day), side="right") - 1
    return _if((at >= 0) & (facts[at] > moment(opened.case, since)), at)


def _first_after(facts: Numbers, opened: Opened) -> Numbers:
    at = np.searchsorted(facts, moment(opened.case, opened.day), side="left")
    at = np.where(at < len(facts), at, NOBODY)
    return _if((at >= 0) & (facts[at] < moment(opened.case, opened.next)), at)


def _last_before_start(facts: Numbers, opened: Opened) -> Numbers:
    return _last_until(facts, opened, np.full(len(opened.case), NEVER, dtype=np.int64))


def _nearest(facts: Numbers, opened: Opened) -> Numbers:
    before = _last_until(facts, opened, opened.before)
    return np.where(before >= 0, before, _first_after(facts, opened))


def _last_any(facts: Numbers, opened: Opened) -> Numbers:
    at = np.searchsorted(facts, moment(opened.case + 1, np.full(len(opened.case), NEVER)), side="left") - 1
    return _if((at >= 0) & (facts[at] // SPAN == opened.case), at)


_WHICH: Mapping[Which, Callable[[Numbers, Opened], Numbers]] = {
    Which.LAST_ANY: _last_any,
    Which.LAST_BEFORE: _last_before_start,
    Which.NEAREST: _nearest,
    Which.FIRST_AFTER: _first_after,
}
