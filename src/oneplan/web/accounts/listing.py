"""Who has an account, as pages tell it: who has come in, who has not yet, and what runs out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from oneplan.web.ui import words
from oneplan.web.ui.words import SOON_DAYS

if TYPE_CHECKING:
    from oneplan.records.accounts.queries import PersonRow


@dataclass(frozen=True, slots=True)
class PeopleToday:
    """The accounts of an area in two sentences."""

    title: str
    says: str


def people_today(people: Iterable[PersonRow], today: date) -> PeopleToday:
    """How many people may come in, who has not come yet, and whose role ends soon."""
    active = tuple(person for person in people if person.is_active)
    waiting = sum(1 for person in active if is_waiting(person))
    ending = sum(1 for person in active if _ends_soon(person, today))
    parts = (
        (waiting, "invited and not yet here"),
        (ending, "with a role that ends in the next four weeks"),
    )
    rest = words.listed([f"{number} {says}" for number, says in parts if number])
    title = words.count_of(len(active), "person has an account", "people have an account").capitalize()
    return PeopleToday(title, f"Of them, {rest}." if rest else "Everybody invited has come, and no role ends soon.")


def is_waiting(person: PersonRow) -> bool:
    """Whether somebody was invited and has never come in."""
    return person.is_active and not person.has_signed_in and not person.is_demo


def _ends_soon(person: PersonRow, today: date) -> bool:
    ends = [role.last_day for role in person.roles if role.last_day]
    return any(today <= day <= today + timedelta(days=SOON_DAYS) for day in ends)
