"""The engine, the columns and a second implementation written by hand give the same answers on random cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.support.clock_rows import (
    bulk_clocks,
    bulk_rows,
    case_columns,
    dated_outputs,
    engine_rows,
    school_calendars,
    simple_rows,
    told,
)
from tests.support.random_cases import RandomCase, random_case
from tests.support.random_journeys import JOURNEYS, PATHWAY_FACTS
from tests.support.random_vocabulary import NEEDED, OPTIONAL

from oneplan.bulk_clocks import BulkClocks, OutputColumns
from oneplan.core.law import Parameter, Unit
from oneplan.core.pathways import Rules
from oneplan.rulebook import load_rulebook

ALWAYS_MADE = {"person_born"}


@pytest.mark.slow
def test_three_implementations_give_every_case_the_same_dates_and_states(seeds: range) -> None:
    cases = [random_case(seed) for seed in seeds]

    columns = bulk_rows(cases)

    for case, row in zip(cases, columns, strict=True):
        by_hand, engine = simple_rows(case), engine_rows(case)
        assert engine == by_hand, told(case, engine, by_hand, ("the engine", "by hand"))
        assert row == by_hand, told(case, row, by_hand, ("the columns", "by hand"))


def test_a_child_who_moved_out_on_the_day_of_the_refusal_is_not_brought_back_by_its_reversal() -> None:
    facts = (
        ("request_received", date(2022, 1, 1), {}),
        ("assess_decision_notified", date(2022, 1, 5), {"decision": "refuse"}),
        ("child_moved_out", date(2022, 1, 5), {}),
        ("refusal_reversed", date(2022, 2, 19), {}),
    )
    case = RandomCase(seed=0, facts=facts, as_of=date(2022, 4, 21), school=None)

    by_hand, engine, (columns,) = simple_rows(case), engine_rows(case), bulk_rows([case])

    assert {row.state for row in by_hand if row.output == "final_plan_due"} == {"superseded"}
    assert by_hand == engine == columns


def test_random_cases_can_say_everything_that_the_vocabulary_can() -> None:
    vocabulary = load_rulebook().rules.facts
    named = ALWAYS_MADE | {name for names in (*PATHWAY_FACTS.values(), *JOURNEYS) for name in names}
    said = {(name, detail) for table in (NEEDED, OPTIONAL) for name in table for detail in table[name]}
    said |= {("exception_recorded", "key")}

    missing = set(vocabulary) ^ named
    unsaid = {(name, detail) for name, kind in vocabulary.items() for detail in kind.details} ^ said

    assert missing == set()
    assert unsaid == set()


@pytest.mark.slow
def test_random_cases_reach_every_output_and_every_state() -> None:
    rows = Counter(row for seed in range(3_000) for row in simple_rows(random_case(seed)))

    outputs = {row.output for row in rows}
    states = {row.state for row in rows}

    assert dated_outputs() - outputs == {"consider_home_by", "staying_close_until"}
    assert states == {None, "running", "met", "met late", "overdue", "disapplied", "superseded", "withdrawn"}


def counting_parameters() -> list[str]:
    """Every number that some clock counts from a day."""
    rules = load_rulebook().rules
    limbs = [limb for pathway in rules.pathways for clock in pathway.clocks for limb in clock.limbs]
    counted = {limb.parameter for limb in limbs if limb.parameter}
    return sorted(name for name in counted if isinstance(rules.parameter(name).values[-1].amount, int))


@pytest.mark.slow
def test_a_limit_one_too_long_anywhere_in_the_rulebook_is_noticed() -> None:
    book = load_rulebook()
    columns, as_of = case_columns([random_case(seed) for seed in range(2_500)])
    right = due_days(bulk_clocks().run(columns, as_of))

    unnoticed = []
    for name in counting_parameters():
        wrong = with_parameter(book.rules, one_longer(book.parameters[name]))
        clocks = BulkClocks.from_rulebook(replace(book, rules=wrong), school_calendars())
        dates = due_days(clocks.run(columns, as_of, pathways=pathways_using(name)))
        if all(np.array_equal(days, right[output], equal_nan=True) for output, days in dates.items()):
            unnoticed.append(name)

    assert unnoticed == expected_only()


def due_days(rows: dict[str, OutputColumns]) -> dict[str, np.ndarray]:
    return {output: columns.due_on for output, columns in rows.items()}


def pathways_using(parameter: str) -> list[str]:
    return [
        pathway.id
        for pathway in load_rulebook().rules.pathways
        if any(limb.parameter == parameter for clock in pathway.clocks for limb in clock.limbs)
    ]


def one_longer(parameter: Parameter) -> Parameter:
    """One more of whatever it counts; for hours, a whole day more."""
    more = 24 if parameter.unit is Unit.HOURS else 1
    values = tuple(replace(value, amount=value.amount and value.amount + more) for value in parameter.values)
    return replace(parameter, values=values)


def with_parameter(rules: Rules, parameter: Parameter) -> Rules:
    return replace(rules, parameters={**rules.parameters, parameter.id: parameter})


def expected_only() -> list[str]:
    """Numbers that are not law yet, which nothing may use."""
    return [name for name in counting_parameters() if load_rulebook().parameters[name].status == "expected"]
