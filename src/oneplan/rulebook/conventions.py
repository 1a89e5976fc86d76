"""How days are counted, each way in plain words with the days of a small calendar that shows it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from oneplan.core.kernel import Problem

FILE = Path(__file__).parent / "conventions.toml"
MARKS = frozenset({"start", "last", "prudent", "skipped", "quiet"})


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A day that matters in a picture, how it is marked and what is said of it."""

    day: date
    mark: str
    says: str


@dataclass(frozen=True, slots=True)
class PicturedDays:
    """A few whole weeks, from a Monday, with their marked days and those that are counted one by one."""

    first_day: date
    weeks: int
    marks: tuple[MarkedDay, ...]
    counted: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of counting."""

    id: str
    title: str
    says: tuple[str, ...]
    examples: tuple[str, ...] = ()
    calendar: PicturedDays | None = None


@cache
def conventions() -> tuple[Convention, ...]:
    """Every convention in the order it is explained; raises Problem for a picture that could not be drawn."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_convention(row) for row in raw["convention"])


def _convention(row: dict[str, Any]) -> Convention:
    calendar = row.get("calendar")
    return Convention(
        id=row["id"],
        title=row["title"],
        says=tuple(row["says"]),
        examples=tuple(row.get("examples", ())),
        calendar=_calendar(row["id"], calendar) if calendar else None,
    )


def _calendar(name: str, row: dict[str, Any]) -> PicturedDays:
    marks = tuple(MarkedDay(**mark) for mark in row["marks"])
    if row["first_day"].weekday() != 0 or any(mark.mark not in MARKS for mark in marks):
        raise Problem(
            f"The picture of “{name}” cannot be drawn.",
            why="It must begin on a Monday and use the marks that are known.",
            do="Correct it in rulebook/conventions.toml.",
        )
    return PicturedDays(row["first_day"], row["weeks"], marks, tuple(row.get("counted", ())))
