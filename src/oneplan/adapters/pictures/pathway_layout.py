"""Arranges a pathway of the rulebook for drawing: its starting facts in order, and what runs from each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oneplan.adapters.pictures.limits_in_words import (
    clock_in_words,
    exceptions_in_words,
    joined,
    limb_in_words,
    ref_in_words,
)
from oneplan.adapters.pictures.pathways import LimitDrawn, PathwayDrawn, StartDrawn
from oneplan.core.pathways.definitions import Combine, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from oneplan.core.pathways.definitions import Clock, Pathway, Rules

_NAMED = re.compile(r"(?<!the day)(?: after| from| of)? “[^”]*”")
_SEVERAL = {
    Combine.EARLIER: "the earlier of two",
    Combine.LATER: "the later of two",
    Combine.ONLY: "according to the case",
}
DRAWN_ROLES = (Role.LIMIT, Role.DAY, Role.RULE)


def arrange(pathway: Pathway, rules: Rules, on: date) -> PathwayDrawn:
    """The whole pathway as its picture shows it."""
    return arrange_clocks(pathway.id, pathway.title, pathway.clocks, rules, on)


def arrange_clocks(name: str, title: str, clocks: Iterable[Clock], rules: Rules, on: date) -> PathwayDrawn:
    """Some clocks as a picture: grouped by what starts them, a follower beside the clock it follows."""
    shown = [clock for clock in clocks if clock.role in DRAWN_ROLES]
    groups: dict[tuple[str, ...], list[Clock]] = {}
    for clock in shown:
        groups.setdefault(_start_titles(clock, rules), []).append(clock)
    return PathwayDrawn(
        name, title, tuple(StartDrawn(titles, _limits(group, rules, on)) for titles, group in groups.items())
    )


def leader_of(clock: Clock, rules: Rules) -> Clock:
    """The clock whose starting fact this one shares: itself, or the first it follows."""
    while clock.follows:
        clock = rules.outputs[clock.follows][0]
    return clock


def _start_titles(clock: Clock, rules: Rules) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref_in_words(ref, rules) for ref in leader_of(clock, rules).starts))


def _limits(clocks: list[Clock], rules: Rules, on: date) -> tuple[LimitDrawn, ...]:
    ends: dict[str, float] = {}
    drawn = []
    for clock in clocks:
        limit = _limit(clock, rules, on, ends)
        if limit.ends is not None:
            ends[clock.output] = limit.ends
        drawn.append(limit)
    return tuple(drawn)


def _limit(clock: Clock, rules: Rules, on: date, known: dict[str, float]) -> LimitDrawn:
    force = "planning" if clock.role is Role.DAY and clock.force == "duty" else clock.force
    first = clock.limbs[0] if clock.limbs else None
    rough = limb_in_words(first, rules, on).rough_days if first else None
    begins = known.get(first.source, 0.0) if first else 0.0
    is_simple = len(clock.limbs) == 1
    return LimitDrawn(
        id=clock.output,
        title=clock.title,
        length=_length(clock, rules, on),
        kind=force,
        says=_says(clock, rules, on, with_limbs=len(clock.limbs) > 1),
        begins=begins,
        ends=begins + rough if rough is not None and (is_simple or clock.combine is not Combine.ONLY) else None,
    )


def _length(clock: Clock, rules: Rules, on: date) -> str:
    if not clock.limbs:
        return clock.value or "no number"
    if len(clock.limbs) == 1:
        return _short(limb_in_words(clock.limbs[0], rules, on).says)
    lead = {
        Combine.EARLIER: "the earlier of two",
        Combine.LATER: "the later of two",
        Combine.ONLY: "according to the case",
    }
    return lead.get(clock.combine, "the first that is known")


def _short(words: str) -> str:
    """A length without the name of what it is counted from; the picture shows that by where the line begins."""
    if words.startswith("the day of “"):
        return "the same day"
    return _NAMED.sub("", words)


def _says(clock: Clock, rules: Rules, on: date, *, with_limbs: bool) -> str:
    how = clock_in_words(clock, rules, on) if with_limbs else ""
    stops = joined(dict.fromkeys(_lowered(ref_in_words(ref, rules)) for ref in clock.stops[:2]), "or")
    parts = [
        f"{how[:1].upper()}{how[1:]}." if how else "",
        f"Until: {stops}." if stops else "",
        f"One for each {clock.per}." if clock.per else "",
        exceptions_in_words(clock, rules, on),
    ]
    return " ".join(part for part in parts if part)


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
