"""A plan reading as JSON: once whole, to cross between processes and back, and once as people and programs read it."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from oneplan.core.improvement.reading import (
    Due,
    Finding,
    LineFate,
    PlanReading,
    ReadAction,
    ReadSection,
    ReadStatement,
)


def to_json(reading: PlanReading) -> dict[str, Any]:
    """The whole reading in plain values; ``from_json`` gives the same reading back."""
    encoded: dict[str, Any] = _encode(reading)
    return encoded


def from_json(encoded: Mapping[str, Any]) -> PlanReading:
    """The reading that ``to_json`` wrote."""
    decoded: PlanReading = _decode(PlanReading, encoded)
    return decoded


def report(reading: PlanReading, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The reading as ``oneplan plan read --json`` prints it."""
    titles = {section.key: section for section in reading.sections}
    return {
        "plan": reading.plan,
        "ratings_as_at": _encode(reading.ratings_as_at),
        "priorities": list(reading.priorities),
        "sections": [_section(section) for section in reading.sections],
        "key": _encode(reading.key),
        "actions": [_action(action, titles) for action in reading.actions],
        "measures": [_statement(one) for one in reading.measures],
        "impacts": [_statement(one) for one in reading.impacts],
        "areas": [_statement(one) for one in reading.areas],
        "summary_areas": [_statement(one) for one in reading.summary_areas],
        "updates": [_statement(one) for one in reading.updates],
        "promises": _encode(reading.promises),
        "narrative": [_statement(one) for one in reading.narrative],
        "review": _encode(reading.review),
        "findings": [_encode(one) for one in findings],
        "lines": {"total": len(reading.lines), **{fate.value: reading.count(fate) for fate in LineFate}},
    }


def _action(action: ReadAction, sections: Mapping[str, ReadSection]) -> dict[str, Any]:
    section = sections.get(action.section)
    return {
        "ref": action.ref,
        "section": action.section,
        "text": action.text,
        "owners": [owner.role for owner in action.owners],
        "due_raw": action.due.raw,
        "due_on": _encode(action.due.due_on),
        "due_from": _encode(action.due.due_from),
        "due_precision": action.due.precision.value,
        "rating_raw": action.rating_raw,
        "rating": action.rating.value,
        "line": action.line,
        "section_title": section.title if section else "",
        "priority": section.priority if section else "",
        "phase": action.phase,
        "key": action.key,
        "ref_assigned": action.ref_assigned,
        "owner_details": _encode(action.owners),
        **_other_days(action.due),
        "notes": list(action.notes),
        "lines": list(action.lines),
    }


def _other_days(due: Due) -> dict[str, Any]:
    return {
        "due_revised_from": _encode(due.revised_from),
        "starts_on": _encode(due.starts_on),
        "review_on": _encode(due.review_on),
        "due_note": due.note,
    }


def _section(section: ReadSection) -> dict[str, Any]:
    return {"key": section.key, **_encode(section)}


def _statement(statement: ReadStatement) -> dict[str, Any]:
    encoded: dict[str, Any] = _encode(statement)
    return encoded


def _encode(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _encode(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_encode(one) for one in value]
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _decode(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is types.UnionType or origin is typing.Union:
        return (
            None
            if value is None
            else _decode(next(one for one in typing.get_args(kind) if one is not type(None)), value)
        )
    if origin is tuple:
        return tuple(_decode(typing.get_args(kind)[0], one) for one in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _decode(hints[name], one) for name, one in value.items() if name in hints})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return date.fromisoformat(value) if kind is date else value
