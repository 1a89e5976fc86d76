"""What counts as evidence that an action made a difference."""

from __future__ import annotations

from enum import StrEnum


class EvidenceKind(StrEnum):
    """Where a piece of evidence comes from."""

    DATA = "data"
    AUDIT = "audit"
    FAMILY_VOICE = "family_voice"
    PRACTITIONER_VOICE = "practitioner_voice"
    WORKFORCE = "workforce"
