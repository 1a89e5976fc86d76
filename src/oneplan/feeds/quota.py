"""How much one person may bring in altogether, so that nobody fills the disk for everybody."""

from __future__ import annotations

from typing import Any

from oneplan.adapters.files.kinds import MEGABYTE
from oneplan.core.kernel import Problem
from oneplan.records.documents.queries import bytes_kept_by

MOST_BYTES = 2048 * MEGABYTE


def check_quota(by: Any) -> None:
    """Raises Problem when this person has brought in as much as anyone may."""
    if by.pk is not None and bytes_kept_by(by.pk) >= MOST_BYTES:
        raise Problem(
            "You have brought in as many files as one person may.",
            why=f"{MOST_BYTES // MEGABYTE} MB is the most, so that nobody fills the disk for everybody.",
            do="Ask the people who run the service to make room.",
        )
