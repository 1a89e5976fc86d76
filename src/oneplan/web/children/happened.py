"""The events of a case in words: what happened, how its day is known, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from oneplan.core.casework.case_facts import DayIs
from oneplan.web.children.line_of_time import Happened
from oneplan.web.dates.forms import choice_words
from oneplan.web.ui.words import short_day

if TYPE_CHECKING:
    from oneplan.core.pathways import FactKind
    from oneplan.records.casework.file_rows import EventRow

# Not something that happened, but the day up to which nobody told of reviews.
GAPS = frozenset({"review_history_starts"})

Kinds = Mapping[str, "FactKind"]


def happened(events: Iterable[EventRow], kinds: Kinds) -> tuple[Happened, ...]:
    """Every event, those that were put right too; a row that only takes one back is told on the row it took back."""
    rows = tuple(events)
    later = {row.supersedes: row for row in rows if row.supersedes}
    return tuple(
        Happened(
            on=row.on,
            words=row.title,
            known=_known(row),
            lines=(*_details(row, kinds), *_put_right(row, later.get(row.id))),
            is_at_latest=row.day_is is DayIs.AT_LATEST,
            is_gone=row.is_gone,
            is_gap=row.fact in GAPS,
        )
        for row in rows
        if not row.is_retraction
    )


def _known(row: EventRow) -> str:
    """Where it is known from."""
    if row.return_year:
        return f"From the {row.return_year} return"
    by = f" by {row.recorded_by}" if row.recorded_by else ""
    return f"Recorded{by} on {short_day(row.recorded_at.date())}"


def _details(row: EventRow, kinds: Kinds) -> Iterable[str]:
    held = kinds[row.fact].details
    for name, value in row.details.items():
        yield f"{held[name].title}: {_value(value)}" if name in held else f"{name}: {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return short_day(value)
    return choice_words(value).lower() if isinstance(value, str) and "_" in value else str(value)


def _put_right(row: EventRow, by: EventRow | None) -> Iterable[str]:
    if by is not None:
        who = f" by {by.recorded_by}" if by.recorded_by else ""
        when = f"on {short_day(by.recorded_at.date())}{who}"
        yield f"Taken back {when}" if by.is_retraction else f"Corrected {when}: it was {short_day(by.on)}"
    if row.supersedes:
        yield "Corrects an earlier entry"
