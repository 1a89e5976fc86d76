"""The published measures of plans issued in time: with and without those that are flagged with an exception."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from oneplan.core.calendar.arithmetic import DAYS_IN_A_WEEK
from oneplan.core.pathways.definitions import Rules

TENTH = Decimal("0.1")
PER_CENT = 100


@dataclass(frozen=True, slots=True)
class IssuedPlan:
    """A plan's days from request to issue, and whether the return flags an exception."""

    days: int
    exception: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Plans issued, and how many in each published band."""

    issued: int
    within: int
    between: int
    over: int
    total_days: int

    @property
    def percent_within(self) -> Decimal | None:
        """The share in time, to one decimal place; none if nothing was issued."""
        return percent(self.within, self.issued)

    @property
    def average_weeks(self) -> Decimal | None:
        """The mean time taken in weeks, to one decimal place; none if nothing was issued."""
        if not self.issued:
            return None
        return (Decimal(self.total_days) / (DAYS_IN_A_WEEK * self.issued)).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Both measures together. A flagged plan leaves numerator and denominator of the second, late or not."""

    including: Counted
    excluding: Counted
    flagged: int
    is_flag_doubtful: bool


def timeliness(plans: Iterable[IssuedPlan], rules: Rules, as_of: date) -> Timeliness:
    """Both published measures of a cohort, by the counting rules of a day (STAT-01, STAT-05, STAT-06)."""
    cohort = tuple(plans)
    within = _limit(rules, "dfe-statistics-twenty-weeks", as_of)
    outer = _limit(rules, "dfe-statistics-fifty-two-weeks", as_of)
    doubtful = _limit(rules, "dfe-statistics-flagged-share", as_of)
    flagged = sum(plan.exception for plan in cohort)
    return Timeliness(
        including=_counted(cohort, within, outer),
        excluding=_counted([plan for plan in cohort if not plan.exception], within, outer),
        flagged=flagged,
        is_flag_doubtful=flagged * PER_CENT > doubtful * len(cohort),
    )


def percent(part: int, whole: int) -> Decimal | None:
    """A share in per cent to one decimal place; none of nothing."""
    return (Decimal(part * PER_CENT) / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None


def _limit(rules: Rules, name: str, as_of: date) -> int:
    return rules.parameter(name).number(as_of)


def _counted(plans: Iterable[IssuedPlan], within: int, outer: int) -> Counted:
    taken = [plan.days for plan in plans]
    in_time = sum(days <= within for days in taken)
    over = sum(days > outer for days in taken)
    return Counted(len(taken), in_time, len(taken) - in_time - over, over, sum(taken))
