"""How long a request takes: from the day it came to the decision, the draft and the final plan."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from oneplan.synthetic.area.counted import allowed
from oneplan.synthetic.area.days import on_a_working_day
from oneplan.synthetic.area.habits import Habits

# Days of the year between which a request asks for a head's advice in the summer closure.
SUMMER_FIRST, SUMMER_LAST = 155, 200


class Timeline(NamedTuple):
    """The days of one request, as ordinals."""

    received: int
    decided: int
    agreed: int
    draft: int
    issued: int
    exception: str


def days_to_decide(random: Random, habits: Habits) -> int:
    """Days from the request to the decision whether to assess."""
    if random.random() < habits.number("decided_in_6_weeks_share"):
        return allowed().to_decide - int(random.random() ** 2 * 26)
    return min(allowed().to_decide + 2 + int(random.expovariate(1 / habits.number("late_decision_mean_days"))), 95)


def days_to_issue(random: Random, habits: Habits, issued: int, *, excepted: bool) -> int:
    """Days from the request to the final plan, by the habits of the half-year in which it is issued."""
    in_time = 0.37 if excepted else share_in_time(habits, issued)
    if random.random() < in_time:
        return allowed().to_issue - int(random.random() ** 2 * 38)
    late = 4 + int(random.expovariate(1 / habits.number("late_issue_mean_days")))
    longest = int(habits.number("longest_issue_days"))
    return min(allowed().to_issue + late, longest)


def ending_on(random: Random, habits: Habits, issued: int) -> Timeline:
    """The timeline of a plan issued on a day."""
    exception = exception_for(random, habits, issued - allowed().to_issue - 20)
    days = days_to_issue(random, habits, issued, excepted=bool(exception))
    return between(random, habits, issued - days, issued, exception)


def starting_on(random: Random, habits: Habits, received: int) -> Timeline:
    """The timeline of a request that came on a day."""
    exception = exception_for(random, habits, received)
    days = days_to_issue(random, habits, received + allowed().to_issue, excepted=bool(exception))
    return between(random, habits, received, received + days, exception)


def between(random: Random, habits: Habits, received: int, issued: int, exception: str) -> Timeline:
    """The days in between, on days that people work."""
    received, issued = on_a_working_day(received), on_a_working_day(issued)
    agreed = issued - 22 - int(random.random() * 30)
    decided = min(received + days_to_decide(random, habits), agreed - 30)
    draft = min(agreed + 2 + int(random.random() * 9), issued - 16)
    return Timeline(
        received, on_a_working_day(decided), on_a_working_day(agreed), on_a_working_day(draft), issued, exception
    )


def exception_for(random: Random, habits: Habits, received: int) -> str:
    """Which exception to the 20 weeks applies: the summer closure, another, or none."""
    day_of_year = (date.fromordinal(received).timetuple()).tm_yday
    if SUMMER_FIRST <= day_of_year <= SUMMER_LAST and random.random() < habits.number("summer_exception_share"):
        return "summer closure"
    return "other" if random.random() < habits.number("exception_share") else ""


def share_in_time(habits: Habits, issued: int) -> float:
    """The share of plans issued within 20 weeks in the half-year of a day."""
    day = date.fromordinal(issued)
    shares: dict[str, float] = habits.chosen["issued_in_time"]
    half = f"{day.year}-{1 if day.month <= 6 else 2}"  # noqa: PLR2004 - June ends the half-year
    return shares[min(max(half, min(shares)), max(shares))]
