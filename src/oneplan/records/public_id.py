"""Ids that people see in addresses: random, so that knowing one tells nothing about the next."""

from __future__ import annotations

import os
import secrets

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that are mistaken for each other when read aloud
LENGTH = 12


def random_public_id() -> str:
    """Twelve letters and figures, about 58 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))


def random_public_ids(count: int) -> list[str]:
    """So many of them at once, from one draw of chance."""
    letters = ""
    while len(letters) < count * LENGTH:
        # Values past the last whole round of the alphabet are left out, so that every letter is as likely as another.
        letters += os.urandom(2 * (count * LENGTH - len(letters))).translate(_TO_LETTERS, _LEFT_OVER).decode("ascii")
    return [letters[place : place + LENGTH] for place in range(0, count * LENGTH, LENGTH)]


_ROUNDS = 256 // len(_LETTERS) * len(_LETTERS)
_TO_LETTERS = bytes(ord(_LETTERS[value % len(_LETTERS)]) for value in range(256))
_LEFT_OVER = bytes(range(_ROUNDS, 256))
