"""Reads where an action stands: the plan's own key first, then words that mean the same everywhere, else unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import KeyEntry
from oneplan.plandocs.wording import plain
from oneplan.rulebook.plans import plan_rules

_LONG_ENOUGH = 6
_CUT = re.compile(r"\s*(?:[\u2013—:;,.(\[/\n]|\s-\s|-(?=\s))\s*")
_PART_OF_IT = re.compile(r"\b\d{1,2}\s*(?:%|per ?cent)")
_NOT_BEGUN = re.compile(r"\b(?:not|never) (?:yet )?(?:been )?(?:started|commenced|begun)\b")
_REASON = re.compile(r"\s(?:due to|because|since|as|owing to|following|pending|until|by|on|in|w/e|from)\s|\d")


@dataclass(frozen=True, slots=True)
class RatingScale:
    """The plan's own key; an empty one where the plan prints none."""

    key: tuple[KeyEntry, ...] = ()

    def read(self, raw: str) -> Rating:
        """What a written rating means in this plan."""
        if not raw.strip():
            return Rating.UNKNOWN
        for word in _candidates(raw):
            for entry in self.key:
                if _same_word(word, entry.word):
                    return entry.rating
            known = plain_rating(word)
            if known:
                return known
        return Rating.UNKNOWN

    def knows(self, raw: str) -> bool:
        """Whether this is a rating at all: a word of the key, a known word or a colour."""
        words = plain(raw)
        return bool(words) and (self.read(raw) is not Rating.UNKNOWN or is_colour(words))


def plain_rating(text: str) -> Rating | None:
    """The rating that these words mean in every plan, or none."""
    return _word_table().get(plain(text))


def is_colour(words: str) -> bool:
    """Whether the words are a colour, its first letter or its coloured dot."""
    return bool(colour_of(words))


def colour_of(words: str) -> str:
    """The colour's name, or nothing."""
    colours = plan_rules("ratings")["colours"]
    bare = words.strip().lower()
    if bare in colours["words"]:
        return bare
    symbol = next((colour for mark, colour in colours["symbols"].items() if mark in words), "")
    return symbol or str(colours["letters"].get(bare, ""))


def claims_green(raw: str) -> bool:
    """Whether words that no key knows still tell whoever reads them that the work is done for good."""
    claims, words = plan_rules("ratings")["claims_green"], f" {plain(raw)} "
    says = any(f" {plain(each)} " in words for each in claims["has"])
    return says and not _PART_OF_IT.search(raw) and not any(f" {plain(each)} " in words for each in claims["unless"])


def rating_meant(definition: str) -> Rating:
    """What a line of the key means by its definition."""
    whole = f" {plain(definition)} "
    begun = _NOT_BEGUN.sub(" ", whole)
    for meaning in plan_rules("ratings")["meaning"]:
        words = begun if meaning["rating"] == Rating.ON_TRACK else whole
        if any(f" {plain(phrase)} " in words for phrase in meaning["has"]):
            return _checked(Rating(meaning["rating"]), whole)
    return Rating.UNKNOWN


def _checked(rating: Rating, words: str) -> Rating:
    """“Not yet completed, but on track” has complete in it and is not complete."""
    finished = {Rating.COMPLETE, Rating.COMPLETE_EMBEDDED}
    if rating in finished and re.search(
        r"\b(not|un|yet to be) ?(yet )?(been )?(complete|completed|finished|achieved)\b", words
    ):
        return Rating.ON_TRACK
    return rating


def fill_colour(code: str) -> str:
    """The name of the colour a cell is filled with, or nothing for white, black and colours between."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", code or ""):
        return ""
    here = _rgb(code)
    best, name = min(
        (max(abs(a - b) for a, b in zip(here, _rgb(sample), strict=True)), colour)
        for colour, samples in plan_rules("ratings")["fills"].items()
        if isinstance(samples, list)
        for sample in samples
    )
    return name if best <= plan_rules("ratings")["fills"]["nearest"] and max(here) - min(here) > 20 else ""  # noqa: PLR2004


def _rgb(code: str) -> tuple[int, int, int]:
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:6], 16)


@cache
def _word_table() -> dict[str, Rating]:
    return {plain(word): Rating(rating) for rating, words in plan_rules("ratings")["words"].items() for word in words}


def _candidates(raw: str) -> list[str]:
    """The whole cell, then what stands before its first dash, bracket, colon, comma or full stop, or a reason."""
    whole = plain(raw)
    symbol = colour_of(raw)
    parts = [plain(part) for part in _CUT.split(raw.strip()) if plain(part)]
    first = parts[:1]
    second = parts[1:2] if parts and is_colour(parts[0]) else []
    reasoned = [plain(_REASON.split(raw.strip())[0])]
    return [
        word
        for word in (whole, *first, *second, *reasoned, symbol, _closed_up().get(whole.replace(" ", ""), ""))
        if word
    ]


@cache
def _closed_up() -> dict[str, str]:
    """Known words by their letters alone: a narrow cell breaks “Complet e” in two."""
    return {word.replace(" ", ""): word for word in _word_table() if len(word) >= _LONG_ENOUGH}


def _same_word(word: str, key_word: str) -> bool:
    named, asked = plain(key_word), plain(word)
    if named == asked:
        return True
    letters = plan_rules("ratings")["colours"]["letters"]
    return letters.get(asked) == named or letters.get(named) == asked or colour_of(asked) == named != ""
