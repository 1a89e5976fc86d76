"""Who has opened this file, for those who may read the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from oneplan.web.children.code_words import plain_words

if TYPE_CHECKING:
    from oneplan.records.audit.queries import AuditRow


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening: by whom, in which role, when and what was done."""

    who: str
    role: str
    at: datetime
    what: str


def opened_lines(rows: Iterable[AuditRow] | None) -> tuple[Opened, ...] | None:
    """The openings in words, the latest first; none where the log may not be read."""
    if rows is None:
        return None
    return tuple(
        Opened(row.who, plain_words(row.acting_role), timezone.localtime(row.at), plain_words(row.verb)) for row in rows
    )
