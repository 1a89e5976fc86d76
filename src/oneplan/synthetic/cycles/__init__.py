"""Invented answers to what a cycle asks: believable, and the same again from the same seed."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from oneplan.core.improvement.cycles import Answer
from oneplan.core.improvement.rating import Rating

__all__ = ["Invented", "invented_answer", "invented_people", "invented_words"]

_ASKS_FOR_A_DATE, _NAMES_A_RISK, _SPEAKS_PUBLICLY, _MOVES = 0.12, 0.3, 0.6, 0.35
_SHORTEST, _LONGEST = 30, 150


@dataclass(frozen=True, slots=True)
class Invented:
    """What an owner says, and the rating that it amounts to where it should change."""

    answer: Answer
    rating: Rating | None = None


def invented_answer(
    seed: str, *, rating: Rating, due_on: date | None, on: date, words: Mapping[Rating, str]
) -> Invented:
    """An owner's answer about an action that stands so; ``words`` are the plan's own for each rating it knows."""
    chance = random.Random(seed)  # noqa: S311 - an invented answer, nothing that anybody must not guess
    told = invented_words()
    moved = _moved(chance, rating, due_on, on)
    mood = "late" if (moved or rating) in {Rating.DELAYED, Rating.AT_RISK} else "well"
    answer = Answer(
        done=_filled(chance, told[mood]["done"]),
        difference=_filled(chance, told[mood]["difference"]),
        risks=_filled(chance, told["risks"]) if chance.random() < _NAMES_A_RISK else "",
        public_words=_filled(chance, told[mood]["public"]) if chance.random() < _SPEAKS_PUBLICLY else "",
    )
    if moved and moved in words:
        answer = replace(answer, rating=words[moved], rating_reason=_filled(chance, told["reasons"][moved.value]))
    if mood == "late" and due_on and chance.random() < _ASKS_FOR_A_DATE + (0.3 if due_on < on else 0):
        later = max(due_on, on) + timedelta(days=chance.randint(_SHORTEST, _LONGEST))
        answer = replace(answer, due_on=later, due_reason=_filled(chance, told["dates"]))
    return Invented(answer, moved if answer.rating else None)


@cache
def invented_words() -> dict[str, Any]:
    """The sentences that invented owners say."""
    return tomllib.loads((files("oneplan.synthetic.cycles") / "words.toml").read_text(encoding="utf-8"))


def invented_people() -> tuple[str, ...]:
    """Names of people who have no account."""
    return tuple(invented_words()["people"])


def _moved(chance: random.Random, rating: Rating, due_on: date | None, on: date) -> Rating | None:
    if chance.random() > _MOVES:
        return None
    if rating is Rating.NOT_STARTED:
        return Rating.ON_TRACK
    if rating is Rating.ON_TRACK:
        return Rating.DELAYED if due_on and due_on < on else chance.choice([Rating.COMPLETE_UNEMBEDDED, Rating.DELAYED])
    return Rating.ON_TRACK if rating is Rating.DELAYED else None


def _filled(chance: random.Random, sentences: list[str]) -> str:
    numbers = {"few": chance.randint(3, 9), "some": chance.randint(11, 48), "most": chance.randint(52, 89)}
    return chance.choice(sentences).format(**numbers)
