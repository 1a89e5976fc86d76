"""What core refuses to be asked, refused for columns too, with the case that is wrong."""

from __future__ import annotations

import numpy as np

from oneplan.bulk_clocks.columns import MISSING, CaseColumns, FactColumn, Numbers, day_number
from oneplan.bulk_clocks.day_tables import FIRST_DAY, LAST_DAY
from oneplan.core.kernel import Problem
from oneplan.core.pathways import DetailType, Rules

BORN = "person_born"


def check(columns: CaseColumns, as_of: Numbers, rules: Rules, schools: int) -> None:
    """Refuses columns that cannot be answered: unknown facts or settings, days that cannot be meant, two births."""
    _check_days(as_of, np.arange(len(as_of)), "The day asked about")
    for name, column in columns.facts.items():
        dates = {each.name for each in rules.fact(name).details.values() if each.type is DetailType.DATE}
        _check_days(column.day, column.case, name)
        for detail in dates & set(column.details):
            said = column.details[detail]
            _check_days(said[said != MISSING], column.case[said != MISSING], f"{name}, {detail}")
    if len(unknown := np.flatnonzero(columns.settings >= schools)):
        raise Problem(
            f"Case {unknown[0]} is at setting {columns.settings[unknown[0]]}; there are {schools} school calendars.",
            why="A setting is the place of its calendar in the list, from 0.",
            do="Give the missing calendars, or no setting.",
        )
    if (births := columns.facts.get(BORN)) is not None:
        _check_births(births, as_of)


def _check_days(days: Numbers, case: Numbers, where: str) -> None:
    wrong = (days < day_number(FIRST_DAY)) | (days > day_number(LAST_DAY))
    if len(cases := case[wrong]):
        raise Problem(
            f"{where}: the day in case {cases[0]} cannot be meant.",
            why=f"Days are understood from {FIRST_DAY.year} to {LAST_DAY.year}.",
            do="Check the year.",
        )


def _check_births(births: FactColumn, as_of: Numbers) -> None:
    if len(twice := births.case[1:][births.case[1:] == births.case[:-1]]):
        raise Problem(
            f"Case {twice[0]} has more than one date of birth.",
            why="Ages cannot be worked out from more than one.",
            do="Give the right one only.",
        )
    if len(late := births.case[births.day > as_of[births.case]]):
        raise Problem(
            f"The date of birth of case {late[0]} is after the day asked about.",
            why="Ages before birth mean nothing.",
            do="Correct the date of birth or the day.",
        )
