"""What tells one line of a plan from another, whatever its spaces and capitals."""

from __future__ import annotations

from hashlib import sha256


def line_key(text: str) -> str:
    """The same for a line that was only set differently."""
    return sha256(" ".join(text.casefold().split()).encode()).hexdigest()
