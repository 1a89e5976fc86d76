"""What may end a clock, sorted so that the next end after any start is one search away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oneplan.bulk_clocks.asking import Found
from oneplan.bulk_clocks.columns import Flags, Numbers

# A group and a day in one number: room for every day that the tables hold, before 1970 as well.
SPAN = 1 << 18
MIDDLE = 1 << 17
FOREVER, NEVER = MIDDLE - 1, -MIDDLE
NOBODY = -1
RUNNING, STOPPED, SUPERSEDED, WITHDRAWN = range(4)


def moment(group: Numbers, day: Numbers) -> Numbers:
    """A group and a day as one number, in order of group and then of day."""
    return group * SPAN + (day + MIDDLE)


@dataclass(frozen=True, slots=True)
class Ends:
    """Facts that may end the clocks of a group, by group and day, then by how and in the order of facts."""

    moment: Numbers
    how: Numbers
    rank: Numbers

    def next_after(self, moments: Numbers) -> Numbers:
        """The place of the first end of the group on a later day, or nobody's."""
        return self.inside(np.searchsorted(self.moment, moments, side="right"), moments)

    def same_day(self, moments: Numbers) -> tuple[Numbers, Numbers]:
        """The places of the first end on that day or later, and of the first on a later one."""
        return (
            np.searchsorted(self.moment, moments, side="left"),
            np.searchsorted(self.moment, moments, side="right"),
        )

    def inside(self, places: Numbers, moments: Numbers) -> Numbers:
        """The places, without those past the end of the group."""
        found = np.full(len(places), NOBODY, dtype=np.int64)
        there = np.flatnonzero(places < len(self.moment))
        there = there[self.moment[places[there]] // SPAN == moments[there] // SPAN]
        found[there] = places[there]
        return found

    def day(self, places: Numbers) -> Numbers:
        """The day of each end; for ever where there is none."""
        days = np.full(len(places), FOREVER, dtype=np.int64)
        there = places >= 0
        days[there] = self.moment[places[there]] % SPAN - MIDDLE
        return days

    def way(self, places: Numbers) -> Numbers:
        """How each end ends a clock; still running where there is none."""
        ways = np.full(len(places), RUNNING, dtype=np.int64)
        there = places >= 0
        ways[there] = self.how[places[there]]
        return ways

    def is_fact(self, places: Numbers, ranks: Numbers) -> Flags:
        """Whether each end is the very fact of that rank."""
        same = places >= 0
        same[same] = self.rank[places[same]] == ranks[same]
        return same


@dataclass(frozen=True, slots=True)
class Act:
    """Facts that end clocks in one way; on one day, those that come last give way to others of that way."""

    found: Found
    key: Numbers
    how: int
    last: Flags


def gather(acts: Sequence[Act], group_case: Numbers, group_key: Numbers) -> Ends:
    """The acts as ends of the groups that each reaches: its own key's, or every one if it names none."""
    parts = [_reach(act, group_case, group_key) for act in acts]
    columns = np.concatenate([np.empty((3, 0), dtype=np.int64), *parts], axis=1)
    when, way, rank = columns[:, np.lexsort((columns[2], columns[1], columns[0]))]
    return Ends(when, way // 2, rank)


def _reach(act: Act, group_case: Numbers, group_key: Numbers) -> Numbers:
    case = act.found.case
    first = np.searchsorted(group_case, case, side="left")
    many = np.searchsorted(group_case, case, side="right") - first
    row = np.repeat(np.arange(len(case)), many)
    group = np.arange(len(row)) + np.repeat(first - np.cumsum(many) + many, many)
    reaches = (act.key[row] == NOBODY) | (act.key[row] == group_key[group])
    row, group = row[reaches], group[reaches]
    when = moment(group, act.found.day[row])
    return np.stack([when, act.how * 2 + act.last[row], act.found.rank[row]])
