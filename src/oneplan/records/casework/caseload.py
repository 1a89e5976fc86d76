"""Every open limit in columns, read once for each mark of change, so that any list and any count is a moment's work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from threading import Lock
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import CharField, Count, Field, IntegerField, Max, QuerySet, Sum
from django.db.models.functions import Cast
from numpy.typing import NDArray

from oneplan.core.people import school_year_of
from oneplan.core.people.ages import FIRST_YEAR_AGE, SCHOOL_YEAR_STARTS
from oneplan.records.casework.models import Case, CaseloadMark, Standing
from oneplan.records.casework.reach import Reach
from oneplan.records.casework.work_rows import DUTY, Days, Group
from oneplan.records.settings.models import Setting
from oneplan.rulebook import load_rulebook

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
NatureDays = NDArray[np.datetime64]
Mark = tuple[int, int, int]

NOBODY, EPOCH_YEAR, MONTHS = -1, 1970, 12
GROUPS = tuple(Group)
_STANDING = (
    *("id", "case_id", "due_on", "told_until", "officer", "team", "person_id", "is_restricted", "is_knowable"),
    *("kind", "nature", "owner"),
)
_CASE = ("id", "stage", "setting", "person__born_on")
_PLAIN: Mapping[str, Field[Any, Any]] = {
    **dict.fromkeys(("due_on", "told_until", "person__born_on"), CharField()),
    **dict.fromkeys(("is_restricted", "is_knowable"), IntegerField()),
}


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words as places in a list of the words that occur."""

    places: Numbers
    words: tuple[Any, ...]

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
        held = (self.officer == reach.officer) | np.isin(self.team, list(reach.teams))
        is_free = (self.officer == NOBODY) & (self.team == NOBODY)
        return np.asarray(seen & (held | is_free if reach.unheld else held))

    def groups(self, days: Days) -> Numbers:
        """The place in ``GROUPS`` of each: late, past, soon, later, waiting on others, or not to be known."""
        today, week, fortnight = (np.datetime64(day) for day in (days.today, days.week_ends, days.fortnight_ends))
        is_told = np.isnat(self.told) | (self.due >= today) | (self.told > self.due)
        cases = [
            ~(self.is_knowable & is_told),
            ~self.is_ours,
            (self.due < today) & self.force.like(DUTY),
            self.due < today,
            self.due <= week,
            self.due <= fortnight,
        ]
        chosen = (Group.UNKNOWN, Group.WAITING, Group.LATE, Group.PAST, Group.WEEK, Group.FORTNIGHT)
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
    rows = Standing.objects.filter(is_disapplied=False, is_conditional=False).exclude(nature="statistic").order_by()
    named = _columns(rows, _STANDING)
    due, ids = _days(named["due_on"]), _numbers(named["id"])
    order = np.lexsort((ids, due))
    force, is_ours = _forces(named["kind"], named["nature"], named["owner"])
    cases = _columns(Case.objects.order_by("pk"), _CASE)
    case = _numbers(named["case_id"])[order]
    at = np.searchsorted(_numbers(cases["id"]), case)
    stage = _coded(cases["stage"])
    return Caseload(
        ids=ids[order],
        cases=case,
        due=due[order],
        told=_days(named["told_until"])[order],
        officer=_numbers(named["officer"])[order],
        team=_numbers(named["team"])[order],
        person=_numbers(named["person_id"])[order],
        is_restricted=np.array(named["is_restricted"], dtype=np.bool_)[order],
        is_knowable=np.array(named["is_knowable"], dtype=np.bool_)[order],
        is_ours=is_ours[order],
        force=Coded(force.places[order], force.words),
        stage=Coded(stage.places[at], stage.words),
        setting=_numbers(cases["setting"])[at],
        born=_days(cases["person__born_on"])[at],
        settings={pk: (public_id, name, number) for pk, public_id, name, number in _settings()},
    )


def _columns(rows: QuerySet[Any], names: tuple[str, ...]) -> dict[str, tuple[Any, ...]]:
    """Columns of plain values: making an object of each day would take longer than all the rest."""
    plain = [Cast(name, _PLAIN[name]) if name in _PLAIN else name for name in names]
    sql, values = rows.values_list(*plain).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    columns = list(zip(*found, strict=True)) if found else [()] * len(names)
    return dict(zip(names, columns, strict=True))


def _forces(kinds: Iterable[str], natures: Iterable[str], owners: Iterable[str]) -> tuple[Coded, Flags]:
    """What gives each limit its force, and whether it is the authority's own to act on."""
    coded = _coded(zip(kinds, natures, owners, strict=True))
    forces = _coded(kind if nature == "act" else nature for kind, nature, _ in coded.words)
    own = np.array([owner in ours() and nature != "right" for _, nature, owner in coded.words], dtype=np.bool_)
    if not coded.words:
        return Coded(coded.places, ()), own
    return Coded(forces.places[coded.places], forces.words), own[coded.places]


def _settings() -> Iterable[tuple[Any, ...]]:
    for pk, public_id, name, urn, ukprn in Setting.objects.values_list("pk", "public_id", "name", "urn", "ukprn"):
        yield pk, public_id, name, urn or ukprn


def _numbers(values: tuple[int | None, ...]) -> Numbers:
    if None in values:
        return np.array([NOBODY if value is None else value for value in values], dtype=np.int64)
    return np.array(values, dtype=np.int64)


def _days(values: tuple[Any, ...]) -> NatureDays:
    """Each different day is read once: there are few of them, and many limits."""
    coded = _coded(values)
    return np.array(coded.words, dtype="datetime64[D]")[coded.places]


def _coded(values: Iterable[Any]) -> Coded:
    places: dict[Any, int] = defaultdict(count().__next__)
    found = [places[value] for value in values]
    return Coded(np.array(found, dtype=np.int64), tuple(places))
