"""Which actions lean on one that slips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.core.improvement.rating import Rating

_TROUBLED = frozenset({Rating.DELAYED, Rating.AT_RISK, Rating.PAUSED})


@dataclass(frozen=True, slots=True)
class Standing:
    """What one needs to know of an action to tell whether it slips."""

    id: str
    ref: str
    rating: Rating
    due_on: date | None
    baseline_on: date | None
    is_gone: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.rating.is_finished and not self.is_gone


@dataclass(frozen=True, slots=True)
class Lean:
    """One action leans on another; ``needs`` says that it cannot be done without it."""

    from_id: str
    to_id: str
    needs: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A warning: this action leans on one that slips, in words; ``behind`` are the refs that lean on it in turn."""

    from_id: str
    from_ref: str
    to_id: str
    to_ref: str
    says: str
    needs: bool
    behind: tuple[str, ...] = ()


def slips(actions: Iterable[Standing], leans: Iterable[Lean], *, on: date) -> tuple[Slip, ...]:
    """Every lean of a live action on one that is late, later than planned, in trouble or no longer there."""
    known = {each.id: each for each in actions}
    edges = [each for each in leans if each.from_id in known and each.to_id in known]
    found = []
    for lean in edges:
        one, other = known[lean.from_id], known[lean.to_id]
        says = _says(one, other, on)
        if says and one.rating.is_live and not one.is_gone:
            behind = tuple(
                sorted(known[each].ref for each in _leaning(lean.from_id, edges) if known[each].rating.is_live)
            )
            found.append(Slip(one.id, one.ref, other.id, other.ref, says, lean.needs, behind))
    return tuple(dict.fromkeys(found))


def _says(one: Standing, other: Standing, on: date) -> str:
    if other.is_gone or other.rating is Rating.SUPERSEDED:
        return f"{other.ref} is no longer in the plan."
    return "" if other.is_done else next(_faults(one, other, on), "")


def _faults(one: Standing, other: Standing, on: date) -> Iterator[str]:
    """What is wrong with the one that is leaned on, the worst first."""
    due, planned = other.due_on, other.baseline_on
    if due and due < on:
        yield f"{other.ref} was due on {_long(due)} and is not done."
    if one.due_on and due and due > one.due_on:
        yield f"{other.ref} is due on {_long(due)}, after {one.ref} itself."
    if planned and due and due > planned:
        late = (due - planned).days
        yield f"{other.ref} is now due {late} {'day' if late == 1 else 'days'} later than planned."
    if planned and due is None:
        yield f"{other.ref} had a date and has none now."
    if other.rating in _TROUBLED:
        yield f"{other.ref} is {other.rating.value.replace('_', ' ')}."


def _leaning(action_id: str, leans: Iterable[Lean]) -> Iterator[str]:
    """Everything that leans on the action, through others too; a circle is walked once."""
    onto: Mapping[str, list[str]] = defaultdict(list)
    for lean in leans:
        onto[lean.to_id].append(lean.from_id)
    seen, waiting = {action_id}, [action_id]
    while waiting:
        for each in onto[waiting.pop()]:
            if each not in seen:
                seen.add(each)
                waiting.append(each)
                yield each


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
