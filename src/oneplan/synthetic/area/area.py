"""The invented area of Merrowdale: everything that is true of it, and what it tells others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from oneplan.core.casework.person_return import PersonReturned, ReturnHeader
from oneplan.synthetic.area.awkward import made_awkward
from oneplan.synthetic.area.calendars import InventedCalendar, calendars
from oneplan.synthetic.area.events import Happened, events_after
from oneplan.synthetic.area.inventing import outline
from oneplan.synthetic.area.officers import officers
from oneplan.synthetic.area.planted import PlantedProblem, planted_in
from oneplan.synthetic.area.returned import person_returned
from oneplan.synthetic.area.shapes import (
    AwkwardCase,
    InventedChild,
    InventedOfficer,
    InventedSetting,
    SupportedPupil,
)
from oneplan.synthetic.area.support import supported_pupils
from oneplan.synthetic.area.truth import YearOfTruth, truth_between
from oneplan.synthetic.area.windows import Window, window, years

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
    calendars: tuple[InventedCalendar, ...]
    officers: tuple[InventedOfficer, ...]
    children: tuple[InventedChild, ...]
    supported: tuple[SupportedPupil, ...]
    awkward: tuple[AwkwardCase, ...]

    @property
    def households(self) -> Mapping[int, tuple[int, ...]]:
        """The children of each household by number; somebody with two homes is in both."""
        found: dict[int, list[int]] = {}
        for child in self.children:
            for household in {child.household, child.second_household or child.household}:
                found.setdefault(household, []).append(child.number)
        return {household: tuple(numbers) for household, numbers in found.items()}

    @property
    def returns(self) -> tuple[int, ...]:
        """The collections whose survey day has come and whose whole period is told."""
        return tuple(
            year for year in years() if window(year).survey_day <= self.on and window(year).first_day >= self.told_from
        )

    def returned(self, year: int) -> tuple[ReturnHeader, Iterator[PersonReturned]]:
        """What the area's return for a collection year says, planted problems and all."""
        seen = window(year)
        return return_header(seen, self.authority), (person for person, _ in self._returned(seen))

    @property
    def planted_problems(self) -> tuple[PlantedProblem, ...]:
        """Every problem planted in any of the returns."""
        return tuple(planted for year in self.returns for _, planted in self._returned(window(year)) if planted)

    def events_after(self, day: date) -> Iterator[Happened]:
        """What happened after a day, up to the last."""
        return events_after(self.children, after=day, on=self.on, seed=self.seed)

    @property
    def truth(self) -> Mapping[int, YearOfTruth]:
        """The year before each return and its survey day, by collection year; then the year so far."""
        told = {
            year: truth_between(self.children, seen.first_day, seen.period_end, seen.survey_day)
            for year in self.returns
            if (seen := window(year))
        }
        so_far = truth_between(self.children, date(self.on.year, 1, 1), self.on, self.on)
        return told | {self.on.year + 1: so_far}

    def _returned(self, seen: Window) -> Iterator[tuple[PersonReturned, PlantedProblem | None]]:
        position = 0
        for child in self.children:
            person = person_returned(child, seen, position + 1)
            if person is not None:
                position += 1
                yield planted_in(person, seed=self.seed, year=seen.year, number=child.number)


def invent(seed: int, *, on: date, plans: int = 4850, years: int = 5) -> InventedArea:
    """Merrowdale from a seed, told up to a day; the same arguments give the same area."""
    drawn = outline(seed, on=on, plans=plans, years=years)
    children, awkward = made_awkward(tuple(drawn.children()), on)
    supported = supported_pupils(
        drawn.seed, drawn.teller.habits, drawn.book, on=on, plans=plans, first_number=len(children) + 1
    )
    return InventedArea(
        name=NAME,
        seed=seed,
        authority=drawn.authority,
        on=on,
        told_from=drawn.teller.told_from,
        settings=drawn.book.settings,
        calendars=calendars(),
        officers=officers(),
        children=children,
        supported=tuple(supported),
        awkward=awkward,
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
