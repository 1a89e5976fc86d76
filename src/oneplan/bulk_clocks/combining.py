"""How the limbs of one limit make one day, for many openings at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oneplan.bulk_clocks.columns import MISSING, Flags, Numbers
from oneplan.core.pathways.definitions import Combine, Limb

# How far a limb got: to a day, nowhere because nothing was there to start from, or stopped by something missing.
KNOWN, NOTHING, UNREACHED = range(3)


@dataclass(frozen=True, slots=True)
class Reached:
    """Where one limb came out: its day and how far it got, where it applies."""

    limb: Limb
    applies: Flags
    day: Numbers
    state: Numbers

    @property
    def known(self) -> Flags:
        """Where there is a day."""
        return np.asarray(self.applies & (self.state == KNOWN))

    @property
    def lacking(self) -> Flags:
        """Where there is none, and the limb may not simply be left out."""
        without = self.state == UNREACHED if self.limb.optional else self.state != KNOWN
        return np.asarray(self.applies & without)


def combine(how: Combine, limbs: Sequence[Reached], length: int) -> tuple[Numbers, Flags]:
    """The day that the limbs make together, missing where one lacks, and where there is anything to say at all."""
    due = np.full(length, MISSING, dtype=np.int64)
    known, lacking = np.zeros(length, dtype=np.bool_), np.zeros(length, dtype=np.bool_)
    for limb in limbs:
        both = known & limb.known
        due[both] = _CHOOSE[how](due[both], limb.day[both])
        only = limb.known & ~known
        due[only] = limb.day[only]
        known |= limb.known
        lacking |= limb.lacking
    if how in (Combine.FIRST_KNOWN, Combine.EARLIER_KNOWN):
        lacking &= ~known
    due[lacking] = MISSING
    return due, known | lacking


def _keep(first: Numbers, _: Numbers) -> Numbers:
    return first


_CHOOSE: Mapping[Combine, Callable[[Numbers, Numbers], Numbers]] = {
    Combine.ONLY: _keep,
    Combine.EARLIER: np.minimum,
    Combine.LATER: np.maximum,
    Combine.FIRST_KNOWN: _keep,
    Combine.EARLIER_KNOWN: np.minimum,
}
