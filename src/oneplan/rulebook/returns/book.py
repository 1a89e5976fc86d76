"""A return's rulebook in memory: frozen, and asked by collection year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from oneplan.core.kernel import Problem
from oneplan.core.law import Status


class Level(StrEnum):
    """E must be put right before the return can be authorised; Q wants a look or a note."""

    ERROR = "E"
    QUERY = "Q"


@dataclass(frozen=True, slots=True)
class Years:
    """The collections to which something belongs, both ends included; an open end is none."""

    first: int | None = None
    last: int | None = None

    def hold(self, year: int) -> bool:
        """Whether a collection is among them."""
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Element:
    """One element under one parent; ``max`` 0 means any number."""

    parent: str
    name: str
    order: int
    type: str
    min: int
    max: int
    years: Years
    confirmed: bool
    column: str
    codes: str

    @property
    def is_group(self) -> bool:
        """Whether it holds elements rather than a value."""
        return self.type == "group"


@dataclass(frozen=True, slots=True)
class ReturnCode:
    """One code of a list, with the group it counts in."""

    code: str
    title: str
    group: str
    years: Years
    confirmed: bool


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A list of codes; ``is_open`` means that the list is known to be incomplete."""

    id: str
    title: str
    is_open: bool
    codes: tuple[ReturnCode, ...]

    def in_year(self, year: int) -> Mapping[str, ReturnCode]:
        """The codes of a collection, by code."""
        return {each.code: each for each in self.codes if each.years.hold(year)}


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection year with its survey day; ``has_layout`` says whether its layout is known."""

    year: int
    survey_day: date
    deadline: date | None
    has_layout: bool

    @property
    def period_start(self) -> date:
        """The first day whose events belong to this collection."""
        return date(self.year - 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a return: what fires it is code, what it says and where it applies is here."""

    id: str
    module: str
    level: Level
    status: Status
    message: str
    fields: tuple[str, ...]
    years: Years
    default_on: bool
    needs: str
    limit: int
    day: date | None
    days: tuple[str, ...]
    ages: tuple[int, ...]
    codes: tuple[str, ...]
    query_in: int | None
    dfe_rule_no: Mapping[str, str]

    def level_in(self, year: int) -> Level:
        """How grave it is in a collection: what was voluntary then only asks."""
        return Level.QUERY if year == self.query_in else self.level

    @property
    def says(self) -> str:
        """The message, with its limit."""
        return self.message.replace("{limit}", str(self.limit))


@dataclass(frozen=True, slots=True)
class Reported:
    """A fact of the pathways that a return tells of, with the item it comes from and how well the day is known."""

    fact: str
    item: str
    when: str
    day_is: str
    years: Years


@dataclass(frozen=True, slots=True)
class NeverReported:
    """Facts that no return tells of."""

    title: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnBook:
    """Everything known about one return."""

    root: str
    people: str
    elements: tuple[Element, ...]
    aliases: Mapping[str, str]
    code_sets: Mapping[str, CodeSet]
    collections: Mapping[int, Collection]
    checks: Mapping[str, Check]
    authorities: frozenset[str]
    authorities_in_upn: frozenset[str]
    reported: tuple[Reported, ...]
    never: tuple[NeverReported, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The collections whose layout is known."""
        return tuple(year for year, each in self.collections.items() if each.has_layout)

    def collection(self, year: int) -> Collection:
        """A collection whose layout is known, or a refusal that names those that are."""
        found = self.collections.get(year)
        if found is None or not found.has_layout:
            known = ", ".join(str(each) for each in self.years)
            raise Problem(
                f"The layout of the {year} collection is not known here.",
                why="Items and codes change between collections, so a file cannot be read by another year's layout.",
                do=f"Use a return of one of these collections: {known}.",
            )
        return found

    def layout(self, year: int) -> tuple[Element, ...]:
        """The elements of a collection, group by group in their order."""
        return tuple(each for each in self.elements if each.years.hold(year))

    def codes(self, name: str, year: int) -> Mapping[str, ReturnCode]:
        """The codes of a list in a collection."""
        return self.code_sets[name].in_year(year)

    def checks_in(self, year: int) -> Mapping[str, Check]:
        """The checks that are on in a collection, in their order."""
        return {name: each for name, each in self.checks.items() if each.default_on and each.years.hold(year)}

    def facts_reported(self, year: int) -> frozenset[str]:
        """The facts that a return of a collection can tell of."""
        return frozenset(each.fact for each in self.reported if each.years.hold(year))

    @property
    def facts_never_reported(self) -> frozenset[str]:
        """The facts that no return can tell of."""
        return frozenset(fact for each in self.never for fact in each.facts)

    def turning_on(self, names: Iterable[str]) -> ReturnBook:
        """The same book with checks turned on that are off unless asked for."""
        on = {name: replace(self.checks[name], default_on=True) for name in names}
        return replace(self, checks={**self.checks, **on})
