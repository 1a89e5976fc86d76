"""Targets as the plan itself states them: a percentage in a sentence that speaks of the measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from oneplan.rulebook import measure_files
from oneplan.web.measures.placing import by_section

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import LinkRow
    from oneplan.records.improvement.rows import PlanTree

PERCENT = re.compile(r"(\d{1,3}(?:\.\d)?)\s?(?:%|per ?cent)")
SHARE = "share"


@dataclass(frozen=True, slots=True)
class Target:
    """What the plan wants a measure to reach, and the words in which it says so."""

    amount: Decimal
    words: str
    says: str


def targets_of(tree: PlanTree, links: Iterable[LinkRow]) -> Mapping[str, Target]:
    """The targets that the plan's own lines state for the measures linked to their sections.

    Only a sentence with one percentage is read, and only for a share: nobody guesses what two numbers mean.
    """
    said: dict[str, list[str]] = {}
    lines_of_plan = [(row.section, row.text) for row in tree.impacts] + [
        (row.section, row.text) for row in tree.measures
    ]
    for section, text in lines_of_plan:
        said.setdefault(section, []).append(text)
    parents = {section.slug: section.parent for section in tree.sections}
    found: dict[str, Target] = {}
    for slug, held in by_section(links, tree).items():
        lines = said.get(slug, []) + said.get(parents.get(slug, ""), [])
        for name in {link.line.measure.id for link in held if link.line.measure.kind == SHARE}:
            if target := _target(name, lines):
                found.setdefault(name, target)
    return found


def _target(measure_id: str, lines: Iterable[str]) -> Target | None:
    for line in lines:
        numbers = PERCENT.findall(line)
        if len(numbers) == 1 and any(_speaks_of(phrase, line) for phrase in _phrases().get(measure_id, ())):
            return Target(Decimal(numbers[0]), f"{numbers[0]}%", line)
    return None


def _speaks_of(phrase: str, line: str) -> bool:
    """Whether every part of a phrase stands in the line; its parts are joined by a plus sign."""
    return all(part.strip().casefold() in line.casefold() for part in phrase.split("+"))


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    return {measure.id: measure.phrases for measure in measure_files.load_measures().measures}
