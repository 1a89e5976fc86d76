"""A measure of the catalogue: what it means and how it is supplied, whether or not any record holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.core.measures.definitions import Direction


class SeriesKind(StrEnum):
    """How a supplied value is made up: counted, a share of something, an average, a sum, or one thing over another."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    AMOUNT = "amount"
    RATIO = "ratio"


class TargetIs(StrEnum):
    """How a value stands to its target when the target is met."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOVE = "above"
    BELOW = "below"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class SeriesTarget:
    """What a measure should reach: always in words, and as a number where there is one."""

    words: str
    relation: TargetIs | None = None
    number: Decimal | None = None

    def is_met(self, amount: Decimal) -> bool | None:
        """Whether an amount meets it; none where that cannot be told from a number alone."""
        if self.number is None or self.relation in (None, TargetIs.NEAR):
            return None
        return {
            TargetIs.AT_LEAST: amount >= self.number,
            TargetIs.AT_MOST: amount <= self.number,
            TargetIs.ABOVE: amount > self.number,
            TargetIs.BELOW: amount < self.number,
        }[self.relation]


@dataclass(frozen=True, slots=True)
class CatalogueMeasure:
    """One measure of the catalogue; ``computed`` names the definitions by which the records reckon it, if any do."""

    id: str
    title: str
    group: str
    definition: str
    numerator: str
    denominator: str
    kind: SeriesKind
    unit: str
    direction: Direction
    cycle: str
    target: SeriesTarget | None
    source: str
    splits: tuple[str, ...]
    comparators: tuple[str, ...]
    read_with: tuple[str, ...]
    supplier: str
    status: Status
    checked_on: date
    is_about_people: bool = False
    is_sample: bool = False
    computed: tuple[str, ...] = ()

    @property
    def is_manual(self) -> bool:
        """Whether somebody has to supply it, because no record holds it."""
        return not self.computed

    @property
    def needs_two_numbers(self) -> bool:
        """Whether its value is one number over another."""
        return self.kind in (SeriesKind.SHARE, SeriesKind.MEAN, SeriesKind.RATIO)


@dataclass(frozen=True)
class Catalogue:
    """Every measure of the catalogue, in groups."""

    measures: tuple[CatalogueMeasure, ...]
    groups: tuple[str, ...]

    @cached_property
    def by_id(self) -> Mapping[str, CatalogueMeasure]:
        """Measures by id."""
        return {each.id: each for each in self.measures}

    def measure(self, name: str) -> CatalogueMeasure:
        """One measure, or a refusal that names it."""
        if name not in self.by_id:
            raise Problem(
                f"The catalogue holds no measure called “{name}”.",
                do="Use one of the numbers of the catalogue, such as M001.",
            )
        return self.by_id[name]

    def in_group(self, group: str) -> tuple[CatalogueMeasure, ...]:
        """The measures of one group, in the order of the catalogue."""
        return tuple(each for each in self.measures if each.group == group)
