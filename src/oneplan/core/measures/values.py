"""The value of a measure: exact whole numbers, divided only when somebody reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from oneplan.core.calendar.arithmetic import DAYS_IN_A_WEEK
from oneplan.core.measures.definitions import Grain, Kind, Measure

TENTH = Decimal("0.1")
PER_CENT = 100
WEEKS = "weeks"


@dataclass(frozen=True, slots=True)
class Value:
    """A numerator and a denominator; none is not nought. A mean keeps its sum in the numerator."""

    numerator: int | None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One figure: the value of a measure in one area for one period and, perhaps, one part."""

    area: str
    measure: str
    grain: Grain
    first_day: date
    last_day: date
    split: str
    part: str
    value: Value


def amount(measure: Measure, value: Value) -> Decimal | None:
    """The number a person reads, to one decimal place where it was divided; none where there is nothing to divide."""
    top, bottom = value.numerator, value.denominator
    if top is None:
        return None
    if measure.kind in (Kind.COUNT, Kind.LONGEST) or (measure.kind is Kind.MIX and bottom is None):
        return _in_unit(measure, Decimal(top))
    if not bottom:
        return None
    if measure.kind is Kind.MEAN:
        return _in_unit(measure, Decimal(top) / bottom)
    if measure.kind is Kind.GROWTH:
        return _tenth(Decimal((top - bottom) * PER_CENT) / bottom)
    return _tenth(Decimal(top * PER_CENT) / bottom)


def amount_in_words(measure: Measure, value: Value) -> str:
    """The number with its unit; an empty word where there is none."""
    number = amount(measure, value)
    if number is None:
        return ""
    if measure.kind in (Kind.SHARE, Kind.GROWTH) or (measure.kind is Kind.MIX and value.denominator is not None):
        return f"{number:+}%" if measure.kind is Kind.GROWTH else f"{number}%"
    return f"{number:,} {measure.unit}" if measure.kind in (Kind.MEAN, Kind.LONGEST) else f"{number:,}"


def number_in_words(measure: Measure, number: Decimal) -> str:
    """A number that was already divided, with its unit: a mean of others, a limit of a chart."""
    said = f"{_tenth(number):,}"
    if measure.kind in (Kind.SHARE, Kind.GROWTH):
        return f"{said}%"
    return f"{said} {measure.unit}" if measure.kind in (Kind.MEAN, Kind.LONGEST) else f"{number:,.0f}"


def _in_unit(measure: Measure, number: Decimal) -> Decimal:
    divided = number / DAYS_IN_A_WEEK if measure.unit == WEEKS else number
    return divided if divided == divided.to_integral_value() and measure.kind is not Kind.MEAN else _tenth(divided)


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(TENTH, ROUND_HALF_UP)
