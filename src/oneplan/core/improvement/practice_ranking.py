"""Which practices bear on what is going wrong here, and why each stands where it does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from oneplan.core.improvement.practice import Card, ProblemTag, Vocabulary, Weights


class SignalKind(StrEnum):
    """What kind of trouble it is, the weightiest first."""

    MEASURE = "measure"
    CHALLENGE = "challenge"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Signal:
    """Something going wrong: what it says, the measures it is about, and the text it stands in."""

    kind: SignalKind
    says: str
    measures: tuple[str, ...] = ()
    text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a card stands where it does: the trouble, and what of the card answers it."""

    signal: Signal
    problem: str
    weight: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A card with its reasons, the weightiest first."""

    card: Card
    score: int
    reasons: tuple[Reason, ...]


def ranked(cards: Sequence[Card], signals: Iterable[Signal], words: Vocabulary) -> tuple[Ranked, ...]:
    """The cards, those with most reason first; of equals the one nearer to special needs, then by number.

    A trouble counts once for a card, and only the first few of a kind count: so neither a card with many tags nor a
    plan with many faults decides by itself.
    """
    told = tuple((signal, _tags(signal, words.problems)) for signal in signals)
    found = [_ranked(card, told, words) for card in cards]
    return tuple(sorted(found, key=lambda each: (-each.score, -each.card.relevance, each.card.id)))


def _ranked(card: Card, told: Sequence[tuple[Signal, tuple[str, ...]]], words: Vocabulary) -> Ranked:
    reasons = []
    own = {each.id for each in card.measures}
    for signal, tags in told:
        tag = next((name for name in card.problems if name in tags), "")
        is_own = bool(own & set(signal.measures))
        if tag or is_own:
            weight = _weight(signal.kind, words.weights) + (words.weights.own_measure if is_own else 0)
            reasons.append(Reason(signal, words.problems[tag].title if tag else "", weight))
    reasons.sort(key=lambda each: (-each.weight, each.signal.says))
    kept = tuple(_first_of_each_kind(reasons, words.weights.most_of_a_kind))
    return Ranked(card, sum(each.weight for each in kept), kept)


def _first_of_each_kind(reasons: Iterable[Reason], most: int) -> Iterator[Reason]:
    seen: Counter[SignalKind] = Counter()
    for each in reasons:
        seen[each.signal.kind] += 1
        if seen[each.signal.kind] <= most:
            yield each


def _weight(kind: SignalKind, weights: Weights) -> int:
    return {
        SignalKind.MEASURE: weights.measure,
        SignalKind.CHALLENGE: weights.challenge,
        SignalKind.FINDING: weights.finding,
    }[kind]


def _tags(signal: Signal, problems: Mapping[str, ProblemTag]) -> tuple[str, ...]:
    by_measure = [name for name, tag in problems.items() if set(tag.measures) & set(signal.measures)]
    by_words = [name for name, tag in problems.items() if any(_stands_in(word, signal.text) for word in tag.words)]
    return tuple(dict.fromkeys((*by_measure, *by_words)))


def _stands_in(word: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE))
