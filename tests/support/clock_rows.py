"""The same case asked of the engine, of the columns and of the hand-made implementation, in one shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np

from oneplan.bulk_clocks import STATES, BulkClocks, CaseColumns, OutputColumns, columns_from_cases
from oneplan.core.calendar import SchoolCalendar
from oneplan.core.kernel import Period
from oneplan.core.pathways import Answer, Calendars, Fact, Role, run_clocks
from oneplan.rulebook import load_rulebook
from tests.support import simple_clocks
from tests.support.random_cases import RandomCase, schools
from tests.support.simple_clocks import Row, simple_answers

DATED = (Role.LIMIT, Role.DAY)


@cache
def school_calendars() -> tuple[SchoolCalendar, ...]:
    """The made-up schools as the product knows them."""
    working = load_rulebook().working_days
    return tuple(
        SchoolCalendar(tuple(Period(*term) for term in each["terms"]), frozenset(each["closed"]), working)
        for each in schools()
    )


@cache
def bulk_clocks() -> BulkClocks:
    return BulkClocks.from_rulebook(load_rulebook(), school_calendars())


@cache
def dated_outputs() -> frozenset[str]:
    clocks = (clock for pathway in load_rulebook().rules.pathways for clock in pathway.clocks)
    return frozenset(clock.output for clock in clocks if clock.role in DATED)


def facts_of(case: RandomCase) -> tuple[Fact, ...]:
    return tuple(Fact(*fact) for fact in case.facts)


def engine_answers(case: RandomCase) -> tuple[Answer, ...]:
    book = load_rulebook()
    school = None if case.school is None else school_calendars()[case.school]
    return run_clocks(facts_of(case), case.as_of, book.rules, Calendars(book.working_days, school))


def engine_rows(case: RandomCase) -> Counter[Row]:
    return Counter(
        Row(each.output, each.due_on, each.prudent_on, each.state and each.state.value, each.days_late, each.key)
        for each in engine_answers(case)
        if each.role in DATED
    )


def simple_rows(case: RandomCase) -> Counter[Row]:
    facts = [simple_clocks.Fact(*fact) for fact in case.facts]
    return Counter(simple_answers(facts, case.as_of, None if case.school is None else schools()[case.school]))


def run_bulk(
    cases: Sequence[RandomCase], clocks: BulkClocks | None = None, *, pathways: Sequence[str] | None = None
) -> dict[str, OutputColumns]:
    return (clocks or bulk_clocks()).run(*case_columns(cases), pathways=pathways)


def case_columns(cases: Sequence[RandomCase]) -> tuple[CaseColumns, np.ndarray]:
    """The cases in columns, and the day on which each is read."""
    columns = columns_from_cases([facts_of(case) for case in cases], [case.school for case in cases])
    return columns, np.array([case.as_of for case in cases], dtype="datetime64[D]")


def bulk_rows(cases: Sequence[RandomCase], clocks: BulkClocks | None = None) -> list[Counter[Row]]:
    """The rows of each case."""
    rows: list[Counter[Row]] = [Counter() for _ in cases]
    for output, columns in run_bulk(cases, clocks).items():
        if output in dated_outputs():
            for case, row in numbered_rows(output, columns):
                rows[case][row] += 1
    return rows


def numbered_rows(output: str, columns: OutputColumns) -> list[tuple[int, Row]]:
    states = [STATES[code] and STATES[code].value for code in columns.state.tolist()]
    days = (columns.due_on.tolist(), columns.prudent_on.tolist())
    told = zip(*days, states, columns.days_late.tolist(), columns.key.tolist(), strict=True)
    return [(case, Row(output, *row)) for case, row in zip(columns.case.tolist(), told, strict=True)]


def told(case: RandomCase, left: Counter[Row], right: Counter[Row], names: tuple[str, str]) -> str:
    """A disagreement as a story that a person can work through."""
    lines = [f"Case {case.seed}, read on {case.as_of}, school {case.school}:"]
    lines += [f"    {on}  {name}  {_said(details)}" for name, on, details in sorted(case.facts, key=lambda f: f[1])]
    for name, rows in zip(names, (left - right, right - left), strict=True):
        lines += [f"  only {name}: {', '.join(str(each) for each in row)}" for row in rows.elements()]
    return "\n".join(lines)


def _said(details: dict[str, object]) -> str:
    return ", ".join(f"{name} {value if isinstance(value, date) else repr(value)}" for name, value in details.items())
