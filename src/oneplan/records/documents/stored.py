"""A file that passed the gate and is kept, before a record says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of a kept file: its own name, what it is, and the random name it is kept under."""

    name: str
    content_type: str
    size: int
    sha256: str
    stored_as: str
