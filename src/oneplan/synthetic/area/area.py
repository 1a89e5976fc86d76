"""The invented area of Merrowdale: everything that is true of it, and what it tells others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from oneplan.core.casework.person_return import PersonReturned, ReturnHeader
from oneplan.synthetic.area.inventing import outline
from oneplan.synthetic.area.officers import officers
from oneplan.synthetic.area.returned import person_returned
from oneplan.synthetic.area.shapes import InventedChild, InventedOfficer, InventedSetting
from oneplan.synthetic.area.windows import Window, window

NAME = "Merrowdale"
MADE_AFTER = timedelta(days=18)


@dataclass(frozen=True, slots=True)
class InventedArea:
    """The area with the full truth of every child, up to and with the day ``on``."""

    name: str
    seed: int
    authority: str
    on: date
    told_from: date
    settings: tuple[InventedSetting, ...]
    officers: tuple[InventedOfficer, ...]
    children: tuple[InventedChild, ...]

    def returned(self, year: int) -> tuple[ReturnHeader, Iterator[PersonReturned]]:
        """What the area's return for a collection year says."""
        seen = window(year)
        return return_header(seen, self.authority), persons_returned(iter(self.children), seen)


def invent(seed: int, *, on: date, plans: int = 4850, years: int = 5) -> InventedArea:
    """Merrowdale from a seed, told up to a day; the same arguments give the same area."""
    drawn = outline(seed, on=on, plans=plans, years=years)
    return InventedArea(
        name=NAME,
        seed=seed,
        authority=drawn.authority,
        on=on,
        told_from=drawn.teller.told_from,
        settings=drawn.book.settings,
        officers=officers(),
        children=tuple(drawn.children()),
    )


def return_header(seen: Window, authority: str) -> ReturnHeader:
    """Module 0 of an authority's return."""
    return ReturnHeader(
        year=seen.year,
        reference_date=seen.survey_day,
        lea=authority,
        software="One Plan invented area",
        release="1.0",
        serial=1,
        made_at=datetime.combine(seen.survey_day + MADE_AFTER, time(9, 30)),
        designated_medical_officer="Y",
        designated_clinical_officer="Y",
        designated_social_care_officer="R" if seen.year >= 2025 else "",  # noqa: PLR2004 - asked for from 2025
    )


def persons_returned(children: Iterator[InventedChild], seen: Window) -> Iterator[PersonReturned]:
    """Those of the children of whom this return has something to say, numbered in order."""
    position = 0
    for child in children:
        person = person_returned(child, seen, position + 1)
        if person is not None:
            position += 1
            yield person
