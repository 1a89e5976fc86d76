"""Puts the index of open limits in step with the cases; run over everything it changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import F, Q

from oneplan.core.kernel import Problem
from oneplan.records.casework.models import Case, Standing, StandingBasis
from oneplan.records.casework.open_limits import Counted, OpenLimit, open_limits
from oneplan.records.settings.calendars import areas_calendar, calendars_hash, school_calendars
from oneplan.rulebook import Rulebook

_AT_ONCE = 2000
_log = logging.getLogger("oneplan.standing")

_TABLE = "casework_standing"
_HEAD = f"INSERT INTO {_TABLE} ({', '.join(OpenLimit._fields)})"
_INSERT = f"{_HEAD} VALUES ({', '.join(['%s'] * len(OpenLimit._fields))})"
_IN_ONE = 1000  # PostgreSQL takes at most 65,535 values in one statement

Progress = Callable[[int, int], None]


def refresh(case_ids: Collection[int], *, on: date, book: Rulebook) -> int:
    """The open limits of these cases are worked out again, as they stand on a day; says how many there are."""
    count = 0
    for some in _chunks(sorted(set(case_ids))):
        with transaction.atomic():
            count += _refresh(some, on, book, _calendars(book, some))
    return count


def rebuild(*, on: date, book: Rulebook, on_progress: Progress | None = None) -> int:
    """The open limits of every case are worked out again, as they stand on a day; says how many cases that was."""
    numbers = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    basis, calendars = calendars_hash(), _calendars(book)
    for done, some in enumerate(_chunks(numbers)):
        _refresh_what_can_be(some, on, book, calendars)
        if on_progress:
            on_progress(min((done + 1) * _AT_ONCE, len(numbers)), len(numbers))
    with transaction.atomic():
        StandingBasis.objects.all().delete()
        StandingBasis.objects.create(
            rulebook_hash=book.hash, calendars_hash=basis, worked_out_on=on, cases=len(numbers)
        )
    return len(numbers)


def is_stale(*, on: date, book: Rulebook) -> bool:
    """Whether the rules, a calendar or the day is another than when everything was last worked out."""
    basis = StandingBasis.objects.first()
    if basis is None:
        return Case.objects.exists()
    return basis.rulebook_hash != book.hash or basis.worked_out_on != on or basis.calendars_hash != calendars_hash()


_OWED = Q(is_conditional=False)


def ahead(on: date) -> Q:
    """Limits whose day is still to come; the day itself is in time."""
    return Q(due_on__gte=on, is_knowable=True) & _OWED


def behind(on: date) -> Q:
    """Limits whose day has passed with nothing on record, where it would be on record if it had been done."""
    is_told = Q(told_until__isnull=True) | Q(told_until__gt=F("due_on"))
    return Q(due_on__lt=on, is_knowable=True) & is_told & _OWED


def unknown(on: date) -> Q:
    """Limits of which nobody can tell whether they were kept: no source reports them, or none has since their day."""
    return (Q(is_knowable=False) | Q(due_on__lt=on, told_until__lte=F("due_on"))) & _OWED


def conditional() -> Q:
    """Limits that are due only if that is what is decided: never late by themselves, and in none of the others."""
    return ~_OWED


def _refresh_what_can_be(cases: Sequence[int], on: date, book: Rulebook, calendars: Counted) -> None:
    """One case that no clock can be run on loses its rows and is logged; it never keeps the others from theirs."""
    try:
        with transaction.atomic():
            _refresh(cases, on, book, calendars)
    except Problem as problem:
        if len(cases) == 1:
            _log.error("case %d has no open limits worked out: %s", cases[0], problem)
            Standing.objects.filter(case__in=cases).delete()
            return
        half = len(cases) // 2
        for some in (cases[:half], cases[half:]):
            _refresh_what_can_be(some, on, book, calendars)


def _refresh(cases: Sequence[int], on: date, book: Rulebook, calendars: Counted) -> int:
    _hold(cases)
    rows = open_limits(cases, on=on, book=book, calendars=calendars)
    Standing.objects.filter(case__in=cases).delete()
    _store(rows)
    return len(rows)


def _store(rows: Sequence[OpenLimit]) -> None:
    """The rows as they are: a model for each of some hundred thousand would take most of the time."""
    adapt = connection.ops.adapt_datefield_value
    plain = [[adapt(value) if isinstance(value, date) else value for value in row] for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(_INSERT, plain)
            return
        # The triggers of the table run once for each statement there, so one statement writes many rows.
        row = f"({', '.join(['%s'] * len(OpenLimit._fields))})"
        for start in range(0, len(plain), _IN_ONE):
            some = plain[start : start + _IN_ONE]
            values = ", ".join([row] * len(some))
            cursor.execute(f"{_HEAD} VALUES {values}", [value for each in some for value in each])


def _hold(cases: Sequence[int]) -> None:
    """Nobody else works these cases out until this is done: two at once would leave every limit twice."""
    list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk"))


def _calendars(book: Rulebook, cases: Collection[int] | None = None) -> Counted:
    """The calendars that these cases are counted on, or every one."""
    areas = areas_calendar()
    only = None if cases is None else {each for each in (areas, *_calendars_of(cases)) if each is not None}
    return Counted(areas, school_calendars(book.working_days, only=only))


def _calendars_of(cases: Collection[int]) -> Iterator[int | None]:
    yield from Case.objects.filter(pk__in=cases).values_list("setting__calendar", flat=True).distinct()


def _chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
