"""Whole cases made up from a seed: plausible journeys and impossible ones, over every pathway.

The same seed always gives the same case. Days cluster where counting goes wrong: Christmas, August, leap
days, year ends, moved bank holidays, and a day either side of every limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from tests.support.random_journeys import ENDINGS, JOURNEYS, LIMITS, PATHWAY_FACTS
from tests.support.random_vocabulary import FIRST_DAYS, details_of

FIRST_DAY = date(2014, 9, 1)
LAST_DAY = date(2032, 6, 30)

# Days around which mistakes are made.
AWKWARD_DAYS = (
    *(date(year, 12, 20) for year in range(2014, 2032)),
    *(date(year, 7, 20) for year in range(2015, 2032)),
    *(date(year, 2, 27) for year in (2016, 2020, 2024, 2027, 2028)),
    *(date(year, 3, 25) for year in (2016, 2018, 2024, 2027)),
    date(2015, 3, 20),
    date(2020, 5, 6),
    date(2020, 9, 24),
    date(2022, 5, 31),
    date(2022, 9, 15),
    date(2023, 5, 4),
    date(2024, 8, 15),
)
# The limits themselves; each is tried a day early and a day late too.
GAPS = (0, 1, 3, 5, 7, 10, 14, 15, 20, 21, 28, 30, 35, 42, 45, 56, 70, 77, 84, 92, 98, 112, 125, 140, 182, 364, 366)


@dataclass(frozen=True)
class RandomCase:
    """Facts in no particular order, the day the case is read, and which school's calendar goes with it."""

    seed: int
    facts: tuple[tuple[str, date, dict], ...]
    as_of: date
    school: int | None


def random_case(seed: int) -> RandomCase:
    """The case that belongs to a seed."""
    rng = Random(f"case {seed}")
    start = a_day(rng)
    names = a_journey(rng) if rng.random() < 0.7 else a_muddle(rng)
    facts = list(dated(rng, names, start))
    if rng.random() < 0.5:
        facts.append(("person_born", a_birth(rng, start), {}))
    facts += officers_notes(rng, facts)
    facts += repeats(rng, facts)
    rng.shuffle(facts)
    last = max(on for _, on, _ in facts)
    as_of = max(start, min(last, LAST_DAY)) if rng.random() < 0.7 else start
    as_of += timedelta(days=rng.choice((0, 1, -1, rng.randrange(60), rng.randrange(500), -rng.randrange(40))))
    as_of = max(as_of, FIRST_DAY)
    facts = [fact for fact in facts if fact[0] != "person_born" or fact[1] <= as_of]
    return RandomCase(seed, tuple(facts), as_of, rng.randrange(len(schools())) if rng.random() < 0.75 else None)


def a_day(rng: Random) -> date:
    """Near an awkward day, or anywhere."""
    if rng.random() < 0.5:
        return max(FIRST_DAY, rng.choice(AWKWARD_DAYS) + timedelta(days=rng.randrange(-12, 14)))
    return FIRST_DAY + timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days))


def a_gap(rng: Random) -> int:
    if rng.random() < 0.6:
        return max(0, rng.choice(GAPS) + rng.choice((-1, 0, 0, 1)))
    return rng.randrange(120)


def a_birth(rng: Random, start: date) -> date:
    born = start - timedelta(days=rng.randrange(25 * 366))
    if rng.random() < 0.2:
        return date(born.year - born.year % 4, 2, 29)
    if rng.random() < 0.3:
        return date(born.year - 1, *rng.choice(((8, 31), (9, 1), (7, 31), (12, 31), (3, 31))))
    return born


def a_journey(rng: Random) -> list[str]:
    """One or more sequences in the order in which they should happen, with steps left out."""
    names: list[str] = []
    for journey in rng.choices(JOURNEYS, k=rng.choice((1, 1, 2, 2, 3))):
        names += [name for name in journey if rng.random() < 0.85]
    return names or list(rng.choice(JOURNEYS))


