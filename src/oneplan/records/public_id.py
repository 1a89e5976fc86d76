"""Ids that people see in addresses: random, so that knowing one tells nothing about the next."""

from __future__ import annotations

import secrets

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that are mistaken for each other when read aloud
LENGTH = 12


def random_public_id() -> str:
    """Twelve letters and figures, about 58 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
