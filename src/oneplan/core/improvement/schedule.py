"""A date that is more than a day: one that hangs on something, comes in stages, or comes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class ConditionKind(StrEnum):
    """What a date may hang on."""

    FUNDING = "funding"
    ACTION = "action"
    OTHER = "other"


class Every(StrEnum):
    """How often an action comes again."""

    WEEK = "week"
    MONTH = "month"
    TWO_MONTHS = "two-months"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Condition:
    """What the date hangs on: its kind, its words, what it points at, and the day it was met."""

    kind: ConditionKind
    words: str
    points_at: str = ""
    met_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One dated step on the way, and the day it was done."""

    words: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often, counted from a first day, and until when if there is an end."""

    every: Every
    first_on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything about when an action is due besides one day."""

    condition: Condition | None = None
    stages: tuple[Stage, ...] = ()
    recurrence: Recurrence | None = None

    def __bool__(self) -> bool:
        """Whether there is anything besides one day."""
        return bool(self.condition or self.stages or self.recurrence)

    @property
    def next_stage(self) -> Stage | None:
        """The first stage that is not done."""
        return next((each for each in self.stages if each.done_on is None), None)


ONE_DAY = Schedule()


def to_plain(schedule: Schedule) -> dict[str, Any]:
    """A schedule as plain JSON; a schedule of one day is empty."""
    plain: dict[str, Any] = {}
    if schedule.condition:
        held = schedule.condition
        plain["condition"] = {
            "kind": held.kind.value,
            "words": held.words,
            "points_at": held.points_at,
            "met_on": _iso(held.met_on),
        }
    if schedule.stages:
        plain["stages"] = [
            {"words": each.words, "due_on": each.due_on.isoformat(), "done_on": _iso(each.done_on)}
            for each in schedule.stages
        ]
    if schedule.recurrence:
        again = schedule.recurrence
        plain["recurrence"] = {
            "every": again.every.value,
            "first_on": again.first_on.isoformat(),
            "until": _iso(again.until),
        }
    return plain


def from_plain(plain: Mapping[str, Any]) -> Schedule:
    """A schedule back from plain JSON."""
    held, again = plain.get("condition"), plain.get("recurrence")
    return Schedule(
        condition=Condition(ConditionKind(held["kind"]), held["words"], held["points_at"], _day(held["met_on"]))
        if held
        else None,
        stages=tuple(
            Stage(each["words"], date.fromisoformat(each["due_on"]), _day(each["done_on"]))
            for each in plain.get("stages", ())
        ),
        recurrence=Recurrence(Every(again["every"]), date.fromisoformat(again["first_on"]), _day(again["until"]))
        if again
        else None,
    )


def in_words(schedule: Schedule) -> str:
    """A schedule as a person reads it."""
    parts = []
    if schedule.recurrence:
        again = schedule.recurrence
        until = f" until {_long(again.until)}" if again.until else ""
        parts.append(f"{EVERY_WORDS[again.every]} from {_long(again.first_on)}{until}")
    if schedule.stages:
        parts.append("in stages: " + "; ".join(_stage(each) for each in schedule.stages))
    if schedule.condition:
        met = f" (met on {_long(schedule.condition.met_on)})" if schedule.condition.met_on else ""
        parts.append(f"hangs on {schedule.condition.words}{met}")
    return "; ".join(parts) or "one day"


EVERY_WORDS: Mapping[Every, str] = {
    Every.WEEK: "every week",
    Every.MONTH: "every month",
    Every.TWO_MONTHS: "every two months",
    Every.QUARTER: "every three months",
    Every.HALF_YEAR: "every six months",
    Every.YEAR: "every year",
}


def _stage(stage: Stage) -> str:
    done = f", done on {_long(stage.done_on)}" if stage.done_on else ""
    return f"{stage.words} by {_long(stage.due_on)}{done}"


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
