"""When the clocks of many cases open and what ends them: core's walk through the days, taken by all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from oneplan.bulk_clocks.asking import Facts, Found
from oneplan.bulk_clocks.columns import Flags, Numbers
from oneplan.bulk_clocks.ends import FOREVER, MIDDLE, NEVER, NOBODY, SPAN, STOPPED, SUPERSEDED, Ends, gather, moment
from oneplan.bulk_clocks.reviving import revive
from oneplan.bulk_clocks.starting import Starts, ends_of, for_anybody, starts_of
from oneplan.bulk_clocks.walking import Life, walk
from oneplan.core.law import Unit
from oneplan.core.pathways import Clock
from oneplan.core.pathways.definitions import Edge

COLUMNS = ("name", "row", "case", "day", "rank", "key", "how", "ended", "before", "next")


@dataclass(frozen=True, slots=True)
class Opened:
    """Every time one clock was opened: whose, by which fact, with which key, and how and when it ended."""

    names: tuple[str, ...]
    name: Numbers
    row: Numbers
    case: Numbers
    day: Numbers
    rank: Numbers
    key: Numbers
    how: Numbers
    ended: Numbers
    before: Numbers
    next: Numbers

    def only(self, these: Numbers | Flags) -> Opened:
        """Some of them, or all in another order."""
        return Opened(self.names, *(getattr(self, column)[these] for column in COLUMNS))

    def found(self, facts: Facts) -> list[tuple[Found, Numbers]]:
        """The starting facts by name, each with the places of the openings they made."""
        parts = []
        for code, name in enumerate(self.names):
            places = np.flatnonzero(self.name == code)
            parts.append((Found(name, facts.columns.facts[name], self.row[places]), places))
        return parts


def open_clock(facts: Facts, clock: Clock) -> Opened:
    """Every time a clock was opened by facts of its own, in core's order."""
    starts = starts_of(facts, clock)
    if starts is None:
        return _NOTHING
    ends = ends_of(facts, clock, starts)
    life = walk(facts, clock, starts, ends)
    if clock.revived_by:
        life = revive(facts, clock, starts, ends, life)
    mine = starts.only(life.taken)
    before, after = _neighbours(mine)
    if clock.backward:
        _look_back(facts, clock, mine, before, life, ends)
    opened = Opened(
        starts.names,
        *(mine.name, mine.row, mine.case, mine.day, mine.rank, mine.key, life.how, life.ended, before, after),
    )
    return opened.only(np.lexsort((opened.key, opened.rank)))


def _neighbours(starts: Starts) -> tuple[Numbers, Numbers]:
    """The days of the openings before and after each in its group, never the same day."""
    days, place = np.unique(starts.moment, return_inverse=True)
    group, day = days // SPAN, days % SPAN - MIDDLE
    same = np.zeros(len(days) + 1, dtype=np.bool_)
    same[1:-1] = group[1:] == group[:-1]
    before = np.where(same[:-1], np.roll(day, 1), NEVER)
    after = np.where(same[1:], np.roll(day, -1), FOREVER)
    return before[place], after[place]


def _look_back(facts: Facts, clock: Clock, starts: Starts, before: Numbers, life: Life, ends: Ends) -> None:
    """What was done before the start, and since the start before it, was done in time.

    Where the law says how far to look back, whatever ended the clock in that time counts.
    """
    since = before.copy()
    if clock.look_back:
        for amount, these in facts.versions.apart(clock.look_back, starts.day):
            assert isinstance(amount, int)  # a look-back counts months
            table = facts.tables.counted(Edge.BEFORE, amount, Unit.MONTHS)
            since[these] = np.maximum(since[these], table(starts.day[these]) - 1)
    counts = np.flatnonzero((ends.how == STOPPED) | bool(clock.look_back))
    moments = ends.moment[counts]
    places = np.searchsorted(moments, moment(starts.group, since), side="right")
    there = np.flatnonzero(places < len(moments))
    early = there[moments[places[there]] < starts.moment[there]]
    at = counts[places[early]]
    life.how[early], life.ended[early] = ends.how[at], ends.day(at)


def follow_clock(facts: Facts, clock: Clock, leader: Opened) -> Opened:
    """The clock opened wherever its leader was, ending by its own stops or with its leader."""
    how = np.where(leader.how == STOPPED, SUPERSEDED, leader.how)
    ended = leader.ended.copy()
    cases = np.unique(leader.case)
    ends = gather(for_anybody(facts, clock.stops), cases, np.full(len(cases), NOBODY))
    moments = moment(np.searchsorted(cases, leader.case), leader.day)
    first, _ = ends.same_day(moments)
    itself = ends.is_fact(ends.inside(first, moments), leader.rank)
    own = ends.inside(first + itself, moments)
    day = ends.day(own)
    stopped = (own >= 0) & (day <= ended)
    how[stopped], ended[stopped] = STOPPED, day[stopped]
    return replace(leader, how=how, ended=ended)


def joined(parts: Sequence[Opened]) -> Opened:
    """The openings of several clocks, one clock after the other."""
    if len(parts) == 1:
        return parts[0]
    before = np.cumsum([0, *(len(part.names) for part in parts)])
    name = np.concatenate([part.name + before[place] for place, part in enumerate(parts)])
    return Opened(
        tuple(name for part in parts for name in part.names),
        name,
        *(np.concatenate([getattr(part, field) for part in parts]) for field in COLUMNS[1:]),
    )


_NO_ROWS = np.empty(0, dtype=np.int64)
_NOTHING = Opened((), *(_NO_ROWS,) * 10)
