"""What the printed plan promised by a day, the actions that should keep it, and whether it was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from oneplan.core.improvement.likeness import Rarity, words_of

_FEWEST_SHARED = 3


class PromiseState(StrEnum):
    """Where a promise stands on a day."""

    KEPT = "kept"
    KEPT_LATE = "kept late"
    BROKEN = "broken"
    SLIPPING = "slipping"
    TO_COME = "to come"
    SAID_KEPT = "said to be kept"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Keeper:
    """An action that should keep a promise: whether it is finished, on which known day, and when it is due."""

    ref: str
    is_finished: bool
    finished_on: date | None
    due_on: date | None
    is_evidence_unseen: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a promise stands, and the sentence that says why."""

    state: PromiseState
    says: str


def promise_key(period: str, text: str) -> str:
    """What a promise is known by, however often its plan is read again: its period and its words."""
    return sha256(" ".join(f"{period} {text}".casefold().split()).encode()).hexdigest()[:16]


def standing_of(*, ends_on: date | None, is_printed_kept: bool, keepers: Sequence[Keeper], on: date) -> Standing:
    """Where a promise stands on a day by the actions that should keep it; without any, nobody can know."""
    if is_printed_kept and not keepers:
        return Standing(PromiseState.SAID_KEPT, "The plan says so; no action here shows it.")
    if not keepers:
        return _nobody_knows(ends_on, on)
    waiting = [each for each in keepers if not each.is_finished]
    if waiting:
        return _waiting(waiting, ends_on, on)
    return _finished(keepers, ends_on)


def likely_keepers(
    promises: Mapping[str, str], actions: Mapping[str, str], *, same: float, margin: float
) -> Mapping[str, tuple[str, ...]]:
    """The actions that each promise plainly speaks of, by the rarer words they share; none where that is not plain.

    ``promises`` and ``actions`` are texts by their keys; ``same`` is the least share of a promise's weight of words.
    """
    rarity = Rarity([*promises.values(), *actions.values()])
    found = {key: tuple(_meant(text, actions, rarity, same=same, margin=margin)) for key, text in promises.items()}
    return {key: keys for key, keys in found.items() if keys}


def _meant(promise: str, actions: Mapping[str, str], rarity: Rarity, *, same: float, margin: float) -> Iterable[str]:
    scored = sorted(((rarity.covered(promise, text), key) for key, text in actions.items()), key=lambda each: -each[0])
    if not scored or scored[0][0] < same:
        return
    least = max(scored[0][0] - margin, same)
    for score, key in scored:
        if score >= least and len(words_of(promise) & words_of(actions[key])) >= _FEWEST_SHARED:
            yield key


def _nobody_knows(ends_on: date | None, on: date) -> Standing:
    if ends_on is not None and ends_on < on:
        return Standing(PromiseState.NOT_KNOWN, "Its time is over, and no action of the plan is matched to it.")
    return Standing(PromiseState.TO_COME, "No action of the plan is matched to it yet.")


def _waiting(waiting: Sequence[Keeper], ends_on: date | None, on: date) -> Standing:
    refs = _listed([each.ref for each in waiting])
    is_one = len(waiting) == 1
    if ends_on is not None and ends_on < on:
        return Standing(PromiseState.BROKEN, f"{refs} {'was' if is_one else 'were'} not finished by its day.")
    after = [each for each in waiting if ends_on and each.due_on and each.due_on > ends_on]
    if after:
        late = _listed([each.ref for each in after])
        return Standing(PromiseState.SLIPPING, f"{late} {'is' if len(after) == 1 else 'are'} due only after its day.")
    undated = [each for each in waiting if each.due_on is None]
    if undated:
        told = _listed([each.ref for each in undated])
        return Standing(PromiseState.SLIPPING, f"{told} {'has' if len(undated) == 1 else 'have'} no date.")
    return Standing(PromiseState.TO_COME, f"{refs} {'is' if is_one else 'are'} still to be finished.")


def _finished(keepers: Sequence[Keeper], ends_on: date | None) -> Standing:
    refs = _listed([each.ref for each in keepers])
    verb = "is" if len(keepers) == 1 else "are"
    unseen = " Nobody here has seen its evidence." if any(each.is_evidence_unseen for each in keepers) else ""
    if any(each.finished_on is None for each in keepers):
        return Standing(PromiseState.KEPT, f"{refs} {verb} finished; on which day is not known.{unseen}")
    last = max(each.finished_on for each in keepers if each.finished_on)
    said = f"{last.day} {last:%B %Y}"
    if ends_on is not None and last > ends_on:
        return Standing(PromiseState.KEPT_LATE, f"{refs} {verb} finished, on {said}, after its day.{unseen}")
    return Standing(PromiseState.KEPT, f"{refs} {verb} finished, by {said}.{unseen}")


def _listed(refs: Sequence[str]) -> str:
    return refs[0] if len(refs) == 1 else f"{', '.join(refs[:-1])} and {refs[-1]}"
