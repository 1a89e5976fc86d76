"""A number that comes from law, with the days on which it is the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.core.kernel import Problem
from oneplan.core.law.citation import Citation

Amount = int | str | bool | tuple[str, ...]


class Status(StrEnum):
    """How far a rule has been checked."""

    VERIFIED = "verified"
    FROM_KNOWLEDGE = "from knowledge"
    READING = "reading"
    EXPECTED = "expected"


class Unit(StrEnum):
    """What an amount counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    SCHOOL_DAYS = "school_days"
    DATE_IN_YEAR = "date_in_year"
    DATES_IN_YEAR = "dates_in_year"
    DAYS_IN_YEAR = "days_in_year"
    MONTH = "month"
    HOUR = "hour"
    COUNT = "count"
    PERCENT = "percent"
    YEAR_GROUP = "year_group"
    IN_FORCE = "in_force"


class NoLawInForce(Problem):
    """A question was asked about a day for which no law is held."""

    def __init__(self, parameter: Parameter, day: date, why: str) -> None:
        super().__init__(
            f"No law is in force on {day} for “{parameter.title}” ({parameter.citation.text}; {parameter.id}).",
            why=why,
            do="Check the date. If it is right, the earlier law has to be added to the rulebook.",
        )
        self.parameter_id = parameter.id
        self.day = day


@dataclass(frozen=True, slots=True)
class Value:
    """An amount from a first day on; an amount of none ends it."""

    first_day: date
    amount: Amount | None
    status: Status


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number from law. Values have only a first day, so that no gap or overlap can be written."""

    id: str
    title: str
    citation: Citation
    unit: Unit
    status: Status
    values: tuple[Value, ...]
    note: str = ""

    def __post_init__(self) -> None:
        days = [value.first_day for value in self.values]
        if not days or days != sorted(set(days)):
            raise Problem(
                f"The values of {self.id} are not in the order of their first days.",
                why="Each value lasts until the next one begins.",
                do="Give at least one value; order them by first day and give each day once.",
            )

    def as_of(self, day: date) -> Value:
        """The value that is law on a day. Expected law is never used."""
        known = [value for value in self.values if value.status is not Status.EXPECTED]
        if not known:
            raise NoLawInForce(self, day, "It is expected and not yet law.")
        in_time = [value for value in known if value.first_day <= day]
        if not in_time:
            raise NoLawInForce(self, day, f"The first law held begins on {known[0].first_day}.")
        if in_time[-1].amount is None:
            raise NoLawInForce(self, day, f"It ended before {in_time[-1].first_day}.")
        return in_time[-1]

    def is_in_force(self, day: date) -> bool:
        """Whether there is a value on a day."""
        try:
            self.as_of(day)
        except NoLawInForce:
            return False
        return True

    def number(self, day: date) -> int:
        """The value on a day as a whole number."""
        amount = self.as_of(day).amount
        if isinstance(amount, bool) or not isinstance(amount, int):
            raise Problem(f"{self.id} is not a number.", do="Use a parameter that counts something.")
        return amount

    def words(self, day: date) -> tuple[str, ...]:
        """The value on a day as one or more days of the year, a month or an hour."""
        amount = self.as_of(day).amount
        return amount if isinstance(amount, tuple) else (str(amount),)
