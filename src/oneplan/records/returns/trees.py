"""One person of a return as plain values and back, for what waits in a column until somebody has looked."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
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

_PARTS: dict[str, type] = {
    "requests": RequestReturned,
    "assessment": AssessmentReturned,
    "plan": NamedPlanReturned,
    "active_plan": ActivePlanReturned,
    "settings": SettingReturned,
    "setting": SettingReturned,
    "placements": PlacementReturned,
    "needs": NeedReturned,
}


def to_plain(tree: Any) -> dict[str, Any]:
    """The tree as JSON can hold it; what the file left out is left out."""
    plain: dict[str, Any] = {}
    for field in fields(tree):
        value = getattr(tree, field.name)
        if value is None or value in ("", ()):
            continue
        plain[field.name] = _plain(value, field.name)
    return plain


def person_from_plain(plain: dict[str, Any]) -> PersonReturned:
    """The person that ``to_plain`` was given."""
    person: PersonReturned = _tree(PersonReturned, plain)
    return person


def _plain(value: Any, name: str) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    return to_plain(value) if name in _PARTS else value


def _tree(kind: type, plain: dict[str, Any]) -> Any:
    said = {name: _value(name, value) for name, value in plain.items()}
    return kind(**_REQUIRED.get(kind, {}) | said)


def _value(name: str, value: Any) -> Any:
    if name in _PARTS:
        part = _PARTS[name]
        return tuple(_tree(part, each) for each in value) if isinstance(value, list) else _tree(part, value)
    return date.fromisoformat(value) if name.endswith("_on") and isinstance(value, str) else value


#: What a tree needs even when the file left it out.
_REQUIRED: dict[type, dict[str, Any]] = {
    PersonReturned: {"surname": "", "forename": "", "born_on": None},
    RequestReturned: {"outcome": ""},
    AssessmentReturned: {"outcome": ""},
    NamedPlanReturned: {"started_on": None},
    NeedReturned: {"code": "", "rank": None},
    SettingReturned: {"rank": None},
    PlacementReturned: {"setting": SettingReturned(rank=None)},
}
