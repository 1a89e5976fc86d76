"""Every clock of the rulebook run over many cases in columns, with core's own answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt

from oneplan.bulk_clocks.asking import Facts
from oneplan.bulk_clocks.checking import check
from oneplan.bulk_clocks.columns import MISSING, CaseColumns, Numbers, as_days, day_number
from oneplan.bulk_clocks.day_tables import DayTable, DayTables
from oneplan.bulk_clocks.ends import RUNNING
from oneplan.bulk_clocks.reckoning import Reckoning, Worked
from oneplan.bulk_clocks.standing import standing
from oneplan.core.calendar import SchoolCalendar
from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.core.pathways import Clock, Role
from oneplan.core.pathways.counting import COUNTED, Count, count
from oneplan.core.pathways.definitions import Rules
from oneplan.rulebook import Rulebook

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class OutputColumns:
    """The rows of one output. ``state`` is a place in ``STATES``; days that there are not are “not a time”.

    ``start`` is the rank of the fact that started the clock: its place among all facts of all cases, in order.
    """

    case: Numbers
    start: Numbers
    key: npt.NDArray[np.object_]
    rule: npt.NDArray[np.object_]
    started_on: Days
    due_on: Days
    prudent_on: Days
    ended_on: Days
    state: npt.NDArray[np.int8]
    days_late: npt.NDArray[np.int32]


class BulkClocks:
    """The rulebook's clocks, ready to be run over columns of cases."""

    def __init__(self, rules: Rules, tables: DayTables) -> None:
        self._rules = rules
        self._tables = tables

    @classmethod
    def from_rulebook(cls, book: Rulebook, schools: Sequence[SchoolCalendar] = ()) -> BulkClocks:
        """The clocks of a rulebook; a case's setting is a place in the list of school calendars."""
        return cls(book.rules, DayTables(book.working_days, schools))

    def run(
        self, columns: CaseColumns, as_of: date | Days, *, pathways: Sequence[str] | None = None
    ) -> dict[str, OutputColumns]:
        """Every dated output and every rule without a number, read on one day or on a day of each case's own."""
        days = np.full(columns.cases, MISSING, dtype=np.int64)
        days[:] = day_number(as_of) if isinstance(as_of, date) else as_of.astype("datetime64[D]").view(np.int64)
        check(columns, days, self._rules, len(self._tables.calendars))
        facts = Facts(columns, days, self._rules, self._tables)
        reckoning, parts = Reckoning(facts), defaultdict(list)
        chosen = self._rules.pathways if pathways is None else [self._rules.pathway(name) for name in pathways]
        for clock in (clock for pathway in chosen for clock in pathway.clocks):
            if clock.role is not Role.VALUE and clock.status is not Status.EXPECTED:
                worked = reckoning.worked(clock)
                parts[clock.output].append(self._columns(facts, clock, worked))
        return {output: _joined(each) for output, each in parts.items()}

    def due_days(self, outputs: Sequence[str], starts: Days) -> dict[str, Days]:
        """The day each output is due for each day on which it starts, by the law of that day: one look-up apiece.

        Only for outputs that depend on nothing but the day of their start.
        """
        numbers = starts.astype("datetime64[D]").view(np.int64)
        return {output: as_days(self._start_table(output)(numbers)) for output in outputs}

    def _start_table(self, output: str) -> DayTable:
        limbs = [limb for clock in self._rules.outputs.get(output, ()) for limb in clock.limbs]
        if len(limbs) != 1 or limbs[0].source or limbs[0].from_detail or limbs[0].edge not in COUNTED:
            raise Problem(
                f"{output} is not worked out from the day of its start alone.",
                why="It looks at other facts or outputs, or there is no such output.",
                do="Give the cases as columns of facts and run the clocks.",
            )
        limb, parameter = limbs[0], self._rules.parameter(limbs[0].parameter)
        calendars = self._tables.without_school
        return self._tables.of(
            ("start", output),
            lambda day: count(limb.edge, Count(day, parameter.number(day), parameter.unit, calendars)),
        )

    def _columns(self, facts: Facts, clock: Clock, worked: Worked) -> OutputColumns:
        opened, applies = worked.opened, worked.applies
        stands = standing(facts, clock, worked)
        ended = np.where(opened.how == RUNNING, MISSING, opened.ended)
        words = np.array([*facts.words, None], dtype=np.object_)
        return OutputColumns(
            case=opened.case[applies],
            start=opened.rank[applies],
            key=words[opened.key[applies]],
            rule=np.full(int(applies.sum()), clock.rule, dtype=np.object_),
            started_on=as_days(opened.day[applies]),
            due_on=as_days(worked.due[applies]),
            prudent_on=as_days(self._prudent(clock, worked.due[applies])),
            ended_on=as_days(ended[applies]),
            state=stands.state[applies].astype(np.int8),
            days_late=stands.days_late[applies].astype(np.int32),
        )

    def _prudent(self, clock: Clock, due: Numbers) -> Numbers:
        prudent = np.full(len(due), MISSING, dtype=np.int64)
        if clock.role is Role.LIMIT:
            known = due != MISSING
            prudent[known] = self._tables.prudent()(due[known])
        return prudent


def _joined(parts: list[OutputColumns]) -> OutputColumns:
    """The rows of several clocks that give one output, one clock after the other."""
    if len(parts) == 1:
        return parts[0]
    return OutputColumns(
        *(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(OutputColumns))
    )
