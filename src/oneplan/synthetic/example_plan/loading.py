"""Reads the plan's content files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import OwnerPart
from oneplan.core.kernel import Problem
from oneplan.synthetic.example_plan.shape import (
    ExampleAction,
    ExampleGrid,
    ExampleKey,
    ExampleOwner,
    ExamplePage,
    ExamplePeriod,
    ExamplePlan,
    ExampleSection,
    ExampleTable,
    ExampleUpdate,
    ExampleWords,
)

Content = dict[str, Any]


@cache
def load() -> ExamplePlan:
    """Every call answers with the same plan, read once and checked to hang together."""
    front, timeline = _content("front.toml"), _content("timeline.toml")
    plan = ExamplePlan(
        title=front["title"],
        ratings_as_at=front["ratings_as_at"],
        words=_words(front, timeline),
        key=tuple(ExampleKey(**{**entry, "rating": Rating(entry["rating"])}) for entry in front["key"]),
        pages=tuple(ExamplePage(**page) for page in front["pages"]),
        grids=MappingProxyType({name: _grid(grid) for name, grid in front["tables"].items()}),
        sections=tuple(_section(_content(name)) for name in _section_names()),
        periods=tuple(_period(period) for period in timeline["periods"]),
    )
    check(plan)
    return plan


def check(plan: ExamplePlan) -> None:
    """Every rating is in the key and every table that a page calls for exists, or a Problem names what is missing."""
    keyed = {entry.rating for entry in plan.key}
    unkeyed = sorted(action.ref for action in plan.actions if action.rating not in keyed)
    if unkeyed:
        raise Problem(
            f"The example plan rates {', '.join(unkeyed)} with a word that its key does not explain.",
            do="Add the rating to the key in front.toml, or rate the action by the key.",
        )
    missing = sorted(name for page in plan.pages for name in grid_names(page) if name not in {*plan.grids, "key"})
    if missing:
        raise Problem(
            f"The example plan's pages call for tables that do not exist: {', '.join(missing)}.",
            do="Add them under [tables] in front.toml.",
        )


def grid_names(page: ExamplePage) -> list[str]:
    """The names of the tables that a page calls for, in order."""
    lines = page.body.splitlines()
    return [line[2:-2] for line in lines if line.startswith("[[") and line.endswith("]]")]


def _content(name: str) -> Content:
    source = resources.files(__package__).joinpath("content", name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _section_names() -> list[str]:
    folder = resources.files(__package__).joinpath("content")
    return sorted(file.name for file in folder.iterdir() if file.name[:2].isdigit())


def _words(front: Content, timeline: Content) -> ExampleWords:
    words: Content = {name: front[name] for name in ExampleWords.__slots__ if name in front}
    words |= {name: tuple(value) for name, value in words.items() if isinstance(value, list)}
    return ExampleWords(**words, timeline_intro=timeline["intro"], timeline_note=timeline["note"])


def _grid(content: Content) -> ExampleGrid:
    return ExampleGrid(header=tuple(content["header"]), rows=tuple(tuple(row) for row in content["rows"]))


def _period(content: Content) -> ExamplePeriod:
    return ExamplePeriod(**{**content, "promises": tuple(content["promises"])})


def _section(content: Content) -> ExampleSection:
    return ExampleSection(**{**content, "tables": tuple(_table(table) for table in content["tables"])})


def _table(content: Content) -> ExampleTable:
    lists = {name: tuple(value) for name, value in content.items() if isinstance(value, list)}
    actions = tuple(_action(action) for action in content["actions"])
    updates = tuple(ExampleUpdate(**update) for update in content["updates"])
    return ExampleTable(**{**content, **lists, "actions": actions, "updates": updates})


def _action(content: Content) -> ExampleAction:
    return ExampleAction(
        ref=content["ref"],
        text=content["text"],
        owners=tuple(_owner(owner) for owner in content["owners"]),
        due=content["due"],
        rating=Rating(content["rating"]),
        phase=content.get("phase", ""),
        owners_as_written=tuple(content.get("owners_as_written", ())),
    )


def _owner(content: str | Content) -> ExampleOwner:
    if isinstance(content, str):
        return ExampleOwner(content)
    return ExampleOwner(
        content["role"],
        partner=content.get("partner", ""),
        part=OwnerPart(content.get("part", OwnerPart.LEAD)),
    )
