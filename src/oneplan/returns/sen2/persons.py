"""People as trees, from the tables of a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from oneplan.core.casework import (
    ActivePlanReturned,
    AssessmentReturned,
    NamedPlanReturned,
    NeedReturned,
    PersonReturned,
    PlacementReturned,
    RequestReturned,
    SettingReturned,
)
from oneplan.returns.sen2.naming import ATTRIBUTES
from oneplan.returns.sen2.tables import RowTable, Tables
from oneplan.returns.sen2.values import Column
from oneplan.returns.sen2.writing import normal_postcode

_EPOCH = date(1970, 1, 1)
_SETTING = "setting."


def people(tables: Tables) -> Iterator[PersonReturned]:
    """Everybody in a batch, in the order of the file."""
    rows = {name: _rows(tables, name) for name in ATTRIBUTES}
    needs = _under(tables["SENneed"], tables["ActivePlans"], [NeedReturned(**row) for row in rows["SENneed"]])
    placements = _under(
        tables["PlacementDetail"], tables["ActivePlans"], [_placement(row) for row in rows["PlacementDetail"]]
    )
    active = [
        ActivePlanReturned(**row, placements=placements[n], needs=needs[n]) for n, row in enumerate(rows["ActivePlans"])
    ]
    settings = _under(tables["PlanDetail"], tables["NamedPlan"], [SettingReturned(**row) for row in rows["PlanDetail"]])
    plans = [NamedPlanReturned(**row, settings=settings[n]) for n, row in enumerate(rows["NamedPlan"])]
    plan_of = _only(tables["NamedPlan"], tables["Assessment"], plans)
    assessments = [AssessmentReturned(**row, plan=plan_of[n]) for n, row in enumerate(rows["Assessment"])]
    assessment_of = _only(tables["Assessment"], tables["Requests"], assessments)
    active_of = _only(tables["ActivePlans"], tables["Requests"], active)
    requests = [
        RequestReturned(**row, assessment=assessment_of[n], active_plan=active_of[n])
        for n, row in enumerate(rows["Requests"])
    ]
    requests_of = _under(tables["Requests"], tables["Person"], requests)
    for n, row in enumerate(rows["Person"]):
        yield PersonReturned(position=tables.first_position + n, **row, requests=requests_of[n])


def _placement(row: dict[str, Any]) -> PlacementReturned:
    inner = {name.removeprefix(_SETTING): row.pop(name) for name in list(row) if name.startswith(_SETTING)}
    return PlacementReturned(setting=SettingReturned(**inner), **row)


def _under(table: RowTable, above: RowTable, made: Sequence[Any]) -> list[tuple[Any, ...]]:
    found: list[list[Any]] = [[] for _ in range(above.size)]
    for row, each in zip(table.above.tolist(), made, strict=True):
        found[row].append(each)
    return [tuple(each) for each in found]


def _only(table: RowTable, above: RowTable, made: Sequence[Any]) -> list[Any]:
    found: list[Any] = [None] * above.size
    for row, each in zip(table.above.tolist(), made, strict=True):
        found[row] = each
    return found


def _rows(tables: Tables, name: str) -> Iterator[dict[str, Any]]:
    """The items of every record of a kind, by attribute."""
    table = tables[name]
    held: dict[str, Sequence[Any]] = {}
    for _, element in tables.shape.places(name):
        if not element.is_group:
            held[ATTRIBUTES[name][element.name]] = _VALUES[element.type](table[element.name])
    if name == "Person":
        held["postcode"] = [normal_postcode(each) for each in held["postcode"]]
        held["upn"] = [each.upper() for each in held["upn"]]
    for values in zip(*held.values(), strict=True):
        yield dict(zip(held, values, strict=True))


def _dates(column: Column) -> list[date | None]:
    days = column.days
    return [None if day != day else _EPOCH + timedelta(days=int(day)) for day in days.tolist()]  # noqa: PLR0124 - not a number


def _flags(column: Column) -> list[bool | None]:
    return [
        True if yes else False if no else None for yes, no in zip(column.yes.tolist(), column.no.tolist(), strict=True)
    ]


def _wholes(column: Column) -> list[int | None]:
    return [int(text) if ok else None for text, ok in zip(column.texts(), column.is_whole.tolist(), strict=True)]


_VALUES: dict[str, Callable[[Column], Sequence[Any]]] = {
    "text": Column.texts,
    "code": Column.texts,
    "authority": Column.texts,
    "date": _dates,
    "flag": _flags,
    "whole": _wholes,
}
