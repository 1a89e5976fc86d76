"""What an area's plan, the practice guides and the ten tips ask for, and which page or command carries it."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oneplan.core.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

FOLDER = Path(__file__).parent / "coverage"
LISTS = ("plan-sections", "plan-tables", "practice-guides", "leadership-questions")


class CoverageState(StrEnum):
    """How much of what was asked exists today."""

    CARRIED = "carried"
    IN_PART = "in part"
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A page or a command that exists. Exactly one of ``page`` (a route's name) and ``command`` is given."""

    id: str
    title: str
    page: str = ""
    way_in: str = ""
    command: str = ""

    @property
    def opens(self) -> str:
        """The route to open: the page itself, or the list from which one of its kind is chosen."""
        return self.way_in or self.page


@dataclass(frozen=True, slots=True)
class Step:
    """A later step of the road map, in the words people see."""

    id: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class CoverageItem:
    """One thing that is asked for, what carries it, what is missing and the step that brings it."""

    id: str
    title: str
    number: str = ""
    group: str = ""
    says: str = ""
    carried_by: tuple[Carrier, ...] = ()
    still: str = ""
    step: Step | None = None

    @property
    def state(self) -> CoverageState:
        """Carried only when nothing is missing."""
        if not self.carried_by:
            return CoverageState.NOT_YET
        return CoverageState.IN_PART if self.still else CoverageState.CARRIED


@dataclass(frozen=True, slots=True)
class CoverageList:
    """One document's worth of what is asked for."""

    id: str
    title: str
    says: str
    source: str
    checked_on: date
    status: str
    items: tuple[CoverageItem, ...]

    def count(self, state: CoverageState) -> int:
        """How many items stand in this state."""
        return sum(1 for item in self.items if item.state is state)


@cache
def carriers() -> Mapping[str, Carrier]:
    """Every page and command that the lists may name."""
    found = [Carrier(**row) for row in _read("carriers")["carriers"]]
    _refuse_repeats(carrier.id for carrier in found)
    for carrier in found:
        if bool(carrier.page) == bool(carrier.command):
            raise _fault(carrier.id, "names both a page and a command, or neither")
    return {carrier.id: carrier for carrier in found}


@cache
def steps() -> Mapping[str, Step]:
    """The steps of the road map, in order."""
    return {row["id"]: Step(**row) for row in _read("steps")["steps"]}


@cache
def coverage() -> tuple[CoverageList, ...]:
    """The four lists in the order they are shown; raises Problem at the first item that cannot be true."""
    found = tuple(_coverage_list(_read(name)) for name in LISTS)
    _refuse_repeats(item.id for each in found for item in each.items)
    return found


def _coverage_list(raw: Mapping[str, Any]) -> CoverageList:
    return CoverageList(
        id=raw["id"],
        title=raw["title"],
        says=raw["says"],
        source=raw["source"],
        checked_on=raw["checked_on"],
        status=raw["status"],
        items=tuple(_item(row) for row in raw["items"]),
    )


def _item(row: Mapping[str, Any]) -> CoverageItem:
    named, step = row["carried_by"], row.get("step", "")
    unknown = [name for name in named if name not in carriers()]
    if unknown or (step and step not in steps()):
        raise _fault(row["id"], f"names {', '.join(unknown) or step}, which nobody has described")
    if bool(step) != (not named or bool(row.get("still"))):
        raise _fault(row["id"], "must name a step exactly when something is missing")
    return CoverageItem(
        id=row["id"],
        title=row["title"],
        number=row.get("number", ""),
        group=row.get("group", ""),
        says=row.get("says", ""),
        carried_by=tuple(carriers()[name] for name in named),
        still=row.get("still", ""),
        step=steps()[step] if step else None,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _refuse_repeats(ids: Iterable[str]) -> None:
    repeated = [name for name, times in Counter(ids).items() if times > 1]
    if repeated:
        raise _fault(repeated[0], "stands twice")


def _fault(name: str, says: str) -> Problem:
    return Problem(
        f"The coverage entry “{name}” {says}.",
        why="The coverage page would make a claim that nothing supports.",
        do="Correct the entry in rulebook/coverage.",
    )
