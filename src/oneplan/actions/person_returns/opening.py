"""A stored return opened for reading, and what is asked of it before anything of it is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from oneplan.adapters.files import store
from oneplan.core.casework import ReturnHeader
from oneplan.core.casework.returned_events import ReturnEvents, events_of
from oneplan.core.kernel import Problem
from oneplan.records.returns.changes.events import FromReturn
from oneplan.records.returns.changes.working import FactsOf
from oneplan.records.returns.models import PersonReturn, ReturnState
from oneplan.returns import sen2
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.returns import load

MOST_PEOPLE = 100_000  # twice the largest area; one file of the whole country belongs in no area's record
MOST_PROBLEMS = 300_000  # a true return of the largest area has fewer; a made one could fill the disk with them
_REVIEW_OUTCOMES = "review-outcome"


@dataclass(frozen=True, slots=True)
class OpenedReturn:
    """A return whose header was believed: the reading, how far into the file it is, and whether it is history."""

    reading: Any
    header: ReturnHeader
    is_history: bool
    share_read: Callable[[], float]


@contextmanager
def opened(row: PersonReturn, *, on: date) -> Iterator[OpenedReturn]:
    """The return, open at its first person; raises Problem in words when it is not one that belongs here."""
    applied = PersonReturn.objects.filter(state=ReturnState.APPLIED).exclude(pk=row.pk)
    ours = applied.order_by("pk").values_list("lea", flat=True).first() or ""
    newest = applied.order_by("-year").values_list("year", flat=True).first()
    with store.open_stored(row.document.stored_as) as stream:
        reading = sen2.read(stream, book=load(), own_lea=ours, previous=_previous(applied, row))
        header = reading.header
        _check(header, ours=ours, on=on)
        yield OpenedReturn(
            reading,
            header,
            is_history=newest is not None and header.year < newest,
            share_read=lambda: stream.tell() / max(row.document.size, 1),
        )


def facts_of(header: ReturnHeader) -> FactsOf:
    """How the requests of this return become facts, by the law of its day."""
    rules = load_rulebook().rules
    codes = load().codes(_REVIEW_OUTCOMES, header.year)
    outcomes = {code: each.title.lower() for code, each in codes.items()}
    known = ReturnEvents.from_rules(rules, on=header.reference_date, review_outcomes=outcomes)
    return lambda request, born_on: events_of(request, born_on=born_on, header=header, known=known)


def source_of(
    row: PersonReturn, header: ReturnHeader, *, is_history: bool, by_id: int | None, acting_role: str, at: datetime
) -> FromReturn:
    """The source that new events name."""
    return FromReturn(
        person_return_id=row.pk,
        year=header.year,
        years=applied_years() | {row.pk: header.year},
        recorded_by_id=by_id,
        recorded_at=at,
        acting_role=acting_role,
        is_history=is_history,
        sex_codes=sex_codes(header.year),
    )


def sex_codes(year: int) -> dict[str, str]:
    """The codes that a collection gave under another name, each with the code of the same meaning today."""
    sets = load().code_sets
    today = {each.title: each.code for each in sets["sex"].codes}
    return {code: today[each.title] for code, each in sets["gender"].in_year(year).items() if each.title in today}


def applied_years() -> dict[int, int]:
    """The collection year of every return that was applied."""
    rows = PersonReturn.objects.filter(state=ReturnState.APPLIED).values_list("pk", "year")
    return {number: year for number, year in rows if year is not None}


def _previous(applied: QuerySet[PersonReturn], row: PersonReturn) -> sen2.PreviousReturn:
    """What the newest return before this one held, so that a leap in the number of plans is noticed."""
    before = applied.filter(pk__lt=row.pk).order_by("-year", "-applied_at").first()
    return sen2.PreviousReturn(open_plans=before.counts.get("open_plans") if before else None)


def _check(header: ReturnHeader, *, ours: str, on: date) -> None:
    if ours and header.lea != ours:
        raise Problem(
            f"This return is of authority {header.lea or 'unknown'}; the record here is of authority {ours}.",
            why="One record holds the children and young people of one local area.",
            do="Choose the return of this authority.",
        )
    if header.reference_date > on:
        raise Problem(
            f"This return speaks of {header.reference_date:%-d %B %Y}, a day that has not come yet.",
            why="What it says cannot be known today, so its dates cannot be trusted.",
            do="Check the year in the header of the file, make the file again and choose that one.",
        )


def check_size(number: int) -> None:
    """Refuses a file with more people than any area has."""
    if number > MOST_PEOPLE:
        raise Problem(
            f"This return holds more than {MOST_PEOPLE:,} people, more than any one area has.",
            why="A file of several areas would put children on the record of an area that does not know them.",
            do="Choose the return of this authority alone.",
        )


def check_problems(number: int) -> None:
    """Refuses a file with more problems than anybody could put right."""
    if number > MOST_PROBLEMS:
        raise Problem(
            f"The checks found more than {MOST_PROBLEMS:,} problems in this return, so reading it was stopped.",
            why="A file that is wrong nearly everywhere is not the person-level return, or was made wrongly.",
            do="Check that it is the SEN2 return as the case system makes it, and choose that file.",
        )
