"""The open limits of many cases, worked out in columns straight from their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from oneplan.bulk_clocks import STATES, BulkClocks, OutputColumns, columns_from_cases
from oneplan.core.calendar import SchoolCalendar
from oneplan.core.casework.knowing import is_knowable
from oneplan.core.pathways import Clock, Fact, Role, State
from oneplan.core.pathways.engine import YEARS
from oneplan.records.casework.models import Case
from oneplan.records.casework.recorded import RecordedFact, first_day_of_law, recorded_facts, speaks_to_clocks
from oneplan.records.casework.sources import OFFICER, Source
from oneplan.rulebook import Rulebook

BORN = "person_born"
_OPEN = [STATES.index(state) for state in (State.RUNNING, State.OVERDUE, State.DISAPPLIED)]
_DISAPPLIED = STATES.index(State.DISAPPLIED)
_HERE = Source(OFFICER)


@dataclass(frozen=True, slots=True)
class Counted:
    """The school calendars by number, and the area's own, which stands in where a setting has none."""

    areas: int | None
    calendars: Mapping[int, SchoolCalendar]

    def number_of(self, setting_calendar: int | None) -> int | None:
        """The calendar that a case is counted on, or none."""
        own = setting_calendar if setting_calendar in self.calendars else self.areas
        return own if own in self.calendars else None


class _CaseRow(NamedTuple):
    """What standing copies from a case and its person."""

    pk: int
    officer: int | None
    team: int | None
    person: int
    is_restricted: bool
    born_on: date | None
    calendar: int | None
    told_until: date | None


class OpenLimit(NamedTuple):
    """One row of standing, by the names of its columns; a plain tuple, because there are many."""

    case_id: int
    pathway: str
    rule: str
    output: str
    key: str
    kind: str
    nature: str
    owner: str
    started_on: date
    started_by: str
    due_on: date
    prudent_on: date | None
    is_disapplied: bool
    is_knowable: bool
    told_until: date | None
    rulebook_hash: str
    worked_out_on: date
    officer: int | None
    team: int | None
    person_id: int
    is_restricted: bool


def open_limits(cases: Sequence[int], *, on: date, book: Rulebook, calendars: Counted) -> list[OpenLimit]:
    """One row for each limit that is open on a day and whose day can be worked out; not yet stored."""
    rows = _case_rows(cases)
    recorded = recorded_facts(cases, book.rules)
    begins = first_day_of_law(book.rules)
    told = [
        _told(row, [each for each in recorded.get(row.pk, ()) if speaks_to_clocks(each.says, begins)], on)
        for row in rows
    ]
    starts = [(fact.name, source) for facts in told for fact, source in facts.items()]
    numbers = sorted(calendars.calendars)
    places = [None if (held := calendars.number_of(row.calendar)) is None else numbers.index(held) for row in rows]
    clocks = _clocks(book, tuple(calendars.calendars[number] for number in numbers))
    outputs = clocks.run(columns_from_cases(told, places), on)
    made = _Rows(rows, starts, book, on)
    return [row for name, columns in outputs.items() for row in made.of(name, columns)]


def _case_rows(cases: Sequence[int]) -> list[_CaseRow]:
    near = ("person__is_restricted", "person__born_on", "setting__calendar")
    rows = Case.objects.filter(pk__in=cases).order_by("pk")
    return [_CaseRow(*row) for row in rows.values_list("pk", "officer", "team", "person", *near, "told_until")]


def _told(row: _CaseRow, recorded: Iterable[RecordedFact], on: date) -> dict[Fact, Source]:
    """Each fact once, in core's order, with the source that told most; an officer's word goes first."""
    found: dict[Fact, Source] = {}
    for each in recorded:
        fact = each.says.as_fact
        if fact not in found or each.source.reports is None:
            found[fact] = each.source
    if row.born_on and row.born_on <= on and row.born_on.year in YEARS:
        found[Fact(BORN, row.born_on)] = _HERE
    return dict(sorted(found.items(), key=lambda item: item[0].order))


_KEPT: dict[tuple[str, tuple[SchoolCalendar, ...]], BulkClocks] = {}
_MOST_KEPT = 8


def _clocks(book: Rulebook, schools: tuple[SchoolCalendar, ...]) -> BulkClocks:
    """Clocks with their day tables, kept for the next question on the same rules and calendars."""
    key = (book.hash, schools)
    if key not in _KEPT:
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = BulkClocks.from_rulebook(book, schools)
    return _KEPT[key]


class _Rows:
    """Makes the rows of one run, output by output."""

    def __init__(
        self, rows: Sequence[_CaseRow], starts: Sequence[tuple[str, Source]], book: Rulebook, on: date
    ) -> None:
        self.rows = rows
        self.starts = starts
        self.book = book
        self.on = on
        self.knowable = cache(self._is_knowable)

    def of(self, output: str, columns: OutputColumns) -> Iterator[OpenLimit]:
        """The open limits among the rows of one output."""
        clocks = {clock.rule: clock for clock in self.book.rules.outputs[output] if clock.role is Role.LIMIT}
        open_now = np.isin(columns.state, _OPEN) & np.isnat(columns.ended_on) & ~np.isnat(columns.due_on)
        if not clocks or not (places := np.flatnonzero(open_now)).size:
            return
        days = (columns.started_on, columns.due_on, columns.prudent_on)
        said = (columns.case, columns.start, columns.rule, columns.key, columns.state, *days)
        for case, start, rule, key, state, *dates in zip(*(each[places].tolist() for each in said), strict=True):
            if (clock := clocks.get(rule)) is not None:
                name, source = self.starts[start]
                knowable = self.knowable(clock.id, source)
                yield self._row(clock, self.rows[case], (key or "", name, state == _DISAPPLIED, knowable), dates)

    def _row(self, clock: Clock, case: _CaseRow, said: tuple[str, str, bool, bool], dates: Sequence[date]) -> OpenLimit:
        key, started_by, is_disapplied, knowable = said
        started_on, due_on, prudent_on = dates
        return OpenLimit(
            case_id=case.pk,
            pathway=clock.pathway,
            rule=clock.rule,
            output=clock.output,
            key=key,
            kind=clock.kind.value,
            nature=clock.nature.value,
            owner=clock.owner,
            started_on=started_on,
            started_by=started_by,
            due_on=due_on,
            prudent_on=prudent_on,
            is_disapplied=is_disapplied,
            is_knowable=knowable,
            told_until=case.told_until,
            rulebook_hash=self.book.hash,
            worked_out_on=self.on,
            officer=case.officer,
            team=case.team,
            person_id=case.person,
            is_restricted=case.is_restricted,
        )

    def _is_knowable(self, clock_id: str, source: Source) -> bool:
        rule, _, output = clock_id.partition("/")
        clock = next(each for each in self.book.rules.outputs[output] if each.rule == rule)
        return is_knowable(clock, source.reports)
