"""What every check of a batch is given, and where what fired is gathered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from oneplan.returns.sen2.tables import Tables
from oneplan.returns.sen2.values import Column, Days, Flags, Ints, Words, word_of
from oneplan.rulebook.returns import Check, Collection, ReturnBook

YES, NO, AWAITED, WITHDRAWN, HISTORICAL = "Y", "N", "A", "W", "H"
A_YEAR = 10_000
URN_LENGTH, UKPRN_LENGTH, UKPRN_FIRST = 6, 8, ord("1")


@dataclass(frozen=True)
class Terms:
    """What a collection fixes for every check: its days, its codes and whose return it is."""

    book: ReturnBook
    collection: Collection
    own_authority: str
    checks: Mapping[str, Check]

    @property
    def year(self) -> int:
        """The collection."""
        return self.collection.year

    @cached_property
    def census(self) -> int:
        """The survey day, in days since 1970."""
        return days_since(self.collection.survey_day)

    @cached_property
    def start(self) -> int:
        """The first day of the period, in days since 1970."""
        return days_since(self.collection.period_start)

    @cached_property
    def census_date(self) -> int:
        """The survey day as a number of the form 20260115."""
        return as_calendar(self.collection.survey_day)

    @cached_property
    def august(self) -> int:
        """31 August on or before the survey day, as a number of the form 20250831."""
        return as_calendar(date(self.year - 1, 8, 31))

    @cached_property
    def authorities(self) -> Words:
        """Numbers of authorities, other than this one."""
        return _sorted_words(self.book.authorities - {self.own_authority})

    @cached_property
    def upn_authorities(self) -> Words:
        """Numbers that a pupil number may carry."""
        return _sorted_words(self.book.authorities_in_upn)

    def codes(self, name: str) -> Words:
        """The codes of a list in this collection, in order."""
        if name not in self._codes:
            self._codes[name] = _sorted_words(self.book.codes(name, self.year))
        return self._codes[name]

    _codes: dict[str, Words] = field(default_factory=dict)


def _sorted_words(codes: Iterable[str]) -> Words:
    return np.sort(np.array([word_of(each) for each in codes], dtype=np.uint64))


def days_since(day: date) -> int:
    """A day in days since 1970."""
    return (day - date(1970, 1, 1)).days


def as_calendar(day: date) -> int:
    """A day as a number of the form 20260115."""
    return (day.year * 100 + day.month) * 100 + day.day


def aged(born: Days, years: int, calendar: Days | int) -> Flags:
    """Whether someone has reached an age on a day; born on 29 February, on 1 March of a common year."""
    found: Flags = born + years * A_YEAR <= calendar
    return found


def under(born: Days, years: int, calendar: Days | int) -> Flags:
    """Whether someone is known to be younger than an age on a day."""
    found: Flags = born + years * A_YEAR > calendar
    return found


@dataclass
class Batch:
    """A batch under check: its tables, and rows joined as the checks need them."""

    terms: Terms
    tables: Tables
    fired: list[tuple[Check, str, Ints]] = field(default_factory=list)

    def fire(self, rule: str, table: str, where: Flags) -> None:
        """Note the rows in which a check fires, if it is on."""
        check = self.terms.checks.get(rule)
        if check is not None and (rows := np.flatnonzero(where)).size:
            self.fired.append((check, table, rows))

    def check(self, rule: str) -> Check:
        """A check's own numbers and codes, whether it is on or not."""
        return self.terms.book.checks[rule]

    def born(self, table: str) -> Days:
        """The birth date of the person that each row belongs to, in calendar form."""
        return self.tables["Person"]["PersonBirthDate"].calendar[self.tables.person_of(table)]

    def born_day(self, table: str) -> Days:
        """The same in days."""
        return self.tables["Person"]["PersonBirthDate"].days[self.tables.person_of(table)]

    @cached_property
    def assessment_of(self) -> Ints:
        """The assessment of each request, or -1."""
        return self.tables["Assessment"].only_under(self.tables["Requests"].size)

    @cached_property
    def plan_of(self) -> Ints:
        """The plan of each assessment, or -1."""
        return self.tables["NamedPlan"].only_under(self.tables["Assessment"].size)

    @cached_property
    def active_of(self) -> Ints:
        """The active plan of each request, or -1."""
        return self.tables["ActivePlans"].only_under(self.tables["Requests"].size)

    @cached_property
    def plan_of_request(self) -> Ints:
        """The plan of each request, or -1."""
        return joined(self.plan_of, self.assessment_of, -1)

    @cached_property
    def is_open(self) -> Flags:
        """Whether each plan is open on the survey day."""
        plan = self.tables["NamedPlan"]
        started = plan["StartDate"].days <= self.terms.census
        found: Flags = started & ~(plan["CeaseDate"].days <= self.terms.census)
        return found

    @cached_property
    def has_open_plan(self) -> Flags:
        """Whether each request has a plan that is open."""
        return joined(self.is_open, self.plan_of_request, fill=False)

    @cached_property
    def open_plans_of_person(self) -> Ints:
        """How many open plans each person has."""
        persons = self.tables["Requests"].above[self.has_open_plan]
        return np.bincount(persons, minlength=self.tables["Person"].size)

    @cached_property
    def transferred_in(self) -> Flags:
        """Whether each request's plan came from another authority."""
        return joined(self.tables["ActivePlans"]["TransferLA"].given, self.active_of, fill=False)

    def known_other_authority(self, column: Column) -> Flags:
        """Whether each row names an authority that is not this one."""
        return column.is_in(self.terms.authorities)

    def any_under(self, table: str, where: Flags, size: int) -> Flags:
        """Whether any record under each record above is marked."""
        found = np.zeros(size, dtype=np.bool_)
        found[self.tables[table].above[where]] = True
        return found


_Scalar = TypeVar("_Scalar", np.bool_, np.int64, np.float64)


def joined(values: npt.NDArray[_Scalar], at: Ints, fill: float = np.nan) -> npt.NDArray[_Scalar]:
    """The value of the row that each row is joined to, or a filling where there is none."""
    if not values.size:
        return np.full(at.size, fill, dtype=values.dtype)
    found: npt.NDArray[_Scalar] = np.where(at >= 0, values[at], np.asarray(fill, dtype=values.dtype))
    return found


def is_urn(column: Column) -> Flags:
    """Whether each row has the shape of a unique reference number."""
    return column.all_digits(URN_LENGTH)


def is_ukprn(column: Column) -> Flags:
    """Whether each row has the shape of a provider number."""
    found: Flags = column.all_digits(UKPRN_LENGTH) & (column.octets(1)[:, 0] == UKPRN_FIRST)
    return found
