"""An invented country: as many areas as England has, each from its own seed, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from oneplan.core.casework.person_return import PersonReturned
from oneplan.synthetic.area.inventing import AUTHORITIES, AreaOutline, outline
from oneplan.synthetic.area.returned import person_returned
from oneplan.synthetic.area.streams import stream
from oneplan.synthetic.area.windows import Window

SIZES_KEY, SPREAD = 77, 0.55


def sizes(seed: int, plans: int) -> tuple[int, ...]:
    """How many plans each area keeps; they add up to the country's, and few areas are very large."""
    random = stream(seed, SIZES_KEY)
    weights = [random.lognormvariate(0, SPREAD) for _ in range(AUTHORITIES)]
    total = sum(weights)
    found = [int(plans * weight / total) for weight in weights]
    found[0] += plans - sum(found)
    return tuple(found)


def outlines(seed: int, *, on: date, plans: int, years: int = 5) -> Iterator[AreaOutline]:
    """Each area in turn, none held once the next is asked for."""
    for place, size in enumerate(sizes(seed, plans)):
        yield outline(seed, on=on, plans=size, years=years, place=place)


def persons_of_the_country(
    seed: int, window: Window, *, on: date, plans: int, years: int = 5
) -> Iterator[PersonReturned]:
    """What every area would return, numbered through, without ever holding more than one child."""
    position = 0
    for area in outlines(seed, on=on, plans=plans, years=years):
        for child in area.children():
            person = person_returned(child, window, position + 1)
            if person is not None:
                position += 1
                yield person
