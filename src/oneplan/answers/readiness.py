"""What could be handed over today if an inspection were announced: lists of children and documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.answers.figures_shown import profile_of
from oneplan.core.access import Viewer
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.measures.profiles import Profile
from oneplan.records import rights
from oneplan.records.evaluation import readiness
from oneplan.records.strategy import queries as strategy
from oneplan.rulebook.evaluation_files import (
    Column,
    RequestedDocument,
    RequestedList,
    requested_documents,
    requested_lists,
)


@dataclass(frozen=True, slots=True)
class ColumnStatus:
    """How much of one column is filled; without a share it is missing and ``why`` says the reason."""

    title: str
    share: int | None
    why: str
    supplied_by: str


@dataclass(frozen=True, slots=True)
class ListStatus:
    """One requested list: how many are on it, how full its columns are, and what is missing and why.

    ``total`` is none where nothing is held, and where it is too small to be told to this reader.
    """

    id: str
    title: str
    is_held: bool
    total: int | None
    is_small: bool
    changed_on: date | None
    columns: tuple[ColumnStatus, ...]
    partly: str
    why: str
    supplied_by: str

    @property
    def filled(self) -> tuple[ColumnStatus, ...]:
        """Columns that the records hold."""
        return tuple(each for each in self.columns if not each.why)

    @property
    def lacking(self) -> tuple[ColumnStatus, ...]:
        """Columns that they do not."""
        return tuple(each for each in self.columns if each.why)

    @property
    def share(self) -> int | None:
        """How full the columns that are held are, on average; none where there is nobody on the list to count."""
        known = [each.share for each in self.filled if each.share is not None]
        return round(sum(known) / len(known)) if known else None

    @property
    def total_words(self) -> str:
        """How many are on it."""
        if self.is_small:
            return "a number too small to show"
        return "1 child or young person" if self.total == 1 else f"{self.total or 0:,} children and young people"

    @property
    def filled_words(self) -> str:
        """How many of the columns there are, and how full."""
        told = f"{len(self.filled)} of {len(self.columns)} columns"
        return told if self.share is None else f"{told}, {self.share}% filled"


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One requested document: the version in force, its day, and whether it is fresh enough."""

    id: str
    title: str
    document_id: str
    document_title: str
    label: str
    dated_on: date | None
    is_fresh: bool
    is_in_force: bool
    fresh_months: int

    @property
    def says(self) -> str:
        """Where it stands, in words."""
        if not self.document_id:
            return "Not on record"
        if not self.is_in_force:
            return f"{self.label}: no version is in force yet"
        return self.label if self.is_fresh else f"{self.label}: older than {self.fresh_months} months"


def lists_ready(*, viewer: Viewer) -> tuple[ListStatus, ...]:
    """Every list that is asked for, with what the records hold of it; counts only, never who."""
    rights.check(viewer, "evaluation-read")
    profile = profile_of(viewer)
    return tuple(_list(each, profile, viewer) for each in requested_lists())


def documents_ready(*, viewer: Viewer) -> tuple[DocumentStatus, ...]:
    """Every document that is asked for, with the version that answers."""
    rights.check(viewer, "evaluation-read")
    held = strategy.by_checklist()
    return tuple(_document(each, held.get(each.id), viewer.on) for each in requested_documents())


def _list(wanted: RequestedList, profile: Profile, viewer: Viewer) -> ListStatus:
    if not wanted.reads:
        lacking = tuple(ColumnStatus(each.title, None, wanted.why, wanted.supplied_by) for each in wanted.columns)
        return _status(wanted, None, lacking, None, is_held=False, is_small=False)
    reads = [each.reads for each in wanted.columns if each.reads]
    counts = readiness.counts_of(wanted.reads, reads, viewer=viewer)
    is_small = not profile.hides_nothing and profile.is_small(counts.total)
    is_few = not profile.hides_nothing and counts.total < profile.fewest_for_a_share
    columns = tuple(_column(each, counts.filled, 0 if is_few else counts.total) for each in wanted.columns)
    total = None if is_small else counts.total if profile.hides_nothing else profile.rounded(counts.total)
    return _status(wanted, total, columns, counts.changed_on, is_held=True, is_small=is_small)


def _column(column: Column, filled: Mapping[str, int], total: int) -> ColumnStatus:
    if not column.reads:
        return ColumnStatus(column.title, None, column.why, column.supplied_by)
    # Rounded down: a column is only full when every child has it.
    share = 100 * filled[column.reads] // total if total else None
    return ColumnStatus(column.title, share, "", "")


def _status(
    wanted: RequestedList,
    total: int | None,
    columns: tuple[ColumnStatus, ...],
    changed_on: date | None,
    *,
    is_held: bool,
    is_small: bool,
) -> ListStatus:
    return ListStatus(
        id=wanted.id,
        title=wanted.title,
        is_held=is_held,
        total=total,
        is_small=is_small,
        changed_on=changed_on,
        columns=columns,
        partly=wanted.partly,
        why=wanted.why,
        supplied_by=wanted.supplied_by,
    )


def _document(wanted: RequestedDocument, held: strategy.ChecklistRow | None, on: date) -> DocumentStatus:
    dated_on = held.in_force_on if held else None
    return DocumentStatus(
        id=wanted.id,
        title=wanted.title,
        document_id=held.document_id if held else "",
        document_title=held.title if held else "",
        label=f"{held.title}, {held.label}" if held else "",
        dated_on=dated_on,
        is_fresh=dated_on is not None and dated_on > months_after(on, -wanted.fresh_months),
        is_in_force=dated_on is not None,
        fresh_months=wanted.fresh_months,
    )
