"""Lists that complete what a return leaves open: settings, term dates, and who holds whose case."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.core import signing

from oneplan.actions.holders import give_cases, preview_holders
from oneplan.actions.list_rows import Fault, ListOutcome, Row
from oneplan.actions.school_terms import preview_terms, set_terms
from oneplan.actions.settings import complete_settings, preview_settings
from oneplan.adapters.files import gate, store
from oneplan.adapters.files.kinds import AREA_LIST
from oneplan.core.kernel import Problem
from oneplan.feeds.quota import check_quota

__all__ = [
    "KINDS",
    "Fault",
    "ListFile",
    "ListOutcome",
    "apply_list",
    "kept_list",
    "preview_list",
    "read_list",
    "receive_list",
]

_SALT, _A_DAY = "oneplan.lists", 24 * 3600
_MOST_ROWS, _LONGEST = 200_000, 1000


@dataclass(frozen=True, slots=True)
class ListKind:
    """One kind of list: its columns, of which one of each required group must be there, and what is done with it."""

    title: str
    columns: tuple[str, ...]
    needs_one_of: tuple[tuple[str, ...], ...]
    preview: Callable[..., ListOutcome]
    apply: Callable[..., ListOutcome]


KINDS: Mapping[str, ListKind] = {
    "settings": ListKind(
        "Settings",
        ("urn", "ukprn", "name", "kind", "phase", "in_area", "calendar"),
        (("urn", "ukprn"),),
        preview_settings,
        complete_settings,
    ),
    "terms": ListKind(
        "Term dates",
        ("calendar", "area_calendar", "what", "first_day", "last_day", "why"),
        (("calendar",), ("first_day",)),
        preview_terms,
        set_terms,
    ),
    "officers": ListKind(
        "Officers and teams",
        ("case", "upn", "uln", "officer_email", "team"),
        (("case", "upn", "uln"), ("officer_email", "team")),
        preview_holders,
        give_cases,
    ),
}


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that passed the gate: its rows, and the token by which a page finds it again within a day."""

    kind: str
    rows: tuple[Row, ...]
    token: str = ""


def receive_list(upload: BinaryIO, *, name: str, declared_type: str, kind: str, by: Any) -> ListFile:
    """The list has passed the gate and is kept for a day, until somebody has decided; raises Problem in words."""
    check_quota(by)
    stored = gate.receive(upload, name=name, declared_type=declared_type, kind=AREA_LIST)
    try:
        rows = _rows(stored.stored_as, kind)
    except BaseException:
        store.remove(stored.stored_as)
        raise
    token = signing.dumps([stored.stored_as, kind, by.pk], salt=_SALT)
    return ListFile(kind, rows, token)


def kept_list(token: str, *, by: Any) -> ListFile:
    """The list that this person brought in before; raises Problem when it is gone."""
    try:
        stored_as, kind, owner = signing.loads(token, salt=_SALT, max_age=_A_DAY)
    except signing.BadSignature as cause:
        raise _gone() from cause
    if owner != by.pk:
        raise _gone()
    return ListFile(kind, _rows(stored_as, kind), token)


def read_list(upload: BinaryIO, *, name: str, declared_type: str, kind: str, by: Any) -> tuple[Row, ...]:
    """The rows of a list that is used at once and not kept."""
    found = receive_list(upload, name=name, declared_type=declared_type, kind=kind, by=by)
    forget_list(found.token)
    return found.rows


def forget_list(token: str) -> None:
    """Nothing is kept of this list any more."""
    store.remove(signing.loads(token, salt=_SALT)[0])


def preview_list(kind: str, rows: Sequence[Row], *, by: Any, on: date) -> ListOutcome:
    """What the list would change, or which of its rows cannot be used."""
    return KINDS[kind].preview(rows, by=by, on=on)


def apply_list(
    kind: str, rows: Sequence[Row], *, by: Any, on: date, request_key: str = "", route: str = ""
) -> ListOutcome:
    """The list is on record, all of it or nothing; raises Problem naming the rows that cannot be used."""
    return KINDS[kind].apply(rows, by=by, on=on, request_key=request_key, route=route)


def _rows(stored_as: str, kind: str) -> tuple[Row, ...]:
    if kind not in KINDS:
        raise Problem(f"There is no kind of list called “{kind}”.", do=f"Choose one of: {', '.join(KINDS)}.")
    with store.open_stored(stored_as) as file:
        text = _text(file.read())
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="", strict=True)
    try:
        headings = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        _check_headings(headings, KINDS[kind])
        reader.fieldnames = headings
        rows = tuple(
            {name: value for name, value in row.items() if name}
            for row in reader
            if any(value.strip() for value in row.values() if isinstance(value, str))
        )
    except csv.Error as cause:
        raise Problem(
            f"The list cannot be read as CSV: {cause}.", do="Save it again as CSV in UTF-8 and choose that file."
        ) from cause
    _check_rows(rows)
    return rows


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _check_headings(headings: Sequence[str], kind: ListKind) -> None:
    strange = [name for name in headings if name and name not in kind.columns]
    missing = [group for group in kind.needs_one_of if not set(group) & set(headings)]
    if strange or missing or len(set(headings)) < len(headings):
        told = [f"“{name}” is not one of them" for name in strange[:5]]
        told += [f"{' or '.join(group)} is missing" for group in missing]
        raise Problem(
            f"The first row of the list does not hold the headings it needs: {'; '.join(told) or 'one stands twice'}.",
            why="Columns are found by their headings, never by their order.",
            do=f"Use these headings: {', '.join(kind.columns)}.",
        )


def _check_rows(rows: Sequence[Row]) -> None:
    if not rows:
        raise Problem("The list holds no rows.", do="Check that the right file was chosen.")
    if len(rows) > _MOST_ROWS or any(len(value) > _LONGEST for row in rows for value in row.values()):
        raise Problem(
            "The list is larger than any list of one area, or holds a cell that is far too long.",
            do="Check that the right file was chosen and that its quotation marks are in pairs.",
        )


def _gone() -> Problem:
    return Problem("The list that was brought in is no longer kept.", do="Choose the file again.")
