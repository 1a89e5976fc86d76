"""The open limits of many cases, worked out in columns straight from their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from oneplan.bulk_clocks import STATES, BulkClocks, OutputColumns, columns_from_cases
from oneplan.core.calendar import SchoolCalendar
from oneplan.core.casework.case_facts import DayIs
from oneplan.core.casework.knowing import Doubt, Kept, Known, Start, ended_as_it_began, known_of, may_be_over, opens_on
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
    kept_from: date | None

    @property
    def kept(self) -> Kept:
        """Who told of the case, and when."""
        return Kept(self.told_until, self.kept_from)

    def is_open_before_officers(self, first: date) -> bool:
        """Whether something that could be done since a day may have been done before officers told of it."""
        return self.kept_from is None or first < self.kept_from


class _Telling(NamedTuple):
    """Who told of a fact, and whether its day is known."""

    source: Source
    is_exact: bool

    @property
    def rank(self) -> tuple[bool, bool]:
        """The same fact told twice is known as well as its better telling."""
        return self.is_exact, self.source.reports is None


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
    is_conditional: bool
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
    numbers = sorted(calendars.calendars)
    places = [None if (held := calendars.number_of(row.calendar)) is None else numbers.index(held) for row in rows]
    clocks = _clocks(book, tuple(calendars.calendars[number] for number in numbers))
    outputs = clocks.run(columns_from_cases(told, places), on)
    made = _Rows(rows, told, book, on)
    return [row for name, columns in outputs.items() for row in made.of(name, columns)]


def _case_rows(cases: Sequence[int]) -> list[_CaseRow]:
    near = ("person__is_restricted", "person__born_on", "setting__calendar")
    rows = Case.objects.filter(pk__in=cases).order_by("pk")
    columns = ("pk", "officer", "team", "person", *near, "told_until", "kept_from")
    return [_CaseRow(*row) for row in rows.values_list(*columns)]


def _told(row: _CaseRow, recorded: Iterable[RecordedFact], on: date) -> dict[Fact, _Telling]:
    """Each fact once, in core's order, as its better telling has it."""
    found: dict[Fact, _Telling] = {}
    for each in recorded:
        fact, telling = each.says.as_fact, _Telling(each.source, each.says.day_is is DayIs.EXACT)
        if fact not in found or telling.rank > found[fact].rank:
            found[fact] = telling
    if row.born_on and row.born_on <= on and row.born_on.year in YEARS:
        found[Fact(BORN, row.born_on)] = _Telling(_HERE, is_exact=True)
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
        self, rows: Sequence[_CaseRow], told: Sequence[dict[Fact, _Telling]], book: Rulebook, on: date
    ) -> None:
        self.rows = rows
        self.told = told
        self.starts = [(fact.name, telling) for facts in told for fact, telling in facts.items()]
        self.book = book
        self.on = on
        self.known_by = cache(self._known_by)
        self.latest = cache(self._latest)
        self.days = cache(self._days)

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
                name, telling = self.starts[start]
                known = self._known(clock, case, Start(name, dates[0]), telling)
                yield self._row(clock, self.rows[case], (key or "", name, state == _DISAPPLIED, known), dates)

    def _row(
        self, clock: Clock, case: _CaseRow, said: tuple[str, str, bool, Known], dates: Sequence[date]
    ) -> OpenLimit:
        key, started_by, is_disapplied, known = said
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
            is_knowable=known.doubt is None,
            is_conditional=clock.only_if_chosen,
            told_until=known.told_until,
            rulebook_hash=self.book.hash,
            worked_out_on=self.on,
            officer=case.officer,
            team=case.team,
            person_id=case.person,
            is_restricted=case.is_restricted,
        )

    def _known(self, clock: Clock, case: int, start: Start, telling: _Telling) -> Known:
        """What can be known of a limit of one case; the same as core says of the case."""
        row, days = self.rows[case], self.days(case)
        if not telling.is_exact and may_be_over(start, _of(days, {stop.fact for stop in clock.stops}), self.book.rules):
            return Known(Doubt.MAY_BE_OVER)
        if ended_as_it_began(clock, start.on, self.told[case], self.book.rules):
            return Known(Doubt.ENDED_AS_IT_BEGAN)
        is_before = True
        if row.kept_from is not None:
            starts = _of(days, {each.fact for each in clock.starts})
            is_before = row.is_open_before_officers(opens_on(clock, start.on, starts, self.book.rules))
        return self.known_by(clock.id, start.fact, telling.source, row.kept, self.latest(case), is_before)

    def _known_by(
        self, clock_id: str, started_by: str, source: Source, kept: Kept, latest: Source | None, is_before: bool
    ) -> Known:
        rule, _, output = clock_id.partition("/")
        clock = next(each for each in self.book.rules.outputs[output] if each.rule == rule)
        first = date.min if is_before else date.max
        start = Start(started_by, first, source.reports, source.told_on)
        earlier = (latest.reports if latest else None) or ()
        return known_of(clock, start, kept, opens_on=first, earlier=earlier)

    def _latest(self, case: int) -> Source | None:
        """The latest return that told of a case."""
        returns = [each.source for each in self.told[case].values() if each.source.reports is not None]
        return max(returns, key=lambda each: each.told_on or date.min, default=None)

    def _days(self, case: int) -> dict[str, list[date]]:
        found: dict[str, list[date]] = defaultdict(list)
        for fact in self.told[case]:
            found[fact.name].append(fact.on)
        return found


def _of(days: Mapping[str, list[date]], names: Collection[str]) -> list[date]:
    return [day for name in names for day in days.get(name, ())]
