"""Values that people supply: the periods they are for, what they come to, and what is wrong with one that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.kernel import Problem
from oneplan.core.measures.catalogue import CatalogueMeasure, SeriesKind

_A_YEAR = 12
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_PER_CENT = 100
PER, TIMES, POUNDS = "per ", "times", "£"


@dataclass(frozen=True, slots=True)
class Cycle:
    """How often a value is due: the months in which its periods begin. Each lasts until the next, unless ``months``.

    A value of a cycle that ``is_within`` may come before its period has ended.
    """

    id: str
    title: str
    starts: tuple[int, ...]
    months: int
    names: tuple[str, ...]
    says: str
    due_days: int
    is_within: bool = False

    @property
    def each_year(self) -> int:
        """How many periods a year holds."""
        return len(self.starts)


@dataclass(frozen=True, slots=True, order=True)
class SeriesPeriod:
    """One period of a cycle, both days included."""

    first_day: date
    last_day: date
    label: str

    def due_on(self, days: int) -> date:
        """The day by which its value should have come."""
        return self.last_day + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Supplied:
    """A value as somebody supplies it. A share or a mean may come as the finished number, with or without its base."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    amount: Decimal | None = None
    sample: int | None = None


def period_at(cycle: Cycle, first_day: date) -> SeriesPeriod:
    """The period of a cycle that begins on a day; raises Problem where none does."""
    if first_day.day != 1 or first_day.month not in cycle.starts:
        said = f"{first_day.day} {first_day:%B %Y}"
        raise Problem(
            f"No period of this measure begins on {said}.",
            why=f"Its values are for {cycle.says}.",
            do=f"Begin with one of: {', '.join(each.label for each in _examples(cycle, first_day))}.",
        )
    last = months_after(first_day, cycle.months or _months_to_the_next(cycle, first_day)) - timedelta(days=1)
    return SeriesPeriod(first_day, last, _label(cycle, first_day, last))


def period_holding(cycle: Cycle, day: date) -> SeriesPeriod:
    """The newest period of a cycle that began on or before a day."""
    first = max(
        date(year, month, 1)
        for year in (day.year - 1, day.year)
        for month in cycle.starts
        if date(year, month, 1) <= day
    )
    return period_at(cycle, first)


def periods_until(cycle: Cycle, day: date, many: int) -> tuple[SeriesPeriod, ...]:
    """The newest periods that are over by a day, the oldest first."""
    found: list[SeriesPeriod] = []
    period = period_holding(cycle, day)
    while len(found) < many:
        if period.last_day < day:
            found.append(period)
        period = period_holding(cycle, period.first_day - timedelta(days=1))
    return tuple(reversed(found))


def periods_between(cycle: Cycle, since: date, until: date) -> tuple[SeriesPeriod, ...]:
    """Every period that begins on or after one day and is over by another, the oldest first."""
    found: list[SeriesPeriod] = []
    period = period_holding(cycle, until)
    while period.first_day >= since:
        if period.last_day < until:
            found.append(period)
        period = period_holding(cycle, period.first_day - timedelta(days=1))
    return tuple(reversed(found))


def result_of(measure: CatalogueMeasure, value: Supplied) -> Decimal | None:
    """The number a person reads; none where there is nothing to divide by."""
    if value.amount is not None:
        return value.amount
    if value.numerator is None:
        return None
    if not measure.needs_two_numbers:
        return value.numerator
    if not value.denominator:
        return None
    exact = value.numerator * factor_of(measure) / value.denominator
    return exact.quantize(_HUNDREDTH if measure.unit == TIMES else _TENTH, ROUND_HALF_UP)


def factor_of(measure: CatalogueMeasure) -> int:
    """What one over the other is multiplied by: 100 for a share, what “per 1,000” says for a rate."""
    if measure.kind is SeriesKind.MEAN:
        return 1
    number = measure.unit.removeprefix(PER).replace(",", "")
    if number.isdigit():
        return int(number)
    return 1 if measure.unit == TIMES else _PER_CENT


def result_in_words(measure: CatalogueMeasure, number: Decimal) -> str:
    """The number with its unit."""
    if measure.unit == POUNDS:
        return money_in_words(number)
    plain = f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"
    if measure.unit == "per cent":
        return f"{plain}%"
    if measure.unit.startswith(PER) or measure.needs_two_numbers:
        return f"{plain} {measure.unit}"
    return plain


def money_in_words(pounds: Decimal) -> str:
    """Pounds as a person reads them: millions and more with their word, less in full."""
    size, sign = abs(pounds), "-" if pounds < 0 else ""
    for least, word in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if size >= least:
            parts = (size / least).quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
            return f"{sign}£{parts:f} {word}"
    return f"{sign}£{size:,.0f}"


def faults_of(measure: CatalogueMeasure, value: Supplied) -> tuple[str, ...]:
    """What is wrong with a value, each fault as a sentence; none where it may be kept."""
    if value.amount is None and value.numerator is None:
        return ("No value is given.",)
    found = list(_faults_of_numbers(measure, value))
    if value.amount is not None and value.numerator is not None:
        worked_out = result_of(measure, Supplied(value.numerator, value.denominator))
        if worked_out is not None and abs(worked_out - value.amount) > 1:
            found.append(
                f"The result is given as {value.amount:f}, and the two numbers come to {worked_out:f}: one is wrong."
            )
    if value.sample is not None and value.sample < 0:
        found.append("The number of answers is below nought.")
    return tuple(found)


def _faults_of_numbers(measure: CatalogueMeasure, value: Supplied) -> Iterable[str]:
    top, bottom = value.numerator, value.denominator
    if measure.kind is SeriesKind.SHARE:
        if value.amount is not None and not 0 <= value.amount <= _PER_CENT:
            yield f"{value.amount:f} is not a share: a share lies between 0 and 100 per cent."
        if top is not None and bottom is not None and top > bottom:
            yield f"{top:f} are counted out of {bottom:f}: the first number may not be above the second."
    if measure.needs_two_numbers and top is not None and bottom is None:
        wanted = measure.denominator[:1].lower() + measure.denominator[1:]
        yield f"Only the first number is given. It also needs: {wanted}."
    if bottom is not None and bottom <= 0:
        yield "The second number is nought or below it, so there is nothing to take a share of."
    may_be_below = measure.kind in (SeriesKind.RATIO, SeriesKind.AMOUNT) or " less " in f" {measure.numerator} "
    for number in (top, value.amount):
        if number is not None and number < 0 and not may_be_below:
            yield f"{number:f} is below nought."
    if measure.kind is SeriesKind.COUNT and not may_be_below:
        counted = top if top is not None else value.amount
        if counted is not None and counted != counted.to_integral_value():
            yield f"{counted:f} is not a whole number, and {measure.unit} are counted."


def _months_to_the_next(cycle: Cycle, first: date) -> int:
    later = [month for month in cycle.starts if month > first.month]
    return (later[0] if later else cycle.starts[0] + _A_YEAR) - first.month


def _label(cycle: Cycle, first: date, last: date) -> str:
    """A period as a person says it, by the pattern of its cycle."""
    pattern = cycle.names[cycle.starts.index(first.month)] if len(cycle.names) > 1 else cycle.names[0]
    return pattern.format(
        month=f"{first:%B}", last_month=f"{last:%B}", year=first.year, last_year=last.year, short=f"{last:%y}"
    )


def _examples(cycle: Cycle, near: date) -> Sequence[SeriesPeriod]:
    before = period_holding(cycle, near)
    return (before, period_holding(cycle, months_after(before.first_day, _A_YEAR // cycle.each_year)))
