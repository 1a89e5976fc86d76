"""Invents an area from a seed: the same seed gives the same area to the last letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oneplan.synthetic.area.children import Part, Story, cast_of, children_of, stories_of
from oneplan.synthetic.area.habits import habits
from oneplan.synthetic.area.settings import SettingBook, invent_settings
from oneplan.synthetic.area.shapes import InventedChild
from oneplan.synthetic.area.streams import mixed
from oneplan.synthetic.area.teller import Teller

# Authority numbers that no authority of England has; Merrowdale's is the first.
FIRST_AUTHORITY, AUTHORITIES = 500, 153


@dataclass(frozen=True, slots=True)
class AreaOutline:
    """An area before its children are told one by one, so that a country need not be held at once."""

    seed: int
    on: date
    plans: int
    authority: str
    teller: Teller
    parts: tuple[Part, ...]

    @property
    def book(self) -> SettingBook:
        """The settings."""
        return self.teller.book

    def stories(self) -> Iterator[Story]:
        """Each child's number, birth date and requests, without names: as they are in the whole child."""
        return stories_of(self.teller, self.parts, self.seed)

    def children(self) -> Iterator[InventedChild]:
        """Each child in turn."""
        return children_of(self.teller, self.parts, self.seed, self.authority)


def outline(seed: int, *, on: date, plans: int, years: int = 5, place: int = 0) -> AreaOutline:
    """The area that stands at a place of the invented country, Merrowdale at 0."""
    authority = str(FIRST_AUTHORITY + place)
    own = mixed(seed, place)
    others = tuple(str(FIRST_AUTHORITY + each) for each in range(AUTHORITIES) if each != place)
    told_from = date(on.year - years + 1, 1, 1)
    teller = Teller(habits(), invent_settings(own, plans, place), others, on, told_from)
    return AreaOutline(own, on, plans, authority, teller, cast_of(teller, plans, own, years))
