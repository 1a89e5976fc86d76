"""Settings get their names, kinds and calendars from a list, in the place of the number they were returned by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from oneplan.actions.list_rows import Collecting, ListOutcome, Row, numbered, refuse_faults, yes_or_no
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.casework import standing
from oneplan.records.casework.models import Case
from oneplan.records.settings.models import SchoolCalendar, Setting
from oneplan.rulebook import load_rulebook

_NUMBERS = {"urn": 6, "ukprn": 8}
_WORDS = {"name": 200, "kind": 40, "phase": 30}


def preview_settings(rows: Sequence[Row], *, by: User, on: date) -> ListOutcome:
    """What the list would change; nothing is written."""
    rights.check(viewer_of(by, on=on), "setting-write")
    return _Completing(rows).found.outcome()


def complete_settings(
    rows: Sequence[Row], *, by: User, on: date, request_key: str = "", route: str = ""
) -> ListOutcome:
    """The settings of the list are on record as it says, all of them or none; a second time changes nothing."""
    request = Request("complete-settings", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, Any]:
        role = rights.check(viewer, "setting-write")
        completing = _Completing(rows)
        refuse_faults(completing.found)
        completing.save(on)
        counts = dict(completing.found.counts)
        changed = [row.public_id for row in completing.touched]
        leaves_trace(request, viewer, acting_role=role, subject_kind="setting", subject_ids=changed, details=counts)
        return {"counts": counts, "changes": completing.found.changes}

    done = carry_out(request, work, asked={"rows": [dict(row) for row in rows]})
    return ListOutcome(done["counts"], tuple(done["changes"]))


class _Completing:
    """Works out what a list of settings changes."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.found = Collecting()
        self.touched: list[Setting] = []
        self._calendars = {row.name: row for row in SchoolCalendar.objects.all()}
        self._calendars_of = {row.pk: row for row in self._calendars.values()}
        self._known = _by_number()
        self._moved: set[int] = set()
        self._rows_of: dict[str, int] = {}
        for place, row in numbered(rows):
            self._row(place, row)

    def save(self, on: date) -> None:
        """Writes the changes and works out again the limits that a new calendar moves."""
        for calendar in self._calendars.values():
            if calendar.pk is None:
                calendar.save()
        for row in self.touched:
            row.calendar = row.calendar  # a calendar made a moment ago has its number only now
            row.save()
        cases = Case.objects.filter(setting__in=self._moved).values_list("pk", flat=True)
        standing.refresh(list(cases), on=on, book=load_rulebook())

    def _row(self, place: int, row: Row) -> None:
        numbers = self._numbers(place, row)
        if numbers is None:
            return
        matched = {id(self._known[each]): self._known[each] for each in numbers.values() if each in self._known}
        if len(matched) > 1:
            self.found.fault(place, "Its two numbers are of two different settings on record.")
            return
        setting = next(iter(matched.values()), None) or Setting(**numbers)
        values = self._values(place, row)
        if values is not None:
            self._put(setting, values | numbers)

    def _numbers(self, place: int, row: Row) -> dict[str, str] | None:
        numbers = {name: row.get(name, "").strip() for name in _NUMBERS}
        given = {name: each for name, each in numbers.items() if each}
        if not given:
            self.found.fault(place, "It has neither a URN nor a UKPRN.")
            return None
        for name, each in given.items():
            if not each.isdecimal() or len(each) != _NUMBERS[name]:
                self.found.fault(place, f"“{each}” is no {name.upper()}: it needs {_NUMBERS[name]} figures.")
                return None
            if each in self._rows_of:
                self.found.fault(place, f"{name.upper()} {each} stands in row {self._rows_of[each]} as well.")
                return None
            self._rows_of[each] = place
        return given

    def _values(self, place: int, row: Row) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        for name, room in _WORDS.items():
            word = " ".join(row.get(name, "").split())
            if len(word) > room:
                self.found.fault(place, f"Its {name} is longer than {room} letters.")
                return None
            if word:
                values[name] = word
        try:
            values["is_in_area"] = yes_or_no(row.get("in_area", ""))
        except ValueError:
            self.found.fault(place, f"“{row['in_area']}” does not say whether it is in the area: write yes or no.")
            return None
        if calendar := row.get("calendar", "").strip():
            values["calendar"] = self._calendars.setdefault(calendar, SchoolCalendar(name=calendar[:200]))
        return {name: value for name, value in values.items() if value is not None}

    def _put(self, setting: Setting, values: dict[str, Any]) -> None:
        before = setting.shown_name
        held = {name: getattr(setting, name) for name in values if name != "calendar"}
        held |= {"calendar": self._calendars_of.get(setting.calendar_id or 0)} if "calendar" in values else {}
        different = [name for name, value in values.items() if held[name] != value]
        is_new = setting.pk is None
        if not different and not is_new:
            self.found.counts["settings as they were"] += 1
            return
        for name in different:
            setattr(setting, name, values[name])
        if "calendar" in different and not is_new:
            self._moved.add(setting.pk)
        self.touched.append(setting)
        told = f"{before} → {setting.shown_name}" if before != setting.shown_name else setting.shown_name
        says = f"{told}: {', '.join(name for name in different if name not in _NUMBERS)}"
        self.found.change("settings new here" if is_new else "settings completed", says)


def _by_number() -> dict[str, Setting]:
    return {number: row for row in Setting.objects.order_by("pk") for number in (row.urn, row.ukprn) if number}
