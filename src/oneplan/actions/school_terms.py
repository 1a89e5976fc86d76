"""Calendars get their terms and closed days from a list, in the place of those they had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from oneplan.actions.list_rows import Collecting, ListOutcome, Row, day_of, numbered, refuse_faults, yes_or_no
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.casework import standing
from oneplan.records.casework.models import Case
from oneplan.records.settings.models import ClosedDay, SchoolCalendar, Term
from oneplan.rulebook import load_rulebook

_TERM, _CLOSED = "term", "closed"
_WHY_ROOM = 100


@dataclass(slots=True)
class _Told:
    """One calendar as the list tells it."""

    is_the_areas: bool = False
    terms: list[tuple[date, date, int]] = field(default_factory=list)
    closed: dict[date, str] = field(default_factory=dict)

    @property
    def days(self) -> tuple[list[tuple[date, date]], dict[date, str]]:
        """Terms in order, and closed days."""
        return sorted((first, last) for first, last, _ in self.terms), self.closed


def preview_terms(rows: Sequence[Row], *, by: User, on: date) -> ListOutcome:
    """What the list would change; nothing is written."""
    rights.check(viewer_of(by, on=on), "setting-write")
    return _Telling(rows).found.outcome()


def set_terms(rows: Sequence[Row], *, by: User, on: date, request_key: str = "", route: str = "") -> ListOutcome:
    """Each calendar of the list has the terms and closed days that it says, and no others; all of it or nothing."""
    request = Request("set-terms", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, Any]:
        role = rights.check(viewer, "setting-write")
        telling = _Telling(rows)
        refuse_faults(telling.found)
        telling.save(on)
        counts = dict(telling.found.counts)
        names = sorted(telling.changed)
        leaves_trace(request, viewer, acting_role=role, subject_kind="calendar", subject_ids=names, details=counts)
        return {"counts": counts, "changes": telling.found.changes}

    done = carry_out(request, work, asked={"rows": [dict(row) for row in rows]})
    return ListOutcome(done["counts"], tuple(done["changes"]))


class _Telling:
    """Works out what a list of terms changes."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.found = Collecting()
        self.told: dict[str, _Told] = {}
        for place, row in numbered(rows):
            self._row(place, row)
        self._check()
        self._held = {row.name: row for row in SchoolCalendar.objects.prefetch_related("terms", "closed_days")}
        self.changed = [name for name, told in self.told.items() if self._differs(name, told)]
        for name in self.changed:
            terms, closed = self.told[name].days
            self.found.change("calendars changed", f"{name}: {len(terms)} terms, {len(closed)} closed days")
        self.found.counts["calendars as they were"] = len(self.told) - len(self.changed)

    def save(self, on: date) -> None:
        """Writes the changed calendars and works out again the limits that count their days."""
        if any(self.told[name].is_the_areas for name in self.changed):
            SchoolCalendar.objects.filter(is_the_areas=True).update(is_the_areas=False)
        numbers = [self._save(name, self.told[name]) for name in self.changed]
        cases = Case.objects.filter(setting__calendar__in=numbers)
        if any(self.told[name].is_the_areas for name in self.changed):
            cases = Case.objects.all()  # the area's own calendar stands in wherever a setting has none
        if numbers:
            standing.refresh(list(cases.values_list("pk", flat=True)), on=on, book=load_rulebook())

    def _save(self, name: str, told: _Told) -> int:
        calendar = self._held.get(name) or SchoolCalendar(name=name)
        calendar.is_the_areas = told.is_the_areas
        calendar.save()
        terms, closed = told.days
        calendar.terms.all().delete()
        calendar.closed_days.all().delete()
        Term.objects.bulk_create(Term(calendar=calendar, first_day=first, last_day=last) for first, last in terms)
        ClosedDay.objects.bulk_create(ClosedDay(calendar=calendar, day=day, why=why) for day, why in closed.items())
        return calendar.pk

    def _row(self, place: int, row: Row) -> None:
        name, what = row.get("calendar", "").strip(), row.get("what", "").strip().lower() or _TERM
        if not name or what not in {_TERM, _CLOSED}:
            self.found.fault(place, "It needs the name of a calendar, and “term” or “closed” under “what”.")
            return
        try:
            first = day_of(row.get("first_day", ""))
            last = day_of(row["last_day"]) if row.get("last_day", "").strip() else first
            is_areas = yes_or_no(row.get("area_calendar", ""))
        except ValueError as cause:
            self.found.fault(place, f"A day or a yes or no in it cannot be read: {cause}.")
            return
        if last < first:
            self.found.fault(place, f"It ends ({last}) before it begins ({first}).")
            return
        told = self.told.setdefault(name[:200], _Told())
        told.is_the_areas = told.is_the_areas or bool(is_areas)
        if what == _TERM:
            told.terms.append((first, last, place))
        else:
            days = ((first.toordinal() + offset) for offset in range((last - first).days + 1))
            told.closed |= {date.fromordinal(day): row.get("why", "").strip()[:_WHY_ROOM] for day in days}

    def _check(self) -> None:
        if sum(told.is_the_areas for told in self.told.values()) > 1:
            self.found.fault(1, "More than one calendar is marked as the area's own.")
        for told in self.told.values():
            for (_, last, _), (first, _, place) in pairwise(sorted(told.terms)):
                if first <= last:
                    self.found.fault(place, f"This term begins on {first}, before the one before it has ended.")

    def _differs(self, name: str, told: _Told) -> bool:
        held = self._held.get(name)
        if held is None or held.is_the_areas != told.is_the_areas:
            return True
        terms = sorted((row.first_day, row.last_day) for row in held.terms.all())
        return (terms, {row.day: row.why for row in held.closed_days.all()}) != told.days
