"""How much of a plan hangs on one person: what stops if they are away or leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AloneRules:
    """How much is too much to hang on somebody alone."""

    actions: int
    share: float
    share_from: int
    referred_to: int


@dataclass(frozen=True, slots=True)
class Carried:
    """A live action: who leads, everybody named on it, how many others refer to it, whether its day has passed."""

    id: str
    ref: str
    leads: tuple[str, ...]
    named: tuple[str, ...]
    referred_to: int = 0
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class LoneHolder:
    """A role that leads actions with nobody beside it: which, which of them matter most, and why it is said."""

    role: str
    held: tuple[Carried, ...]
    critical: tuple[Carried, ...]
    share: float
    is_said: bool
    because: tuple[str, ...]


def lone_holders(carried: Iterable[Carried], rules: AloneRules) -> tuple[LoneHolder, ...]:
    """Every role that holds a live action alone, those that are a risk first, then by how much they hold."""
    every = tuple(carried)
    by_role: dict[str, list[Carried]] = defaultdict(list)
    for each in every:
        if len(set(each.named)) == 1 and each.leads:
            by_role[each.leads[0]].append(each)
    found = [_holder(role, tuple(held), len(every), rules) for role, held in by_role.items()]
    return tuple(sorted(found, key=lambda each: (not each.is_said, -len(each.held), each.role)))


def _holder(role: str, held: tuple[Carried, ...], total: int, rules: AloneRules) -> LoneHolder:
    critical = tuple(each for each in held if each.referred_to >= rules.referred_to or each.is_late)
    share = len(held) / total
    because = []
    if len(held) >= rules.actions:
        because.append(f"leads {len(held)} live actions with nobody beside them")
    if len(held) >= rules.share_from and share >= rules.share:
        because.append(f"that is {share:.0%} of everything live")
    waited_for = [each for each in critical if each.referred_to >= rules.referred_to]
    if waited_for:
        named = ", ".join(each.ref for each in waited_for)
        because.append(f"other actions wait for {named}")
    return LoneHolder(role, held, critical, share, bool(because), tuple(because))
