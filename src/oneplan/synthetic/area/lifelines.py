"""The story of one child's requests and plans, one way for each way a story can stand on the last day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from random import Random

from oneplan.synthetic.area.asking import agreed, requests_before, unplanned
from oneplan.synthetic.area.days import academic_year, age_at_start_of_year, on_a_working_day
from oneplan.synthetic.area.habits import OLDEST, YOUNGEST, Habits
from oneplan.synthetic.area.habits import habits as held
from oneplan.synthetic.area.plan_lives import YEAR, Lifetime, drawn_from, phase_moves_of, reviews_of, stays_of
from oneplan.synthetic.area.shapes import PlanLife, RequestMade
from oneplan.synthetic.area.streams import Chances
from oneplan.synthetic.area.teller import Standing, Teller
from oneplan.synthetic.area.timelines import starting_on

FIRST_PLANS, LEAST_AGE_DAYS, SETTLED_DAYS = date(2009, 1, 1), 640, 60
# Statements were turned into plans between these days; nobody has had a plan for longer.
CONVERTED_FIRST, CONVERTED_WITHIN = date(2014, 9, 1).toordinal(), 1_300
KEPT_EACH_YEAR = 1.035
YEAR_ENDS = (8, 31)


def live_story(teller: Teller, random: Random) -> tuple[date, tuple[RequestMade, ...]]:
    """Somebody whose plan is kept on the last day."""
    habits, on = teller.habits, teller.on
    academic = academic_year(on)
    age = habits.ages.draw(random)
    born = _born(random, academic - age)
    started = _started(random, on, age, born)
    return date.fromordinal(born), _with_plan(teller, random, born, started, ceased=None, reason="")


def ceased_story(teller: Teller, random: Random, year: int) -> tuple[date, tuple[RequestMade, ...]]:
    """Somebody whose plan ceased in a year."""
    habits = teller.habits
    reason = habits.cease_reasons.draw(random)
    age = habits.cease_ages[reason].draw(random)
    day = _cease_day(teller, random, year, reason)
    born = _born(random, academic_year(day) - age)
    if reason == "max_age":  # the plan ends with the school year in which they turn 25
        born = _born(random, academic_year(day) + 1 - OLDEST)
    started = _started(random, day, min(age, OLDEST - 1), born)
    ceased = day.toordinal()
    if started > ceased - 40:
        started = on_a_working_day(max(ceased - 200 - int(random.random() * 200), born + 400))
    return date.fromordinal(born), _with_plan(teller, random, born, started, ceased=ceased, reason=reason)


def unplanned_story(
    teller: Teller, random: Random, year: int, standing: Standing
) -> tuple[date, tuple[RequestMade, ...]]:
    """Somebody who asked in a year and came by no plan."""
    first, last = date(year, 1, 1).toordinal(), min(date(year, 12, 31).toordinal(), teller.last - 3)
    received = on_a_working_day(first + int(random.random() * max(last - first, 1)))
    born = _born_at_request(teller, random, received)
    return date.fromordinal(born), (unplanned(teller, random, received, standing),)


def open_story(teller: Teller, random: Random) -> tuple[date, tuple[RequestMade, ...]]:
    """Somebody whose request or assessment stands open on the last day."""
    habits, last = teller.habits, teller.last
    while True:
        received = on_a_working_day(last - 2 - int(random.random() * 500))
        line = starting_on(random, habits, received)
        is_agreed = random.random() < habits.number("agreed_share")
        if (line.issued if is_agreed else line.decided) > last:
            break
    born = _born_at_request(teller, random, received)
    return date.fromordinal(born), (agreed(teller, random, line),)


def _with_plan(
    teller: Teller, random: Random, born: int, started: int, *, ceased: int | None, reason: str
) -> tuple[RequestMade, ...]:
    habits, last = teller.habits, teller.last
    until = ceased if ceased is not None else last + 1
    transferred = _transferred(teller, random, started, until)
    born_on = date.fromordinal(born)
    born_academic = academic_year(born_on) + 1 if born_on.month >= 9 else born_on.year  # noqa: PLR2004 - September
    told_from = max(teller.first - YEAR, transferred or 0)
    end_day = date.fromordinal(min(until, last) - 1)
    age = min(max(age_at_start_of_year(born_on, academic_year(end_day)), YOUNGEST), OLDEST)
    group = habits.groups_by_age[age].draw(random)
    life = Lifetime(born, born_academic, started, until, told_from, ceased is not None, group)
    plan = PlanLife(
        started_on=date.fromordinal(started),
        needs=_needs(random, habits, age),
        stays=stays_of(random, habits, teller.book, life),
        reviews=reviews_of(random, habits, life, last),
        phase_moves=phase_moves_of(random, habits, life, last),
        budget=drawn_from(random, habits.chosen["budget"]),
        transferred_from=random.choice(teller.authorities) if transferred else "",
        transferred_on=date.fromordinal(transferred) if transferred else None,
        ceased_on=date.fromordinal(ceased) if ceased is not None else None,
        cease_reason=habits.chosen["cease_codes"][reason] if reason else "",
    )
    if transferred:
        return (RequestMade(received_on=None, plan=plan),)
    return requests_before(teller, random, started, plan)


def _transferred(teller: Teller, random: Random, started: int, until: int) -> int:
    if random.random() >= teller.habits.number("transferred_in_share"):
        return 0
    day = on_a_working_day(until - 20 - int(random.random() * teller.habits.number("transferred_in_years") * YEAR))
    return day if day > started + SETTLED_DAYS else 0


def _needs(random: Random, habits: Habits, age: int) -> tuple[str, ...]:
    first = habits.needs_by_age[age].draw(random)
    if random.random() < habits.number("second_need_share"):
        second = habits.needs_by_age[age].draw(random)
        if second != first:
            return first, second
    return (first,)


def _born(random: Random, september_of: int) -> int:
    """Born in the school year that ends on 31 August of a year."""
    return date(september_of - 1, 9, 1).toordinal() + int(random.random() * YEAR)


def _born_at_request(teller: Teller, random: Random, received: int) -> int:
    age = teller.habits.request_ages.draw(random)
    return received - int((age + random.random()) * 365.25)


def _started(random: Random, day: date, age: int, born: int) -> int:
    """When a plan kept on a day was first made."""
    back = _years_back(day.year, age).draw(random)
    first = date(day.year - back, 1, 1).toordinal()
    length = (day.toordinal() - first) if back == 0 else YEAR
    started = on_a_working_day(first + int(random.random() * max(length, 1)))
    if started < CONVERTED_FIRST:
        started = on_a_working_day(CONVERTED_FIRST + int(random.random() * CONVERTED_WITHIN))
    return on_a_working_day(min(max(started, born + LEAST_AGE_DAYS), day.toordinal() - 1))


@lru_cache(maxsize=512)
def _years_back(year: int, age: int) -> Chances[int]:
    """How many calendar years before a year somebody of an age was first given the plan they hold."""
    habits = held()
    last = max(habits.new_plans)
    weights: dict[int, float] = {}
    for back in range(min(age - YOUNGEST, year - FIRST_PLANS.year) + 1):
        started = year - back
        growth = habits.number("yearly_growth") ** max(0, started - last)
        made = habits.new_plans[min(started, last)] * growth
        weights[back] = made * habits.starting_ages.get(age - back, 0.0) * KEPT_EACH_YEAR**back
    weights[0] = weights.get(0, 0.0) * habits.number("this_year_weight") + 1.0
    return Chances(weights)


def _cease_day(teller: Teller, random: Random, year: int, reason: str) -> date:
    if reason == "max_age":  # the last end of a school year that has come
        day = date(year, *YEAR_ENDS)
        return day if day <= teller.on else date(year - 1, *YEAR_ENDS)
    while True:
        day = date(year, teller.habits.cease_months.draw(random), 1 + int(random.random() * 28))
        if day <= teller.on:
            return day
