"""Which numbers must be hidden so that none of the small ones can be told, worked out over all tables at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from oneplan.core.measures.profiles import Profile
from oneplan.core.measures.protection import can_be_told


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole that is the sum of its parts; each is the key of a cell, and a cell may stand in many sums."""

    whole: Hashable
    parts: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Every number that is shown together, and how they add up.

    ``unsaid`` are numbers that no table prints and that follow from those it does, such as those not met.
    ``alike`` are sums whose parts are a trait of people: one part that is everybody says it of each of them.
    """

    counts: Mapping[Hashable, int]
    sums: tuple[Sum, ...]
    unsaid: frozenset[Hashable] = frozenset()
    alike: frozenset[Sum] = frozenset()


def hidden_cells(tables: Tables, profile: Profile) -> frozenset[Hashable]:
    """The cells that may not be shown: the small ones, and as many others as it takes to keep them untold."""
    if profile.hides_nothing:
        return frozenset()
    hidden = {key for key, count in tables.counts.items() if profile.is_small(count)}
    if profile.hides_everyone_alike:
        hidden |= {key for total in tables.alike for key in _everybody(total, tables.counts)}
    secret = frozenset(hidden)
    # An unsaid number that is not secret needs no keeping; one that nobody prints helps nobody to reckon.
    hidden |= tables.unsaid
    reckonable = tuple(total for total in tables.sums if _is_reckonable(total, tables.unsaid, secret))
    while more := _more_to_hide(tables.counts, reckonable, hidden, secret, profile.fewest_shown):
        hidden |= more
    return frozenset(hidden)


def _is_reckonable(total: Sum, unsaid: frozenset[Hashable], secret: frozenset[Hashable]) -> bool:
    return not any(key in unsaid and key not in secret for key in (total.whole, *total.parts))


def _everybody(total: Sum, counts: Mapping[Hashable, int]) -> Iterable[Hashable]:
    whole = counts[total.whole]
    return (part for part in total.parts if whole and counts[part] == whole)


def _more_to_hide(
    counts: Mapping[Hashable, int],
    sums: tuple[Sum, ...],
    hidden: set[Hashable],
    secret: frozenset[Hashable],
    fewest: int,
) -> set[Hashable]:
    more: set[Hashable] = set()
    for total in sums:
        out_of_sight = [key for key in (total.whole, *total.parts) if key in hidden]
        if not secret.intersection(out_of_sight) or more.intersection((total.whole, *total.parts)):
            continue
        is_alone = len(out_of_sight) == 1
        adds_to_few = total.whole not in hidden and 0 < sum(counts[key] for key in out_of_sight) < fewest
        if is_alone or adds_to_few:
            more |= _next(total, counts, hidden)
    if more:
        return more
    told = can_be_told(counts, [(total.whole, total.parts) for total in sums], frozenset(hidden)) & secret
    for key in sorted(told, key=repr):
        if not more:
            more |= _beside(key, sums, counts, hidden)
    return more


def _beside(
    key: Hashable, sums: tuple[Sum, ...], counts: Mapping[Hashable, int], hidden: set[Hashable]
) -> set[Hashable]:
    """One more cell from a sum that the told one stands in, else from a sum next to those, and so on outwards."""
    reached, left = {key}, list(sums)
    while near := [total for total in left if reached.intersection((total.whole, *total.parts))]:
        for total in near:
            if found := _next(total, counts, hidden):
                return found
            reached |= {total.whole, *total.parts}
        left = [total for total in left if total not in near]
    return set()


def _next(total: Sum, counts: Mapping[Hashable, int], hidden: set[Hashable]) -> set[Hashable]:
    """The smallest part that is still shown and not nought, then a nought, then the whole."""
    shown = [key for key in dict.fromkeys(total.parts) if key not in hidden]
    ordered = sorted(shown, key=lambda key: (counts[key] == 0, counts[key]))
    if ordered:
        return {ordered[0]}
    return set() if total.whole in hidden else {total.whole}
