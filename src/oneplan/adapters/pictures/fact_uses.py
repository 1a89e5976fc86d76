"""What each fact of the vocabulary starts, ends, sets aside and shapes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oneplan.core.pathways.definitions import Clock, FactRef, Rules

BIRTH = "person_born"
RECORDED = "exception_recorded"


@dataclass(slots=True)
class FactUses:
    """The clocks that one fact starts, ends, sets aside or otherwise changes."""

    starts: list[Clock] = field(default_factory=list)
    ends: list[Clock] = field(default_factory=list)
    sets_aside: list[Clock] = field(default_factory=list)
    shapes: list[Clock] = field(default_factory=list)


def uses_of_facts(clocks: Iterable[Clock], rules: Rules) -> dict[str, FactUses]:
    """For each fact that any of these clocks names, what it does to them."""
    uses: dict[str, FactUses] = defaultdict(FactUses)
    for clock in clocks:
        for name in _names(clock.starts):
            uses[name].starts.append(clock)
        for name in _names(clock.stops):
            uses[name].ends.append(clock)
        for name in _names((*clock.superseded_by, *clock.withdrawn_by)):
            uses[name].sets_aside.append(clock)
        for name in _shaping(clock, rules):
            uses[name].shapes.append(clock)
    return dict(uses)


def _names(refs: Iterable[FactRef]) -> list[str]:
    return list(dict.fromkeys(ref.fact for ref in refs))


def _shaping(clock: Clock, rules: Rules) -> set[str]:
    names = {limb.source for limb in clock.limbs if limb.source in rules.facts}
    names |= set(_names((*clock.revived_by, *clock.reopens_after)))
    names |= {clock.date_set_by} & rules.facts.keys()
    if clock.exceptions:
        allowed = rules.exception_sets[clock.exceptions].allows
        names |= {rules.exceptions[code].evidence.fact for code in allowed if code in rules.exceptions}
        names.add(RECORDED)
    asks_age = any(not each.detail for limb in clock.limbs for each in (*limb.when, *limb.where))
    if asks_age or any(not each.detail for ref in clock.starts for each in (*ref.when, *ref.any)):
        names.add(BIRTH)
    return {name for name in names if name in rules.facts}
