"""Clocks that were superseded and came back, because the authority changed its own mind."""

from __future__ import annotations

import numpy as np

from oneplan.bulk_clocks.asking import Facts
from oneplan.bulk_clocks.checking import BORN
from oneplan.bulk_clocks.columns import Flags, Numbers, day_number, day_of
from oneplan.bulk_clocks.ends import FOREVER, NOBODY, RUNNING, SPAN, STOPPED, SUPERSEDED, WITHDRAWN, Ends, moment
from oneplan.bulk_clocks.starting import Starts, revivals_of
from oneplan.bulk_clocks.walking import Life
from oneplan.core.pathways import Clock
from oneplan.core.pathways.instances import Ending, open_clock, tell

HOW = {None: RUNNING, Ending.STOPPED: STOPPED, Ending.SUPERSEDED: SUPERSEDED, Ending.WITHDRAWN: WITHDRAWN}


def revive(facts: Facts, clock: Clock, starts: Starts, ends: Ends, life: Life) -> Life:
    """The same openings, with those revived running again until a later end."""
    revivals = revivals_of(facts, clock, starts)
    if not len(revivals.moment):
        return life
    nothing = np.empty(0, dtype=np.int64)  # there may be a revival and nothing that it takes back
    own = np.concatenate([nothing, *(each.rank for each in facts.like(clock.own_superseded_by, until_as_of=True))])
    places = _revived(starts.only(life.taken), ends, np.isin(ends.rank, own), revivals, life)
    entangled = _entangled(starts, revivals)
    plain = ~entangled[starts.case[life.taken]]
    parts = [(life.taken[plain], places[0][plain], places[1][plain])]
    parts += [_by_core(facts, clock, starts, case) for case in np.flatnonzero(entangled).tolist()]
    taken, how, ended = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(taken)
    return Life(taken[order], np.full(len(order), NOBODY, dtype=np.int64), how[order], ended[order])


def _revived(starts: Starts, ends: Ends, own: Flags, revivals: Ends, life: Life) -> tuple[Numbers, Numbers]:
    """How and when each opening ends after every revival of it."""
    places, how, ended = life.places.copy(), life.how.copy(), life.ended.copy()
    waiting = np.flatnonzero(places >= 0)
    while len(waiting := waiting[own[places[waiting]]]):
        then = moment(starts.group[waiting], ended[waiting])
        first, _ = revivals.same_day(then)
        at = revivals.inside(first, then)
        waiting, at = waiting[at >= 0], at[at >= 0]
        places[waiting] = ends.next_after(revivals.moment[at])
        how[waiting], ended[waiting] = ends.way(places[waiting]), ends.day(places[waiting])
        waiting = waiting[places[waiting] >= 0]
    return how, ended


def _entangled(starts: Starts, revivals: Ends) -> Flags:
    """The cases where a clock that came back may stand in the way of a later start, by number."""
    groups, times = np.unique(np.unique(starts.moment) // SPAN, return_counts=True)
    again = np.intersect1d(groups[times > 1], revivals.moment // SPAN)
    entangled = np.zeros(int(starts.case.max()) + 1, dtype=np.bool_)
    entangled[starts.case[np.isin(starts.group, again)]] = True
    return entangled


def _by_core(facts: Facts, clock: Clock, starts: Starts, case: int) -> tuple[Numbers, Numbers, Numbers]:
    """One entangled case, walked through by core: its openings, how and when they ended."""
    refs = (clock.starts, clock.stops, clock.superseded_by, clock.withdrawn_by, clock.revived_by, clock.reopens_after)
    names = {BORN, *(ref.fact for some in refs for ref in some)}
    known = facts.columns.facts_of(case, names, facts.rules)
    opened = open_clock(clock, tell(known, day_of(int(facts.as_of[case])), facts.rules))
    first, past = np.searchsorted(starts.case, [case, case + 1])
    place = {(starts.names[starts.name[at]], int(starts.row[at])): at for at in range(int(first), int(past))}
    taken = [place[known[each.start]] for each in opened]
    how = [HOW[each.ending] for each in opened]
    ended = [day_number(each.ended_by.on) if each.ended_by else FOREVER for each in opened]
    return (np.array(taken, dtype=np.int64), np.array(how, dtype=np.int64), np.array(ended, dtype=np.int64))
