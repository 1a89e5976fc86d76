"""How hard a text is to read, by the length of its sentences and words: a hint, never a proof."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SENTENCE = re.compile(r"[^.!?:;]+")
_WORD = re.compile(r"[A-Za-z\u2019']+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouydt]ed|[^laeiouy]e)$")
# Flesch and Kincaid's formula for years of school, 1975.
_PER_SENTENCE, _PER_WORD, _BASE = 0.39, 11.8, 15.59


def school_years(text: str) -> float:
    """How many years of school the text asks for; nought for no words."""
    sentences = [each for each in _SENTENCE.findall(text) if _WORD.search(each)]
    words = _WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return _PER_SENTENCE * len(words) / len(sentences) + _PER_WORD * syllables / len(words) - _BASE


def hard_sentences(texts: Iterable[str], *, longest: int) -> tuple[str, ...]:
    """The sentences that hold more words than ``longest``."""
    found = (each.strip() for text in texts for each in _SENTENCE.findall(text))
    return tuple(dict.fromkeys(each for each in found if len(_WORD.findall(each)) > longest))


def _syllables(word: str) -> int:
    plain = word.casefold().strip("\u2019'")
    return max(1, len(_VOWELS.findall(plain)) - bool(_SILENT.search(plain)))
