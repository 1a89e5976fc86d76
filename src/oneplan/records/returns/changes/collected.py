"""The rows that one file adds, changes and takes out, collected before anything is written, and counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from oneplan.records.bulk_changing import add_all, change_all
from oneplan.records.casework.models import (
    Case,
    CaseEvent,
    EhcPlan,
    NamedSetting,
    Need,
    NeedsAssessment,
    Placement,
    Review,
)
from oneplan.records.people.models import EarlierName, Person
from oneplan.records.public_id import random_public_ids
from oneplan.records.settings.models import Setting

#: The order in which rows are written, so that what is pointed at is there first.
_ORDER: tuple[type[Any], ...] = (
    Setting, Person, EarlierName, Case, NeedsAssessment, EhcPlan, NamedSetting, Placement, Need, Review, CaseEvent,
)  # fmt: skip
_ADDRESSED = (Setting, Person, Case, CaseEvent)
_REVISED = (Person, Case)
_POINTED_AT = (Setting, Person, Case, EhcPlan)
_AT_ONCE = 2000


class Collected:
    """What is to be written. Nothing reaches the database until ``save``; a preview never calls it."""

    def __init__(self) -> None:
        self.tally: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.touched: set[int] = set()
        self.forget()

    def add(self, row: Model) -> None:
        """A row that is not on record yet."""
        self._new[type(row)].append(row)

    def put(self, row: Any, values: Mapping[str, Any], kind: str) -> bool:
        """Gives the row these values and says whether any is another; one change of this kind is counted if so."""
        different = [name for name, value in values.items() if getattr(row, name) != value]
        for name in different:
            setattr(row, name, values[name])
        if not different or row.pk is None:
            return bool(different)
        self._changed[type(row)][row.pk] = row
        self._columns[type(row)].update(different)
        self.kinds[kind] += 1
        return True

    def remove(self, row: Model) -> None:
        """Takes a row of a projection out; what happened is never taken out."""
        self._gone[type(row)].append(row.pk)
        self._changed[type(row)].pop(row.pk, None)

    def save(self) -> None:
        """Writes everything collected since the last time, in the running transaction."""
        for model in _ORDER:
            if self._gone[model]:
                model.objects.filter(pk__in=self._gone[model]).delete()
            self._save_changed(model)
            self._save_new(model)
        self.touched.update(row.pk for row in self._new[Case])
        self.forget()

    def forget(self) -> None:
        """Lets go of everything collected since the last time; the counts stay."""
        self._new: dict[type[Any], list[Any]] = defaultdict(list)
        self._changed: dict[type[Any], dict[int, Any]] = defaultdict(dict)
        self._columns: dict[type[Any], set[str]] = defaultdict(set)
        self._gone: dict[type[Any], list[int]] = defaultdict(list)

    def _save_new(self, model: type[Any]) -> None:
        rows = self._new[model]
        if model in _ADDRESSED:
            for row, public_id in zip(rows, random_public_ids(len(rows)), strict=True):
                row.public_id = public_id
        if model in _POINTED_AT:
            model.objects.bulk_create(rows, batch_size=_AT_ONCE)
        else:
            add_all(model, rows)

    def _save_changed(self, model: type[Any]) -> None:
        rows, columns = list(self._changed[model].values()), sorted(self._columns[model])
        if not rows:
            return
        if model in _REVISED:
            columns = [*columns, "revision", "updated_at"]
            for row in rows:
                row.revision += 1
        for row in rows if "setting" in columns else ():
            row.setting = row.setting  # it may have been made a moment ago, and has its number only now
        change_all(model, rows, columns)


def fitted(model: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the columns can hold them: a name is cut, a code that is too long is left out."""
    return {name: _fitted(value, *_room(model, name)) for name, value in values.items()}


def _fitted(value: Any, room: int | None, is_code: bool) -> Any:
    if not isinstance(value, str) or room is None or len(value) <= room:
        return value
    return "" if is_code else value[:room]


def _room(model: type[Any], name: str) -> tuple[int | None, bool]:
    key = (model, name)
    if key not in _ROOMS:
        room = getattr(model._meta.get_field(name), "max_length", None)  # noqa: SLF001 - the documented way
        _ROOMS[key] = (room, room is not None and room < _LONGEST_CODE)
    return _ROOMS[key]


_LONGEST_CODE = 100
_ROOMS: dict[tuple[type[Any], str], tuple[int | None, bool]] = {}


def stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the file says: a value that it leaves out takes nothing away from the record."""
    return {name: value for name, value in values.items() if value is not None and value != ""}
