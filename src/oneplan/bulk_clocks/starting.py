"""The facts that may open or end a clock, sorted into groups: one for each case and key."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from oneplan.bulk_clocks.asking import Facts, Found
from oneplan.bulk_clocks.columns import MISSING, Flags, Numbers
from oneplan.bulk_clocks.ends import NOBODY, STOPPED, SUPERSEDED, WITHDRAWN, Act, Ends, gather, moment
from oneplan.core.pathways import Clock
from oneplan.core.pathways.definitions import FactRef


@dataclass(slots=True)
class Starts:
    """Facts that may open a clock, in the order in which they are tried, and the groups they fall into."""

    names: tuple[str, ...]
    name: Numbers
    row: Numbers
    case: Numbers
    day: Numbers
    rank: Numbers
    key: Numbers
    group: Numbers

    @property
    def moment(self) -> Numbers:
        return moment(self.group, self.day)

    def only(self, these: Numbers | Flags) -> Starts:
        """Some of them."""
        fields = ("name", "row", "case", "day", "rank", "key", "group")
        return Starts(self.names, *(getattr(self, field)[these] for field in fields))


def key_of(facts: Facts, clock: Clock, found: Found) -> Numbers:
    """The body, setting or other key a fact names, or nobody."""
    if not clock.per or clock.per not in facts.rules.fact(found.name).details:
        return np.full(len(found.rows), NOBODY, dtype=np.int64)
    said = facts.detail(found, clock.per)
    return np.where((said == MISSING) | (said == facts.number("")), NOBODY, said)


def starts_of(facts: Facts, clock: Clock) -> Starts | None:
    """The facts that may open a clock, by case and key, then by day and in the order the clock lists them."""
    parts = [each for each in facts.like(clock.starts) if len(each.rows)]
    if not parts:
        return None
    listed = [ref.fact for ref in clock.starts]
    place = np.concatenate([np.full(len(each.rows), listed.index(each.name)) for each in parts])
    name = np.repeat(np.arange(len(parts)), [len(each.rows) for each in parts])
    row, case, day, rank = (
        np.concatenate([getattr(each, field) for each in parts]) for field in ("rows", "case", "day", "rank")
    )
    key = np.concatenate([key_of(facts, clock, each) for each in parts])
    starts = Starts(tuple(each.name for each in parts), name, row, case, day, rank, key, key)
    if clock.per or len(parts) > 1:  # one fact's column is in order already
        starts = starts.only(np.lexsort((rank, place, day, key, case)))
    new = np.ones(len(case), dtype=np.bool_)
    new[1:] = (starts.case[1:] != starts.case[:-1]) | (starts.key[1:] != starts.key[:-1])
    starts.group = np.cumsum(new) - 1
    return starts


def ends_of(facts: Facts, clock: Clock, starts: Starts) -> Ends:
    """Everything that may end the clocks that these facts start."""
    stops, withdrawals = (
        _acts(facts, clock, refs, how) for how, refs in ((STOPPED, clock.stops), (WITHDRAWN, clock.withdrawn_by))
    )
    return _gathered([*stops, *_superseding(facts, clock), *withdrawals], starts)


def journey_ends_of(facts: Facts, clock: Clock, starts: Starts) -> Ends:
    """Everything after which a new start is no longer a repeat of the old one."""
    refs = (*clock.superseded_by, *clock.withdrawn_by)
    return _gathered([*for_anybody(facts, clock.reopens_after), *_acts(facts, clock, refs, SUPERSEDED)], starts)


def revivals_of(facts: Facts, clock: Clock, starts: Starts) -> Ends:
    """Everything that may bring a superseded clock back."""
    return _gathered(for_anybody(facts, clock.revived_by), starts)


def for_anybody(facts: Facts, refs: tuple[FactRef, ...]) -> list[Act]:
    """Acts that reach every key."""
    found = facts.like(refs, until_as_of=True)
    return [Act(each, np.full(len(each.rows), NOBODY, dtype=np.int64), STOPPED, _none(each)) for each in found]


def _acts(facts: Facts, clock: Clock, refs: tuple[FactRef, ...], how: int) -> list[Act]:
    return [Act(each, key_of(facts, clock, each), how, _none(each)) for each in facts.like(refs, until_as_of=True)]


def _superseding(facts: Facts, clock: Clock) -> list[Act]:
    """What the whole pathway gives way to cannot be taken back, so the clock's own reasons come after it."""
    acts = _acts(facts, clock, clock.superseded_by, SUPERSEDED)
    own = [each.rank for each in facts.like(clock.own_superseded_by, until_as_of=True)]
    ranks = np.concatenate([np.empty(0, dtype=np.int64), *own])
    return [replace(act, last=np.isin(act.found.rank, ranks)) for act in acts] if clock.revived_by else acts


def _none(found: Found) -> Flags:
    return np.zeros(len(found.rows), dtype=np.bool_)


def _gathered(acts: list[Act], starts: Starts) -> Ends:
    firsts = np.flatnonzero(np.diff(starts.group, prepend=-1))
    return gather(acts, starts.case[firsts], starts.key[firsts])