def a_muddle(rng: Random) -> list[str]:
    """Facts of a few pathways in any order."""
    pathways = rng.sample(sorted(PATHWAY_FACTS), k=rng.choice((1, 2, 3)))
    names = [name for pathway in pathways for name in PATHWAY_FACTS[pathway]]
    return rng.choices(names, k=rng.randrange(2, 14))


def dated(rng: Random, names: list[str], start: date) -> Iterator[tuple[str, date, dict]]:
    on = start
    backwards = rng.random() < 0.15
    for name in names:
        fact_on = on - timedelta(days=a_gap(rng)) if backwards and rng.random() < 0.5 else on
        yield recorded(rng, name, fact_on)
        if rng.random() < 0.85:
            on += timedelta(days=a_gap(rng))
    if rng.random() < 0.15:
        yield recorded(rng, rng.choice(ENDINGS), start + timedelta(days=rng.randrange(200)))


def recorded(rng: Random, name: str, on: date) -> tuple[str, date, dict]:
    """A fact with its details, no earlier than the law it needs."""
    on = max(on, FIRST_DAYS.get(name, FIRST_DAY))
    return name, on, details_of(name, rng, on)


def officers_notes(rng: Random, facts: list) -> Iterator[tuple[str, date, dict]]:
    """Exceptions and other dates recorded against limits that the case may have."""
    likely = sorted({limit for name, _, _ in facts for limit in LIMITS.get(name, ())})
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3)) if likely else 0):
        limit = rng.choice(likely)
        on = rng.choice(facts)[1] + timedelta(days=rng.choice((0, 1, rng.randrange(60))))
        name = rng.choice(("exception_recorded", "exception_recorded", "tribunal_direction_made", "date_agreed"))
        _, on, details = recorded(rng, name, on)
        details["limit"] = limit
        if name == "exception_recorded" and limit == "advice_due" and rng.random() < 0.5:
            details["key"] = rng.choice(("health", "education"))
        yield name, on, details


def repeats(rng: Random, facts: list) -> Iterator[tuple[str, date, dict]]:
    """The same fact twice, or again later, or with something else said about it."""
    for name, on, details in list(facts):
        if name != "person_born" and rng.random() < 0.08:
            if rng.random() < 0.3:
                yield name, on, dict(details)
            elif rng.random() < 0.5:
                yield recorded(rng, name, on)
            else:
                yield recorded(rng, name, on + timedelta(days=a_gap(rng)))


@cache
def schools() -> tuple[dict, ...]:
    """Settings whose terms differ; two of them publish only a year or two."""
    spans = ((2014, 2032), (2014, 2032), (2014, 2032), (2019, 2024), (2026, 2027))
    return tuple(school(number, *span) for number, span in enumerate(spans))


def school(number: int, first_year: int, last_year: int) -> dict:
    rng = Random(f"school {number}")
    terms, closed = [], set()
    for year in range(first_year, last_year):
        starts = (
            (date(year, 9, 1 + rng.randrange(5)), date(year, 10, 20 + rng.randrange(8))),
            (date(year, 11, 1 + rng.randrange(5)), date(year, 12, 16 + rng.randrange(7))),
            (date(year + 1, 1, 2 + rng.randrange(5)), date(year + 1, 2, 8 + rng.randrange(8))),
            (date(year + 1, 2, 18 + rng.randrange(6)), date(year + 1, 3, 24 + rng.randrange(8))),
            (date(year + 1, 4, 8 + rng.randrange(8)), date(year + 1, 5, 24 + rng.randrange(6))),
            (date(year + 1, 6, 1 + rng.randrange(6)), date(year + 1, 7, 18 + rng.randrange(6))),
        )
        terms += starts
        closed |= {rng.choice(starts)[0] for _ in range(3)}
        closed.add(starts[2][0] + timedelta(days=rng.randrange(30)))
    return {"terms": terms, "closed": closed}
