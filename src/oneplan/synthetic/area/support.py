"""Pupils at SEN support: a need, a school, and no plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from oneplan.synthetic.area.days import academic_year
from oneplan.synthetic.area.habits import Habits
from oneplan.synthetic.area.identities import name_sets
from oneplan.synthetic.area.settings import SettingBook
from oneplan.synthetic.area.shapes import SupportedPupil
from oneplan.synthetic.area.streams import stream

SUPPORT_KEY = 1_000_003
# How many pupils are at SEN support for each plan, and their ages at the start of the year.
PER_PLAN, YOUNGEST, OLDEST = 5_900 / 4_850, 4, 17


def supported_pupils(
    seed: int, habits: Habits, book: SettingBook, *, on: date, plans: int, first_number: int
) -> Iterator[SupportedPupil]:
    """Each pupil in turn, numbered on from the children with plans and requests."""
    for number in range(first_number, first_number + round(plans * PER_PLAN)):
        random, family = stream(seed, SUPPORT_KEY, number), stream(seed, number)
        age = YOUNGEST + int(random.random() ** 0.9 * (OLDEST - YOUNGEST))
        names, sex = name_sets().draw(family), "F" if random.random() < 0.38 else "M"  # noqa: PLR2004 - about four in ten
        setting = book.draw(random, "mainstream", age)
        first_of_year = date(academic_year(on) - age - 1, 9, 1).toordinal()
        yield SupportedPupil(
            number=number,
            household=number,
            surname=family.choice(names.surnames),
            forename=random.choice(names.female if sex == "F" else names.male),
            born_on=date.fromordinal(first_of_year + int(random.random() * 365)),
            sex=sex,
            need=habits.needs_by_age[age].draw(random),
            setting=setting,
        )
