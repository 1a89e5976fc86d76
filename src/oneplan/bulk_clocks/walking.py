"""Which starts open a clock, and how each opening ends: the first, the latest, or each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from oneplan.bulk_clocks.asking import Facts
from oneplan.bulk_clocks.columns import Flags, Numbers
from oneplan.bulk_clocks.ends import FOREVER, MIDDLE, NEVER, NOBODY, SPAN, SUPERSEDED, Ends
from oneplan.bulk_clocks.starting import Starts, journey_ends_of
from oneplan.core.pathways import Clock
from oneplan.core.pathways.definitions import Repeat

IsUsed = Callable[[Numbers, Numbers], Flags]


@dataclass(frozen=True, slots=True)
class Life:
    """The starts that open a clock; which end each opening came to, how and on which day."""

    taken: Numbers
    places: Numbers
    how: Numbers
    ended: Numbers


def walk(facts: Facts, clock: Clock, starts: Starts, ends: Ends) -> Life:
    """How the clock opens and ends, leaving revivals aside."""
    if clock.repeat is Repeat.FIRST:
        return _first(starts, ends, journey_ends_of(facts, clock, starts) if clock.reopens_after else None)
    return _latest(starts, ends, facts.as_of) if clock.repeat is Repeat.LATEST else _each(starts, ends)


def _first_free(ends: Ends, moments: Numbers, is_used: IsUsed) -> Numbers:
    """The first end on the day of each opening that is not used up, or else the first on a later day."""
    places = ends.next_after(moments)
    tried, past = ends.same_day(moments)
    waiting = np.flatnonzero(tried < past)
    while len(waiting):
        at = tried[waiting]
        used = is_used(waiting, at)
        places[waiting[~used]] = at[~used]
        tried[waiting] += 1
        waiting = waiting[used & (tried[waiting] < past[waiting])]
    return places


def _used_up(ends: Ends, moments: Numbers, older: Flags) -> Numbers:
    """The fact that ended an older opening on the day of each start; nobody's if none did."""
    first, past = ends.same_day(moments)
    ranks = np.full(len(moments), NOBODY, dtype=np.int64)
    there = older & (first < past)
    ranks[there] = ends.rank[first[there]]
    return ranks


def _end_of(ends: Ends, starts: Starts, older: Flags) -> Numbers:
    """The end of each opening. A fact never ends the clock it starts, nor one more after an older one."""
    used_up = _used_up(ends, starts.moment, older)

    def is_used(waiting: Numbers, at: Numbers) -> Flags:
        return np.asarray((ends.rank[at] == starts.rank[waiting]) | (ends.rank[at] == used_up[waiting]))

    return _first_free(ends, starts.moment, is_used)


def _settled(ends: Ends, starts: Starts, is_older_open: Callable[[Numbers], Flags]) -> Numbers:
    """Ends that agree with each other: what an earlier opening used up is not there for a later one."""
    older = np.zeros(len(starts.day), dtype=np.bool_)
    while True:
        places = _end_of(ends, starts, older)
        again = is_older_open(ends.day(places))
        if np.array_equal(again, older):
            return places
        older = again


def _each(starts: Starts, ends: Ends) -> Life:
    """Every start opens one more; those of earlier days are older."""
    moments = starts.moment
    block = np.searchsorted(moments, moments, side="left")

    def is_older_open(ended: Numbers) -> Flags:
        longest = np.maximum.accumulate(starts.group * SPAN + (ended + MIDDLE))
        return np.asarray((block > 0) & (longest[block - 1] >= moments))

    places = _settled(ends, starts, is_older_open)
    return Life(np.arange(len(moments)), places, ends.way(places), ends.day(places))


def _latest(starts: Starts, ends: Ends, as_of: Numbers) -> Life:
    """The first start of each day opens the clock, and supersedes what was open."""
    taken = np.flatnonzero(np.diff(starts.moment, prepend=-1))
    mine = starts.only(taken)
    follows = np.zeros(len(taken) + 1, dtype=np.bool_)
    follows[1:-1] = mine.group[1:] == mine.group[:-1]
    places = _settled(ends, mine, lambda ended: follows[:-1] & (np.roll(ended, 1) >= mine.day))
    how, ended = ends.way(places), ends.day(places)
    following = np.where(follows[1:], np.roll(mine.day, -1), FOREVER)
    overtaken = (following < ended) & (following <= as_of[mine.case])
    how[overtaken], ended[overtaken], places[overtaken] = SUPERSEDED, following[overtaken], NOBODY
    return Life(taken, places, how, ended)


def _first(starts: Starts, ends: Ends, journey: Ends | None) -> Life:
    """The first start opens the clock; another does when the clock has ended, or its whole journey has."""
    heads = np.flatnonzero(np.diff(starts.moment, prepend=-1))
    turn = np.arange(len(heads)) - np.searchsorted(starts.group[heads], starts.group[heads], side="left")
    memory = _Memory(ends, journey, int(starts.group[-1]) + 1)
    parts = [memory.open(starts, heads[turn == number]) for number in range(int(turn.max()) + 1)]
    taken = np.concatenate([part for part, _ in parts])
    places = np.concatenate([place for _, place in parts])
    order = np.argsort(taken)
    taken, places = taken[order], places[order]
    return Life(taken, places, ends.way(places), ends.day(places))


class _Memory:
    """Until when each group has an opening, and until when it has a journey."""

    def __init__(self, ends: Ends, journey: Ends | None, groups: int) -> None:
        self.ends = ends
        self.journey = journey
        self.closes = np.isin(ends.rank, journey.rank) if journey else np.zeros(len(ends.rank), dtype=np.bool_)
        self.open_until = np.full(groups, NEVER, dtype=np.int64)
        self.busy_until = np.full(groups, NEVER, dtype=np.int64)

    def open(self, starts: Starts, tried: Numbers) -> tuple[Numbers, Numbers]:
        """The starts that find their group free, and the end each comes to."""
        taken = tried[self.busy_until[starts.group[tried]] <= starts.day[tried]]
        mine = starts.only(taken)
        older = self.open_until[mine.group] >= mine.day
        closing = self.busy_until[mine.group] == mine.day
        places = self._end_of(mine, older, closing)
        ended = self.ends.day(places)
        self.open_until[mine.group] = np.maximum(self.open_until[mine.group], ended)
        if self.journey is None:
            self.busy_until[mine.group] = ended
        else:
            self.busy_until[mine.group] = self._journey_end(self.journey, mine, older, closing)
        return taken, places

    def _end_of(self, starts: Starts, older: Flags, closing: Flags) -> Numbers:
        ends, closes = self.ends, self.closes
        used_up = _used_up(ends, starts.moment, older)

        def is_used(waiting: Numbers, at: Numbers) -> Flags:
            used = (ends.rank[at] == starts.rank[waiting]) | (ends.rank[at] == used_up[waiting])
            return np.asarray(used | (closing[waiting] & closes[at]))

        return _first_free(ends, starts.moment, is_used)

    def _journey_end(self, journey: Ends, starts: Starts, older: Flags, closing: Flags) -> Numbers:
        used_up = _used_up(self.ends, starts.moment, older)

        def is_used(waiting: Numbers, at: Numbers) -> Flags:
            return np.asarray(closing[waiting] | (journey.rank[at] == used_up[waiting]))

        return journey.day(_first_free(journey, starts.moment, is_used))
