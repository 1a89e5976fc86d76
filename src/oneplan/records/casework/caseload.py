"""Every open limit in columns, read once for each mark of change, so that any list and any count is a moment's work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Count, Max, Sum
from numpy.typing import NDArray

from oneplan.core.people import school_year_of
from oneplan.core.people.ages import FIRST_YEAR_AGE, SCHOOL_YEAR_STARTS
from oneplan.records.casework.models import CaseloadMark, Standing
from oneplan.records.casework.reach import Reach
from oneplan.records.casework.work_rows import Days, Group
from oneplan.records.settings.models import Setting
from oneplan.rulebook import load_rulebook

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
NatureDays = NDArray[np.datetime64]
Mark = tuple[int, int, int]

NOBODY, EPOCH_YEAR, MONTHS = -1, 1970, 12
GROUPS = tuple(Group)
COLUMNS = (
    *("id", "case_id", "due_on", "told_until", "officer", "team", "person_id", "is_restricted", "is_knowable"),
    *("kind", "nature", "owner", "case__stage", "case__setting", "case__person__born_on"),
)


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words as places in a list of the words that occur."""

    places: Numbers
    words: tuple[str, ...]

    def like(self, word: str) -> Flags:
        """Where the column says this word."""
        at = self.words.index(word) if word in self.words else NOBODY
        return np.asarray(self.places == at)

    def counts(self, where: Flags) -> dict[str, int]:
        """How often each word occurs there."""
        found = np.bincount(self.places[where], minlength=len(self.words))
        return {word: int(number) for word, number in zip(self.words, found, strict=False)}


@dataclass(frozen=True, slots=True)
class Caseload:
    """Every open limit that somebody is to act on, in the order of its due day and its number."""

    ids: Numbers
    cases: Numbers
    due: NatureDays
    told: NatureDays
    officer: Numbers
    team: Numbers
    person: Numbers
    is_restricted: Flags
    is_knowable: Flags
    is_ours: Flags
    force: Coded
    stage: Coded
    setting: Numbers
    born: NatureDays
    settings: Mapping[int, tuple[str, str, str]]

    def within(self, reach: Reach) -> Flags:
        """Those that belong to cases within reach."""
        seen = ~self.is_restricted | np.isin(self.person, list(reach.named_on))
        if reach.everything:
            return seen
        return np.asarray(seen & ((self.officer == reach.officer) | np.isin(self.team, list(reach.teams))))

    def groups(self, days: Days) -> Numbers:
        """The place in ``GROUPS`` of each: late, soon, later, waiting on others, or not to be known."""
        today, week, fortnight = (np.datetime64(day) for day in (days.today, days.week_ends, days.fortnight_ends))
        is_told = np.isnat(self.told) | (self.due >= today) | (self.told > self.due)
        cases = [
            ~(self.is_knowable & is_told),
            ~self.is_ours,
            self.due < today,
            self.due <= week,
            self.due <= fortnight,
        ]
        chosen = (Group.UNKNOWN, Group.WAITING, Group.LATE, Group.WEEK, Group.FORTNIGHT)
        return np.select(cases, [GROUPS.index(each) for each in chosen], GROUPS.index(Group.LATER))

    def year_groups(self, today: date) -> Numbers:
        """The year group of each person today; far below any where the birth date is not known."""
        months = self.born.astype("datetime64[M]").astype(np.int64)
        years, month = months // MONTHS + EPOCH_YEAR, months % MONTHS + 1
        began = years - (month < int(SCHOOL_YEAR_STARTS.partition("-")[0]))
        return np.where(np.isnat(self.born), UNKNOWN_YEAR, school_year_of(today) - began - FIRST_YEAR_AGE)


UNKNOWN_YEAR = -100


def caseload_mark() -> Mark:
    """What changes whenever anything that a list of work shows has changed."""
    row = CaseloadMark.objects.aggregate(count=Count("id"), ids=Sum("id"), latest=Max("mark"))
    return row["count"], row["ids"] or 0, row["latest"] or 0


_LOCK = Lock()
_HELD: dict[Mark, Caseload] = {}


def caseload(mark: Mark) -> Caseload:
    """The open limits at a mark that was read before; one reading serves everybody in this process."""
    with _LOCK:
        if mark not in _HELD:
            found = _read()
            _HELD.clear()
            _HELD[mark] = found
        return _HELD[mark]


@cache
def ours() -> frozenset[str]:
    """The owners of limits, as the rulebook names them, that are the authority itself."""
    owners = {clock.owner for clocks in load_rulebook().rules.outputs.values() for clock in clocks}
    return frozenset(owner for owner in owners if "authority" in owner)


def _read() -> Caseload:
    rows = Standing.objects.filter(is_disapplied=False).exclude(nature="statistic").order_by("due_on", "id")
    sql, values = rows.values_list(*COLUMNS).query.sql_with_params()
    with connection.cursor() as cursor:  # plain values: turning each day into an object would take longest of all
        cursor.execute(sql, values)
        found = cursor.fetchall()
    columns: list[Any] = list(zip(*found, strict=True)) or [()] * len(COLUMNS)
    named = dict(zip(COLUMNS, columns, strict=True))
    authority = ours()
    force = [kind if nature == "act" else nature for kind, nature in zip(named["kind"], named["nature"], strict=True)]
    is_act = [owner in authority and each != "right" for owner, each in zip(named["owner"], force, strict=True)]
    return Caseload(
        ids=_numbers(named["id"]),
        cases=_numbers(named["case_id"]),
        due=_days(named["due_on"]),
        told=_days(named["told_until"]),
        officer=_numbers(named["officer"]),
        team=_numbers(named["team"]),
        person=_numbers(named["person_id"]),
        is_restricted=np.array(named["is_restricted"], dtype=np.bool_),
        is_knowable=np.array(named["is_knowable"], dtype=np.bool_),
        is_ours=np.array(is_act, dtype=np.bool_),
        force=_coded(force),
        stage=_coded(named["case__stage"]),
        setting=_numbers(named["case__setting"]),
        born=_days(named["case__person__born_on"]),
        settings={pk: (public_id, name, number) for pk, public_id, name, number in _settings()},
    )


def _settings() -> Iterable[tuple[Any, ...]]:
    for pk, public_id, name, urn, ukprn in Setting.objects.values_list("pk", "public_id", "name", "urn", "ukprn"):
        yield pk, public_id, name, urn or ukprn


def _numbers(values: Iterable[int | None]) -> Numbers:
    return np.array([NOBODY if value is None else value for value in values], dtype=np.int64)


def _days(values: Iterable[Any]) -> NatureDays:
    return np.array(list(values), dtype="datetime64[D]")


def _coded(values: Iterable[str]) -> Coded:
    places: dict[str, int] = {}
    found = [places.setdefault(value, len(places)) for value in values]
    return Coded(np.array(found, dtype=np.int64), tuple(places))
