"""Reads the choices that make the area what it is, and turns them and the cited figures into chances."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from oneplan.rulebook.invented_area import CitedFigures, load
from oneplan.synthetic.area.streams import Chances

YOUNGEST, OLDEST = 2, 25
# The statistics give one figure for ages 20 to 25; new plans and requests fall off within it.
LATE_STARTERS = {20: 0.5, 21: 0.3, 22: 0.15, 23: 0.05}


@dataclass(frozen=True, slots=True)
class Habits:
    """Everything that is drawn from, ready to draw."""

    chosen: Mapping[str, Any]
    cited: CitedFigures
    ages: Chances[int]
    starting_ages: Mapping[int, float]
    request_ages: Chances[int]
    new_plans: Mapping[int, float]
    groups_by_age: Mapping[int, Chances[str]]
    needs_by_age: Mapping[int, Chances[str]]
    elsewhere: Chances[str]
    cease_reasons: Chances[str]
    cease_ages: Mapping[str, Chances[int]]
    cease_months: Chances[int]
    sources: Chances[str]
    review_outcomes: Chances[str]

    def number(self, name: str) -> float:
        """One chosen number."""
        return float(self.chosen[name])

    def chance(self, table: str, name: str) -> float:
        """One chosen chance of a table; none chosen is none at all."""
        return float(self.chosen[table].get(name, 0.0))


@cache
def habits() -> Habits:
    """The habits of the invented area."""
    chosen, cited = content("habits"), load()
    return Habits(
        chosen=chosen,
        cited=cited,
        ages=Chances({age: plans for age, plans in _ages(cited, "plans_by_age").items() if age < OLDEST}),
        starting_ages=_ages(cited, "new_plans_by_age"),
        request_ages=Chances(_ages(cited, "requests_by_age")),
        new_plans=yearly(cited.table("new_plans").figures),
        groups_by_age=_by_age(cited.grid("placement_by_age").rows),
        needs_by_age=_by_age({row.upper(): values for row, values in cited.grid("need_by_age").rows.items()}),
        elsewhere=Chances(cited.table("plans_elsewhere").figures),
        cease_reasons=Chances(cited.table("ceased_by_reason").figures),
        cease_ages=_cease_ages(chosen, cited),
        cease_months=Chances({int(month): share for month, share in chosen["cease_months"].items()}),
        sources=Chances(chosen["source"]),
        review_outcomes=Chances(chosen["review_outcome"]),
    )


def content(name: str) -> dict[str, Any]:
    """One file of this room."""
    return tomllib.loads((files("oneplan.synthetic.area") / f"{name}.toml").read_text(encoding="utf-8"))


def yearly(figures: Mapping[str, float]) -> dict[int, float]:
    """Figures by year."""
    return {int(name[1:]): value for name, value in figures.items()}


def _ages(cited: CitedFigures, table: str) -> dict[int, float]:
    ages: dict[int, float] = {}
    for name, value in cited.table(table).figures.items():
        if name == "a20_25":
            ages.update({age: value * share for age, share in LATE_STARTERS.items()})
        else:
            ages[YOUNGEST if name == "au3" else int(name[1:])] = value
    return ages


def _by_age(rows: Mapping[str, tuple[int, ...]]) -> dict[int, Chances[str]]:
    return {
        age: Chances({row: values[column] for row, values in rows.items() if values[column]})
        for column, age in enumerate(range(YOUNGEST, OLDEST + 1))
    }


def _cease_ages(chosen: Mapping[str, Any], cited: CitedFigures) -> dict[str, Chances[int]]:
    named = {
        reason: Chances({int(age[1:]): share for age, share in ages.items()})
        for reason, ages in chosen["cease_ages"].items()
    }
    moved = Chances(_ages(cited, "transferred_by_age"))
    anybody = Chances(_ages(cited, "plans_by_age"))
    return named | {"transfer": moved, "moved_outside_eng": moved, "deceased": anybody, "max_age": Chances({25: 1.0})}
