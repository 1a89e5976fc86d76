"""Children and young people one by one: which story each has, whose household, which name and number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from oneplan.synthetic.area.days import age_on
from oneplan.synthetic.area.habits import yearly
from oneplan.synthetic.area.identities import name_sets, postcode, uln, upn
from oneplan.synthetic.area.lifelines import ceased_story, live_story, open_story, unplanned_story
from oneplan.synthetic.area.officers import allocated
from oneplan.synthetic.area.shapes import InventedChild, RequestMade
from oneplan.synthetic.area.streams import stream
from oneplan.synthetic.area.teller import Standing, Teller

NAME_KEY, ORDER_KEY = 11, 12
ULN_FROM_AGE = 16


Story = tuple[int, date, tuple[RequestMade, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """What a child of a number is to be: how the story stands, and in which year where that matters."""

    standing: Standing
    year: int = 0


def cast_of(teller: Teller, plans: int, seed: int, years: int) -> tuple[Part, ...]:
    """The parts of an area with so many plans, in an order that depends on the seed alone."""
    habits = teller.habits
    number = habits.number
    stock = habits.cited.table("plans").figures["y2026"]
    scale = plans / (stock * number("yearly_growth") ** _years_since_january_2026(teller.on))
    parts = [Part(Standing.LIVE)] * plans + [Part(Standing.OPEN)] * round(plans * number("open_per_plan"))
    ceased, refused = (yearly(habits.cited.table(name).figures) for name in ("ceased", "requests_refused"))
    for year in range(teller.on.year - years + 1, teller.on.year + 1):
        told = scale * _part_of_year(teller.on, year)
        no = told * _carried_on(refused, year, number("yearly_growth")) * number("refused_alone_share")
        parts += [Part(Standing.CEASED, year)] * round(told * _carried_on(ceased, year, number("yearly_growth")))
        parts += [Part(Standing.REFUSED, year)] * round(no)
        parts += [Part(Standing.WITHDRAWN, year)] * round(no * number("withdrawn_per_refused"))
        parts += [Part(Standing.NOT_ISSUED, year)] * round(no * number("not_issued_per_refused"))
        parts += [Part(Standing.EXPORTED, year)] * round(no * number("exported_per_refused"))
    stream(seed, ORDER_KEY).shuffle(parts)
    return tuple(parts)


def children_of(teller: Teller, parts: tuple[Part, ...], seed: int, authority: str) -> Iterator[InventedChild]:
    """Each child in turn; nothing of one depends on another."""
    siblings_every = int(teller.habits.number("siblings_every"))
    for number, part in enumerate(parts, start=1):
        household = number - 1 if number > 1 and number % siblings_every == 0 else number
        yield child_of(teller, part, seed, authority, number=number, household=household)


def stories_of(teller: Teller, parts: tuple[Part, ...], seed: int) -> Iterator[Story]:
    """What happened to each child, without who they are."""
    for number, part in enumerate(parts, start=1):
        yield (number, *_story(teller, stream(seed, number), part))


def child_of(teller: Teller, part: Part, seed: int, authority: str, *, number: int, household: int) -> InventedChild:
    """One child with the whole of their story."""
    random = stream(seed, number)
    born_on, requests = _story(teller, random, part)
    family = stream(seed, NAME_KEY, household)
    names = name_sets().draw(family)
    surname, ethnicity = family.choice(names.surnames), names.ethnicities.draw(family)
    sex = "F" if random.random() < teller.habits.number("girls_share") else "M"
    forename = random.choice(names.female if sex == "F" else names.male)
    age = age_on(born_on, teller.on)
    has_upn = age >= 1 and not (age >= ULN_FROM_AGE and random.random() < 0.01)  # noqa: PLR2004 - rare
    entered = born_on.year + 4
    officer, team = allocated(teller.habits, random, requests, age=age, household=household)
    return InventedChild(
        number=number,
        household=household,
        surname=surname,
        forename=forename,
        born_on=born_on,
        sex=sex,
        ethnicity=ethnicity,
        postcode=postcode(seed, household),
        upn=upn(authority, number, entered) if has_upn else "",
        upn_known_on=date(entered - 1, 9, 1) if has_upn else None,
        uln=uln(authority, number) if age >= ULN_FROM_AGE else "",
        upn_unknown="" if has_upn or age >= ULN_FROM_AGE else "UN1",
        requests=requests,
        officer=officer,
        team=team,
    )


def _story(teller: Teller, random: Random, part: Part) -> tuple[date, tuple[RequestMade, ...]]:
    if part.standing is Standing.LIVE:
        return live_story(teller, random)
    if part.standing is Standing.OPEN:
        return open_story(teller, random)
    if part.standing is Standing.CEASED:
        return ceased_story(teller, random, part.year)
    return unplanned_story(teller, random, part.year, part.standing)


def _carried_on(figures: dict[int, float], year: int, growth: float) -> float:
    known = min(max(year, min(figures)), max(figures))
    return figures[known] * growth ** (year - known)


def _part_of_year(on: date, year: int) -> float:
    return 1.0 if year < on.year else on.timetuple().tm_yday / 365


def _years_since_january_2026(on: date) -> float:
    return (on - date(2026, 1, 15)).days / 365.25
