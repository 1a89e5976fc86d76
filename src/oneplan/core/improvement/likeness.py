"""Says how far two pieces of text are about the same thing, by the rarer words they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_WORD = re.compile(r"[a-z][a-z0-9]+|\d{4}")
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "from",
        "are",
        "our",
        "will",
        "all",
        "any",
        "has",
        "have",
        "been",
        "was",
        "were",
        "into",
        "their",
        "they",
        "them",
        "its",
        "who",
        "which",
        "what",
        "when",
        "where",
        "how",
        "including",
        "include",
        "includes",
        "such",
        "also",
        "other",
        "across",
        "between",
        "within",
        "through",
        "during",
        "upon",
        "about",
        "via",
        "per",
        "as",
        "at",
        "by",
        "in",
        "of",
        "on",
        "or",
        "to",
        "an",
        "is",
        "it",
        "be",
        "we",
        "you",
        "your",
        "not",
        "than",
        "then",
        "there",
        "these",
        "those",
        "more",
        "most",
        "each",
        "both",
        "may",
        "can",
        "could",
        "would",
        "should",
        "etc",
        "use",
        "used",
        "using",
        "new",
    ]
)
_ENDINGS = (
    "isations",
    "isation",
    "ising",
    "ised",
    "ises",
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ied",
    "ies",
    "ed",
    "es",
    "s",
    "ly",
    "e",
)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """The words that carry meaning, with common endings cut."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower().replace("\u2019", "'")) if word not in _COMMON)


class Rarity:
    """How rare each word is among a set of texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        bags = [words_of(text) for text in texts]
        counts = Counter(word for bag in bags for word in bag)
        self._weights = {word: math.log(1 + len(bags) / count) for word, count in counts.items()}
        self._rarest = math.log(1 + max(1, len(bags)))

    def weight(self, words: Iterable[str]) -> float:
        """The total weight of some words."""
        return sum(self._weights.get(word, self._rarest) for word in words)

    def covered(self, wanted: str, given: str) -> float:
        """The share of the wanted text's weight that the given text also has, 0 to 1."""
        words = words_of(wanted)
        total = self.weight(words)
        return self.weight(words & words_of(given)) / total if total else 0.0


def alike(one: str, other: str) -> float:
    """How alike two sentences are, letter by letter of their words, 0 to 1."""
    first, second = _plain(one), _plain(other)
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("\u2019", "").replace("'", "")))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 - what is left must still be a word
            return word[: -len(ending)]
    return word
