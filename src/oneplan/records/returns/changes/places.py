"""Settings by their numbers, and where somebody is placed from one day to another."""

from __future__ import annotations

from datetime import date
from typing import Any

from oneplan.core.casework import ActivePlanReturned, PlacementReturned, SettingReturned
from oneplan.records.casework.models import Placement
from oneplan.records.returns.changes.collected import Collected, fitted
from oneplan.records.returns.held import HeldCase
from oneplan.records.settings.models import Setting

_LENGTHS = {"urn": 6, "ukprn": 8}


class Places:
    """The settings known by number; one met for the first time is made, with nothing but its number."""

    def __init__(self, known: dict[str, Setting], collected: Collected) -> None:
        self._known, self._collected = known, collected

    def setting(self, returned: SettingReturned) -> Setting | None:
        """The setting that the file gives by number, or none when it gives no usable number."""
        numbers = {name: getattr(returned, name).strip() for name in _LENGTHS}
        usable = {name: each for name, each in numbers.items() if each.isdecimal() and len(each) == _LENGTHS[name]}
        for number in usable.values():
            if number in self._known:
                return self._known[number]
        if not usable:
            return None
        row = Setting(public_id="", **usable)
        self._collected.add(row)
        self._collected.tally["new_settings"] += 1
        for number in usable.values():
            self._known[number] = row
        return row


def place_values(returned: SettingReturned, places: Places) -> dict[str, Any]:
    """A setting as a row of the plan or a placement keeps it."""
    return {
        "setting": places.setting(returned),
        "sen_setting": returned.sen_setting,
        "sen_setting_other": returned.sen_setting_other,
        "rank": returned.rank or 1,
        "in_sen_unit": returned.in_sen_unit,
        "in_resourced_provision": returned.in_resourced_provision,
    }


def set_placements(
    held: HeldCase, active: ActivePlanReturned | None, places: Places, collected: Collected, *, reference_date: date
) -> bool:
    """Where the child or young person is. A place that the file no longer tells of ends where the next one began."""
    if active is None or not active.placements:
        return False
    is_first, changed = not held.placements, False
    unmet = list(held.placements)
    for returned in active.placements:
        values = fitted(Placement, _values(returned, places))
        row = next((row for row in unmet if _is_same_place(row, values)), None)
        if row is not None:
            unmet.remove(row)
            changed |= collected.put(row, _kept(values), "placements")
            continue
        row = Placement(case=held.case, **values)
        held.placements.append(row)
        collected.add(row)
        changed = True
        if not is_first:
            collected.kinds["placements"] += 1
    for row in unmet:
        if row.left_on is None:
            changed |= collected.put(row, {"left_on": _ended_on(row, active, reference_date)}, "placements")
    return changed


def where_now(held: HeldCase, *, on: date) -> tuple[Setting | None, str]:
    """The primary setting on a day and, where it is none with a number, what kind of place it is."""
    current = [row for row in held.placements if row.left_on is None or row.left_on > on]
    rows: list[Any] = sorted(current, key=lambda row: (row.rank, -(row.entered_on or date.min).toordinal()))
    rows += sorted(held.named, key=lambda row: row.rank)
    return (rows[0].setting, rows[0].sen_setting) if rows else (None, "")


def _values(returned: PlacementReturned, places: Places) -> dict[str, Any]:
    return place_values(returned.setting, places) | {
        "entered_on": returned.entered_on,
        "left_on": returned.left_on,
        "residential": returned.residential,
        "work_based": returned.work_based,
    }


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    # Only an end may be taken back by leaving it out: a place that the file tells of without an end goes on.
    return {name: value for name, value in values.items() if name == "left_on" or value is not None}


def _is_same_place(row: Placement, values: dict[str, Any]) -> bool:
    setting = values["setting"]
    if (row.setting_id, row.sen_setting) != (setting.pk if setting else None, values["sen_setting"]):
        return False
    if setting is not None and setting.pk is None:
        return False
    return row.entered_on == values["entered_on"] or (row.left_on is None and row.rank == values["rank"])


def _ended_on(row: Placement, active: ActivePlanReturned, reference_date: date) -> date:
    began = [
        each.entered_on
        for each in active.placements
        if each.entered_on
        and each.setting.rank == row.rank
        and (not row.entered_on or each.entered_on > row.entered_on)
    ]
    return min(began, default=reference_date)
